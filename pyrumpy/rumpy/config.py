"""What this rumpy is made of and runs on."""

import platform
import sys

from . import _kernels, threads


def show_config(mode: str = "stdout"):
    """Show the kernels in use, the width of vectors, the threads, and why they are what they are.

    mode: 'stdout' prints, 'dicts' returns a dictionary.
    """
    if mode not in ("stdout", "dicts"):
        raise AttributeError(f"Invalid `mode`, use one of: {', '.join(('stdout', 'dicts'))}")
    from . import __version__

    kernels, running = _kernels.info(), threads.status()
    config = {
        "rumpy": {"version": __version__},
        "kernels": kernels,
        "threads": running,
        "python": {"version": platform.python_version(), "platform": sys.platform},
    }
    if mode == "dicts":
        return config
    width = f"{kernels['vector_bits']} bits" if kernels["vector_bits"] else "none"
    lines = [
        ("rumpy", __version__),
        ("kernels", f"{kernels['isa']} ({kernels['f32']}, {kernels['f64']})"),
        ("because", kernels["reason"]),
        ("vector width", width),
        ("threads", f"{running['num_threads']} ({running['state']})"),
        ("because", running["reason"]),
        ("python", f"{config['python']['version']} on {config['python']['platform']}"),
    ]
    for name, text in lines:
        if text:
            print(f"{name + ':':<14}{text}")
    return None

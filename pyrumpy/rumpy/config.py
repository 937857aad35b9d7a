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


def show_runtime():
    """Show what this runs on: versions, the machine, and what show_config tells.

    >>> import rumpy as np
    >>> np.show_runtime()  # doctest: +ELLIPSIS
    [{'python': ...
    """
    from pprint import pprint

    from . import __version__

    machine = {
        "rumpy_version": __version__,
        "python": sys.version,
        "uname": platform.uname(),
    }
    pprint([machine, show_config(mode="dicts")])


def info(object=None, maxwidth=76, output=None, toplevel="numpy"):
    """Show the documentation of an object, or of what a name of rumpy stands for.

    maxwidth, toplevel: of no effect here, as NumPy's. output: a file; by default, standard output.

    >>> import rumpy as np
    >>> np.info("matrix")
    Help for matrix not found.
    """
    import inspect

    import rumpy

    if isinstance(object, str):
        name, object = object, getattr(rumpy, object, None)
        if object is None:
            print(f"Help for {name} not found.", file=output)
            return
    target = info if object is None else object
    try:
        signature = f"{target.__name__}{inspect.signature(target)}\n\n"
    except (AttributeError, TypeError, ValueError):
        signature = ""
    print(signature + (inspect.getdoc(target) or ""), file=output)

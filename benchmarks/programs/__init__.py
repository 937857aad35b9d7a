"""Five programs as people write them for NumPy. Each has main(np, size): np is the library, size a
share of the full problem; what it computes is printed.
"""

import importlib

NAMES = ("ray_tracer", "game_of_life", "k_means", "neural_network", "transformer")


def program(name):
    """The main function of a program, and its title."""
    module = importlib.import_module(f"{__name__}.{name}")
    return module.main, module.__doc__.split(":")[0]

"""The legacy functions and RandomState where older programs look for them."""

from ._legacy import (
    FUNCTIONS,
    RandomState,
    functions,
    get_bit_generator,
    ranf,
    sample,
    seed,
    set_bit_generator,
)

globals().update(functions)

__all__ = [
    *FUNCTIONS,
    "RandomState",
    "get_bit_generator",
    "ranf",
    "sample",
    "seed",
    "set_bit_generator",
]

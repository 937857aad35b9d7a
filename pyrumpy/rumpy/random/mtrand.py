"""The legacy functions and RandomState where older programs look for them."""

from ._legacy import (
    FUNCTIONS,
    RandomState,
    _state,
    functions,
    get_bit_generator,
    ranf,
    sample,
    seed,
    set_bit_generator,
)

globals().update(functions)
_rand = _state  # programs take the functions' own state by this name

__all__ = [
    *FUNCTIONS,
    "RandomState",
    "get_bit_generator",
    "ranf",
    "sample",
    "seed",
    "set_bit_generator",
]

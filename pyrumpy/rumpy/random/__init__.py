"""Random numbers: NumPy's streams, bit for bit.

rng = rumpy.random.default_rng(seed)
rng.normal(size=3)
"""

from . import mtrand  # noqa: F401
from ._bit_generators import MT19937, PCG64, PCG64DXSM, SFC64, BitGenerator, Philox
from ._generator import Generator, default_rng
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
from ._seed import SeedSequence

globals().update(functions)

__all__ = [
    *FUNCTIONS,
    "BitGenerator",
    "Generator",
    "MT19937",
    "PCG64",
    "PCG64DXSM",
    "Philox",
    "RandomState",
    "SFC64",
    "SeedSequence",
    "default_rng",
    "get_bit_generator",
    "ranf",
    "sample",
    "seed",
    "set_bit_generator",
]

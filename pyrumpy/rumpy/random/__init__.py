"""Random numbers: NumPy's streams, bit for bit.

rng = rumpy.random.default_rng(seed)
rng.normal(size=3)
"""

from . import mtrand
from ._bit_generators import MT19937, PCG64, PCG64DXSM, SFC64, BitGenerator, Philox
from ._generator import Generator, default_rng
from ._seed import SeedSequence
from .mtrand import *  # noqa: F403  (the legacy functions and RandomState)

__all__ = [
    *mtrand.__all__,
    "BitGenerator",
    "Generator",
    "MT19937",
    "PCG64",
    "PCG64DXSM",
    "Philox",
    "SFC64",
    "SeedSequence",
    "default_rng",
]

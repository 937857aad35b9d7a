"""Seeds: how any amount of entropy becomes the states of generators, as in NumPy.

The hashing is that of M. E. O'Neill's `randutils::seed_seq_fe`, 2015.
"""

import abc
import re
import secrets
from itertools import cycle

from .. import _core

POOL_SIZE = 4
_MASK = 0xFFFFFFFF
_SHIFT = 16
_INIT_A, _MULT_A = 0x43B0D7E5, 0x931E8875
_INIT_B, _MULT_B = 0x8B51F9DD, 0x58F38DED
_MIX_LEFT, _MIX_RIGHT = 0xCA01F9DD, 0x4973F715


class ISeedSequence(abc.ABC):
    """What bit generators take as seeds: something that generates states."""

    @abc.abstractmethod
    def generate_state(self, n_words, dtype=_core.uint32):
        """n_words unsigned integers of 32 or 64 bits."""


class ISpawnableSeedSequence(ISeedSequence):
    """A seed sequence that has children, which are independent of it and of each other."""

    @abc.abstractmethod
    def spawn(self, n_children):
        """A list of new seed sequences."""


class _Hash:
    """Hashes words one after the other, each with another constant."""

    def __init__(self, constant, multiplier):
        self.constant, self.multiplier = constant, multiplier

    def __call__(self, word):
        word ^= self.constant
        self.constant = self.constant * self.multiplier & _MASK
        word = word * self.constant & _MASK
        return word ^ word >> _SHIFT


def _mix(x, y):
    word = (_MIX_LEFT * x - _MIX_RIGHT * y) & _MASK
    return word ^ word >> _SHIFT


def _words_of_int(n):
    if n < 0:
        raise ValueError("expected non-negative integer")
    words = [n & _MASK]
    while n := n >> 32:
        words.append(n & _MASK)
    return words


def _words(entropy):
    """Words of 32 bits, lowest first, of an integer, a text that is one, or a sequence of such."""
    if isinstance(entropy, str):
        if entropy.startswith("0x"):
            entropy = int(entropy, 16)
        elif re.match(r"[0-9]+", entropy):
            entropy = int(entropy)
        else:
            raise ValueError("unrecognized seed string")
    if isinstance(entropy, (int, _core.integer)):
        return _words_of_int(int(entropy))
    if isinstance(entropy, (float, _core.inexact)):
        raise TypeError("seed must be integer")
    return [word for item in entropy for word in _words(item)]


class SeedSequence:
    """SeedSequence(entropy=None, *, spawn_key=(), pool_size=4, n_children_spawned=0)

    Mixes entropy (an int, or a sequence of ints; by default, the system's) so that similar seeds
    give unrelated states.

    >>> import rumpy as np
    >>> np.random.SeedSequence(1).generate_state(2)
    array([1835504127, 1731038949], dtype=uint32)
    """

    def __init__(self, entropy=None, *, spawn_key=(), pool_size=POOL_SIZE, n_children_spawned=0):
        if pool_size < POOL_SIZE:
            raise ValueError(f"The size of the entropy pool should be at least {POOL_SIZE}")
        if entropy is None:
            entropy = secrets.randbits(pool_size * 32)
        elif not isinstance(entropy, (int, _core.integer, list, tuple, range, _core.ndarray)):
            raise TypeError(
                f"SeedSequence expects int or sequence of ints for entropy not {entropy}"
            )
        self.entropy = entropy
        self.spawn_key = tuple(spawn_key)
        self.pool_size = pool_size
        self.n_children_spawned = n_children_spawned
        self._pool = self._mixed(self._assembled())

    @property
    def pool(self):
        """The mixed entropy: pool_size words."""
        return _core.array(self._pool, dtype=_core.uint32)

    def _assembled(self):
        own, key = _words(self.entropy), _words(self.spawn_key)
        if key:  # so that a key is never taken for the end of the entropy
            own += [0] * (self.pool_size - len(own))
        return own + key

    def _mixed(self, entropy):
        size, hashed = self.pool_size, _Hash(_INIT_A, _MULT_A)
        pool = [hashed(word) for word in (entropy + [0] * size)[:size]]
        for source in range(size):
            for i in range(size):
                if i != source:
                    pool[i] = _mix(pool[i], hashed(pool[source]))
        for word in entropy[size:]:
            for i in range(size):
                pool[i] = _mix(pool[i], hashed(word))
        return pool

    def __repr__(self):
        lines = [f"    entropy={self.entropy!r},"]
        if self.spawn_key:
            lines.append(f"    spawn_key={self.spawn_key!r},")
        if self.pool_size != POOL_SIZE:
            lines.append(f"    pool_size={self.pool_size!r},")
        if self.n_children_spawned:
            lines.append(f"    n_children_spawned={self.n_children_spawned!r},")
        return "\n".join([f"{type(self).__name__}(", *lines, ")"])

    @property
    def state(self):
        """The arguments that make an equal sequence, as a dictionary."""
        names = ("entropy", "spawn_key", "pool_size", "n_children_spawned")
        return {name: getattr(self, name) for name in names}

    def generate_state(self, n_words, dtype=_core.uint32):
        """n_words unsigned integers of 32 or 64 bits; always the same ones."""
        dtype = _core.dtype(dtype)
        if dtype not in (_core.dtype("u4"), _core.dtype("u8")):
            raise ValueError("only support uint32 or uint64")
        hashed, halves = _Hash(_INIT_B, _MULT_B), dtype.itemsize // 4
        words = [
            hashed(w) for w, _ in zip(cycle(self._pool), range(n_words * halves), strict=False)
        ]
        if halves == 2:
            words = [low | high << 32 for low, high in zip(words[::2], words[1::2], strict=True)]
        return _core.array(words, dtype=dtype)

    def spawn(self, n_children):
        """A list of n_children new sequences, none of which was spawned before.

        >>> import rumpy as np
        >>> [s.spawn_key for s in np.random.SeedSequence(1).spawn(2)]
        [(0,), (1,)]
        """
        first = self.n_children_spawned
        self.n_children_spawned += n_children
        return [
            type(self)(self.entropy, spawn_key=(*self.spawn_key, i), pool_size=self.pool_size)
            for i in range(first, first + n_children)
        ]


class SeedlessSeedSequence:
    """Stands for a seed where a generator's state was given instead."""

    def generate_state(self, n_words, dtype=_core.uint32):
        raise NotImplementedError("seedless SeedSequences cannot generate state")

    def spawn(self, n_children):
        return [self] * n_children


ISpawnableSeedSequence.register(SeedSequence)
ISpawnableSeedSequence.register(SeedlessSeedSequence)

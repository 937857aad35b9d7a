"""Bit generators: what makes the bits that distributions are made of."""

import operator
from threading import RLock

from .. import _core
from .._lib_loader import ffi, lib
from ._seed import ISeedSequence, ISpawnableSeedSequence, SeedSequence

_WORD = (1 << 64) - 1


def _split(value, n):
    """An integer as n words of 64 bits, lowest first."""
    return [value >> 64 * i & _WORD for i in range(n)]


class BitGenerator:
    """BitGenerator(seed=None)

    The base of all: a state, and a lock for its users. seed: None, an int, a sequence of ints, or a
    SeedSequence.
    """

    _kind = None

    def __init__(self, seed=None):
        if self._kind is None:
            raise NotImplementedError("BitGenerator is a base class and cannot be instantized")
        self.lock = RLock()
        self._handle = ffi.gc(lib.la_bitgen_new(self._kind), lib.la_bitgen_free)
        if self._handle == ffi.NULL:
            raise MemoryError("out of memory")
        self._seed_seq = seed if isinstance(seed, ISeedSequence) else SeedSequence(seed)
        self._seed()

    def _seed(self):
        words = self._seed_seq.generate_state(self._seed_words, self._seed_dtype).tolist()
        lib.la_bitgen_seed(self._handle, ffi.new("uint64_t[]", words))

    @property
    def seed_seq(self):
        """The SeedSequence that this was seeded with."""
        return self._seed_seq

    def spawn(self, n_children):
        """A list of independent new generators, seeded by children of this one's SeedSequence."""
        if not isinstance(self._seed_seq, ISpawnableSeedSequence):
            raise TypeError("The underlying SeedSequence does not implement spawning.")
        return [type(self)(seed=s) for s in self._seed_seq.spawn(n_children)]

    def random_raw(self, size=None, output=True):
        """The next words of the generator itself: an int, or uint64 of the shape; None if output is
        False, and they are skipped."""
        if size is None and output:
            word = ffi.new("uint64_t *")
            with self.lock:
                lib.la_bitgen_raw(self._handle, 1, word)
            return int(word[0])
        if not output:
            count = 1 if size is None else int(_core.sum(_core.asarray(size)))
            with self.lock:
                lib.la_bitgen_raw(self._handle, count, ffi.NULL)
            return None
        out = _core.empty(size, _core.uint64)
        with self.lock:
            lib.la_bitgen_raw(
                self._handle, out.size, ffi.from_buffer("uint64_t[]", out.reshape(-1))
            )
        return out

    # --- states: words in C, dictionaries here ---

    def _words(self):
        words = ffi.new("uint64_t[]", lib.la_bitgen_words(self._handle))
        with self.lock:
            lib.la_bitgen_get(self._handle, words)
        return list(words)

    def _set_words(self, words):
        array = ffi.new("uint64_t[]", [operator.index(word) for word in words])
        with self.lock:
            lib.la_bitgen_set(self._handle, array)

    def _check_state(self, value):
        if not isinstance(value, dict):
            raise TypeError("state must be a dict")
        name = type(self).__name__
        if value.get("bit_generator", "") != name:
            raise ValueError(f"state must be for a {name} {self._called}")

    _called = "RNG"

    def _described(self, state, **more):
        return {"bit_generator": type(self).__name__, "state": state, **more}

    def __getstate__(self):
        return self.state, self._seed_seq

    def __setstate__(self, state):
        if isinstance(state, dict):
            self.state = state
        else:
            self.state, self._seed_seq = state

    def __reduce__(self):
        return type(self), (), self.__getstate__()

    def _jumped(self, jump):
        other = type(self)()
        other.state = self.state
        jump(other)
        return other


class _PCG(BitGenerator):
    """What both PCG64 have in common: 128 bits of state and of increment."""

    _seed_words, _seed_dtype = 4, _core.uint64
    _JUMP = 0x9E3779B97F4A7C15F39CC0605CEDC835  # the golden ratio's share of 2**128

    @property
    def state(self):
        """The state, as a dictionary; it may be assigned."""
        high, low, inc_high, inc_low, has_uint32, uinteger = self._words()
        numbers = {"state": high << 64 | low, "inc": inc_high << 64 | inc_low}
        return self._described(numbers, has_uint32=has_uint32, uinteger=uinteger)

    @state.setter
    def state(self, value):
        self._check_state(value)
        low, high = _split(value["state"]["state"], 2)
        inc_low, inc_high = _split(value["state"]["inc"], 2)
        self._set_words([high, low, inc_high, inc_low, value["has_uint32"], value["uinteger"]])

    def advance(self, delta):
        """Go delta steps ahead (or back); returns self."""
        low, high = _split(operator.index(delta), 2)
        with self.lock:
            lib.la_bitgen_advance(self._handle, ffi.new("uint64_t[]", [high, low]))
        return self

    def jumped(self, jumps=1):
        """A new generator as if this one had made jumps * 0.618 * 2**128 steps."""
        return self._jumped(lambda other: other.advance(self._JUMP * int(jumps)))


class PCG64(_PCG):
    """PCG64(seed=None)

    M. E. O'Neill's PCG XSL RR 128/64, the default.

    >>> import rumpy as np
    >>> np.random.PCG64(1).random_raw()
    9441442522235856127
    """

    _kind = lib.LA_PCG64


class PCG64DXSM(_PCG):
    """PCG64DXSM(seed=None)

    PCG64 with another output function and a cheaper multiplier.

    >>> import rumpy as np
    >>> np.random.PCG64DXSM(1).random_raw()
    5001773312344742047
    """

    _kind = lib.LA_PCG64DXSM


class SFC64(BitGenerator):
    """SFC64(seed=None)

    C. Doty-Humphrey's Small Fast Chaotic generator.

    >>> import rumpy as np
    >>> np.random.SFC64(1).random_raw()
    18365948275979584072
    """

    _kind = lib.LA_SFC64
    _seed_words, _seed_dtype = 3, _core.uint64

    @property
    def state(self):
        """The state, as a dictionary; it may be assigned."""
        *s, has_uint32, uinteger = self._words()
        return self._described(
            {"state": _core.array(s, _core.uint64)}, has_uint32=has_uint32, uinteger=uinteger
        )

    @state.setter
    def state(self, value):
        self._check_state(value)
        self._set_words([*value["state"]["state"], value["has_uint32"], value["uinteger"]])


class Philox(BitGenerator):
    """Philox(seed=None, counter=None, key=None)

    Philox 4x64 with ten rounds: a counter, encrypted by a key. J. K. Salmon et al., "Parallel random
    numbers: as easy as 1, 2, 3", 2011.

    >>> import rumpy as np
    >>> np.random.Philox(1).random_raw()
    1232279569898196538
    """

    _kind = lib.LA_PHILOX
    _seed_words, _seed_dtype = 2, _core.uint64
    _called = "PRNG"

    def __init__(self, seed=None, counter=None, key=None):
        if seed is not None and key is not None:
            raise ValueError("seed and key cannot be both used")
        super().__init__(seed)
        words = self._words()
        if key is not None:
            words[4:6] = _integer_words(key, "key", 2)
            self._seed_seq = None
        if counter is not None:
            words[:4] = _integer_words(counter, "counter", 4)
        self._set_words(words)

    @property
    def state(self):
        """The state, as a dictionary; it may be assigned."""
        words = self._words()
        ctr, key, buffer = (
            _core.array(w, _core.uint64) for w in (words[:4], words[4:6], words[6:10])
        )
        return self._described(
            {"counter": ctr, "key": key},
            buffer=buffer,
            buffer_pos=words[10],
            has_uint32=words[11],
            uinteger=words[12],
        )

    @state.setter
    def state(self, value):
        self._check_state(value)
        names = ("buffer_pos", "has_uint32", "uinteger")
        numbers = [*value["state"]["counter"], *value["state"]["key"], *value["buffer"]]
        self._set_words([*numbers, *(value[name] for name in names)])

    def advance(self, delta):
        """Go delta steps of the counter ahead; returns self."""
        with self.lock:
            lib.la_bitgen_advance(
                self._handle, ffi.new("uint64_t[]", _split(operator.index(delta), 4))
            )
        return self

    def jumped(self, jumps=1):
        """A new generator as if this one had made jumps * 2**128 steps."""
        return self._jumped(lambda other: other.advance(jumps << 128))


def _integer_words(value, name, n):
    """An integer of at most 64 * n bits, or n of 64 bits, as words."""
    array = _core.asarray(value) if not isinstance(value, int) else None
    if array is None or array.ndim == 0:
        value = int(value)
        if not 0 <= value < 1 << 64 * n:
            raise ValueError(f"{name} must be positive and less than 2**{64 * n}.")
        return _split(value, n)
    if array.shape != (n,):
        raise ValueError(f"{name} must have {n} elements when using array form")
    return array.astype(_core.uint64).tolist()


class MT19937(BitGenerator):
    """MT19937(seed=None)

    M. Matsumoto and T. Nishimura's Mersenne Twister, RandomState's generator.

    >>> import rumpy as np
    >>> np.random.MT19937(1).random_raw()
    1033693557
    """

    _kind = lib.LA_MT19937
    _seed_words, _seed_dtype = 624, _core.uint32
    _called = "PRNG"

    def _legacy_seeding(self, seed):
        """Seed as RandomState always did: with a number of 32 bits, or an array of them."""
        with self.lock:
            if seed is None:
                self._seed_seq = SeedSequence()
                self._seed()
            else:
                self._seed_from(seed)
        self._seed_seq = None

    def _seed_from(self, seed):
        try:
            number = operator.index(seed.squeeze() if hasattr(seed, "squeeze") else seed)
        except TypeError:
            lib.la_bitgen_seed_array(self._handle, *_legacy_key(seed))
            return
        if not 0 <= number <= 0xFFFFFFFF:
            raise ValueError("Seed must be between 0 and 2**32 - 1")
        lib.la_bitgen_seed_legacy(self._handle, number)

    @property
    def state(self):
        """The state, as a dictionary; it may be assigned, also as a tuple of get_state()."""
        *key, pos = self._words()
        return self._described({"key": _core.array(key, _core.uint32), "pos": pos})

    @state.setter
    def state(self, value):
        if isinstance(value, tuple):
            if value[0] != "MT19937" or len(value) not in (3, 5):
                raise ValueError("state is not a legacy MT19937 state")
            value = {"bit_generator": "MT19937", "state": {"key": value[1], "pos": value[2]}}
        self._check_state(value)
        key = [operator.index(word) for word in value["state"]["key"]]
        self._set_words([*key[:624], operator.index(value["state"]["pos"])])

    def jumped(self, jumps=1):
        """A new generator as if this one had made jumps * 2**128 steps."""

        def jump(other):
            for _ in range(jumps):
                lib.la_bitgen_jump(other._handle)

        return self._jumped(jump)


def _legacy_key(seed):
    array = _core.asarray(seed)
    if array.size == 0:
        raise ValueError("Seed must be non-empty")
    array = array.astype(_core.int64, casting="safe")
    if array.ndim != 1:
        raise ValueError("Seed array must be 1-d")
    if ((array > 0xFFFFFFFF) | (array < 0)).any():
        raise ValueError("Seed must be between 0 and 2**32 - 1")
    return ffi.new("uint32_t[]", array.tolist()), array.size

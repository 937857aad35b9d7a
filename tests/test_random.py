"""rumpy.random: the same numbers as NumPy's for the same seed.

Integers, uniform numbers and orders are the same bits everywhere. Distributions that are computed by
the C library's exp, log and the like may differ in the last places where that library does (`ulp`):
nowhere natively, a few units between Pyodide and what was recorded natively.
"""

import pickle

import pytest
import rumpy
from oracle import WASM, same

ULP = 16 if WASM else 0
GENERATORS = ["PCG64", "PCG64DXSM", "MT19937", "Philox", "SFC64"]
SIZES = [None, 0, 3, (2, 3), ()]


# --- seeds ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "entropy", [0, 1, 2**32, 2**200 + 5, [1, 2, 3], (2**40, 7), range(9), [[1], [2, 3]], "0x1f"]
)
def test_seed_sequences(entropy):
    same(lambda np: np.random.SeedSequence(entropy).generate_state(7))
    same(lambda np: np.random.SeedSequence(entropy).generate_state(5, np.uint64))
    same(lambda np: np.random.SeedSequence(entropy, spawn_key=(3, 2**33)).generate_state(3))
    same(lambda np: np.random.SeedSequence(entropy, pool_size=8).pool)

    def children(np):
        sequence = np.random.SeedSequence(entropy)
        first, second = sequence.spawn(2), sequence.spawn(1)
        return [s.generate_state(2) for s in first + second], repr(second[0])

    same(children)


def test_wrong_seeds():
    same(lambda np: np.random.SeedSequence(1.5))
    same(lambda np: np.random.SeedSequence(-1))
    same(lambda np: np.random.SeedSequence([1.5]))
    same(lambda np: np.random.SeedSequence(1, pool_size=3))
    same(lambda np: np.random.SeedSequence(1).generate_state(2, np.uint8))
    same(lambda np: np.random.RandomState(-1))
    same(lambda np: np.random.RandomState(2**32))
    same(lambda np: np.random.RandomState([]))
    same(lambda np: np.random.RandomState([-1]))
    same(lambda np: np.random.RandomState([[1]]))
    same(lambda np: np.random.RandomState(1.5), text=False)
    with pytest.raises(ValueError):
        rumpy.random.Generator(3)
    with pytest.raises(NotImplementedError):
        rumpy.random.BitGenerator(3)


def test_unseeded_generators_differ():
    assert rumpy.random.default_rng().random() != rumpy.random.default_rng().random()
    assert rumpy.random.RandomState().random() != rumpy.random.RandomState().random()


# --- bit generators ------------------------------------------------------------------------------


def plain(state):
    """A state whose arrays are lists."""
    if isinstance(state, dict):
        return {key: plain(value) for key, value in state.items()}
    return state.tolist() if hasattr(state, "tolist") else state


@pytest.mark.parametrize("name", GENERATORS)
def test_bit_generators(name):
    def raw(np):
        g = getattr(np.random, name)(42)
        first = g.random_raw(), g.random_raw(1200), g.random_raw((2, 2)), g.random_raw(3, False)
        return first, plain(g.state)

    same(raw)
    same(lambda np: [plain(g.state) for g in getattr(np.random, name)(42).spawn(2)])

    def restored(np):
        g = getattr(np.random, name)(1)
        np.random.Generator(g).integers(5, size=3, dtype=np.int32)
        h = getattr(np.random, name)(2)
        h.state = g.state
        return h.random_raw(5), pickle.loads(pickle.dumps(g)).random_raw(5)

    same(restored)
    same(
        lambda np: setattr(getattr(np.random, name)(1), "state", {"bit_generator": "x"}), text=False
    )
    same(lambda np: setattr(getattr(np.random, name)(1), "state", 3))
    if hasattr(getattr(rumpy.random, name), "jumped"):
        same(lambda np: getattr(np.random, name)(1).jumped().random_raw(3))
    if hasattr(getattr(rumpy.random, name), "advance"):
        same(lambda np: getattr(np.random, name)(1).advance(10**30 + 7).random_raw(3))
        same(lambda np: getattr(np.random, name)(1).advance(-5).random_raw(3))


def test_philox_keys():
    same(lambda np: np.random.Philox(key=5, counter=2**70).random_raw(9))
    same(lambda np: np.random.Philox(key=[1, 2], counter=[1, 2, 3, 4]).random_raw(3))
    same(lambda np: np.random.Philox(1, key=5))
    same(lambda np: np.random.Philox(key=2**128))


@pytest.mark.parametrize("name", GENERATORS)
def test_generators_on_all_bit_generators(name):
    def draw(np):
        g = np.random.Generator(getattr(np.random, name)(7))
        return (
            g.random(3), g.random(3, dtype="f4"), g.standard_normal(50), g.standard_normal(50, "f4"),
            g.standard_exponential(50), g.standard_exponential(50, "f4"), g.integers(1000, size=9),
            g.standard_exponential(9, method="inv"), g.gamma(2.5, size=9), g.random(),
        )  # fmt: skip

    same(draw, ulp=ULP)


# --- integers ------------------------------------------------------------------------------------

INTEGERS = ["bool", "i1", "u1", "i2", "u2", "i4", "u4", "i8", "u8"]


@pytest.mark.parametrize("dtype", INTEGERS)
def test_integers(dtype):
    info = (0, 1) if dtype == "bool" else None
    if info is None:
        bits = 8 * int(dtype[1])
        info = (0, 2**bits - 1) if dtype[0] == "u" else (-(2 ** (bits - 1)), 2 ** (bits - 1) - 1)
    low, high = info

    def both(np, *args, **kwargs):
        kwargs["dtype"] = dtype
        g, old = np.random.default_rng(3), np.random.RandomState(3)
        new = g.integers(*args, **kwargs), g.random(), g.integers(*args, **kwargs, endpoint=True)
        return new, old.randint(*args, **kwargs), old.random_sample()

    for size in SIZES:
        same(lambda np: both(np, low, high, size=size))
    same(lambda np: both(np, low, high + 1, size=7), text=False)
    same(
        lambda np: np.random.default_rng(3).integers(low, high, size=7, dtype=dtype, endpoint=True)
    )
    same(lambda np: np.random.default_rng(3).integers(low, high + 1, size=7, dtype=dtype))
    same(lambda np: np.random.default_rng(3).integers(low, high + 2, size=7, dtype=dtype))
    same(lambda np: np.random.default_rng(3).integers(low - 1, high, size=7, dtype=dtype))
    same(lambda np: np.random.default_rng(3).integers(1, 1, dtype=dtype))
    same(lambda np: np.random.default_rng(3).integers(1, 0, dtype=dtype, endpoint=True))
    same(lambda np: np.random.default_rng(3).integers(0, dtype=dtype))

    def each(np, **kwargs):
        g = np.random.default_rng(3)
        lows = np.array([low, 0, 0], dtype)
        highs = np.array([[high], [1]], dtype)
        return g.integers(lows, highs, dtype=dtype, **kwargs), g.integers(9)

    same(lambda np: each(np))
    same(lambda np: each(np, endpoint=True))
    same(lambda np: each(np, size=(2, 3)))
    same(lambda np: each(np, size=(3, 2)), text=False)
    same(lambda np: np.random.default_rng(3).integers([0, 5], [3, 5], dtype=dtype))


def test_integers_otherwise():
    same(lambda np: np.random.default_rng(3).integers(10, dtype=int))
    same(lambda np: np.random.default_rng(3).integers(2, dtype=bool))
    same(lambda np: np.random.default_rng(3).integers(10, dtype=float))
    same(lambda np: np.random.default_rng(3).integers(10, size=(2, -1)))
    same(lambda np: np.random.RandomState(3).randint(10))
    same(lambda np: np.random.RandomState(3).randint(10, size=4), width=True)
    same(lambda np: np.random.RandomState(3).tomaxint(4), width=True)
    same(lambda np: np.random.default_rng(3).bytes(11))
    same(lambda np: np.random.RandomState(3).bytes(11))


# --- distributions --------------------------------------------------------------------------------

A = [[0.5], [2.0], [30.0]]
B = [0.25, 1.0]
# name, arguments; also given as arrays.
CONTINUOUS = [
    ("beta", (0.5, 2.0)),
    ("beta", (3.0, 0.2)),
    ("exponential", (2.0,)),
    ("gamma", (0.5, 2.0)),
    ("gamma", (7.0, 0.1)),
    ("standard_gamma", (0.3,)),
    ("standard_gamma", (1.0,)),
    ("f", (3.0, 5.0)),
    ("noncentral_f", (3.0, 5.0, 1.5)),
    ("chisquare", (3.0,)),
    ("noncentral_chisquare", (0.5, 1.5)),
    ("noncentral_chisquare", (3.0, 1.5)),
    ("standard_t", (4.0,)),
    ("vonmises", (0.5, 2.0)),
    ("vonmises", (0.5, 1e-9)),
    ("vonmises", (0.5, 1e7)),
    ("pareto", (3.0,)),
    ("weibull", (1.5,)),
    ("power", (2.5,)),
    ("laplace", (1.0, 2.0)),
    ("gumbel", (1.0, 2.0)),
    ("logistic", (1.0, 2.0)),
    ("lognormal", (0.1, 0.5)),
    ("rayleigh", (2.0,)),
    ("wald", (1.0, 2.0)),
    ("triangular", (-1.0, 0.5, 2.0)),
    ("normal", (1.0, 2.0)),
    ("uniform", (-1.0, 2.0)),
]
DISCRETE = [
    ("binomial", (10, 0.3)),
    ("binomial", (1000, 0.7)),
    ("binomial", (0, 0.5)),
    ("negative_binomial", (5, 0.3)),
    ("poisson", (0.0,)),
    ("poisson", (3.5,)),
    ("poisson", (300.0,)),
    ("zipf", (2.5,)),
    ("geometric", (0.1,)),
    ("geometric", (0.5,)),
    ("logseries", (0.6,)),
    ("hypergeometric", (15, 8, 7)),
    ("hypergeometric", (100, 50, 60)),
    ("hypergeometric", (5, 3, 8)),
]


def states(np):
    return np.random.default_rng(11), np.random.RandomState(11)


@pytest.mark.parametrize("case", CONTINUOUS + DISCRETE, ids=lambda case: f"{case[0]}{case[1]}")
def test_distributions(case):
    name, args = case

    def scalars(np, size):
        return [(getattr(g, name)(*args, size=size), g.random()) for g in states(np)]

    for size in SIZES:
        same(lambda np: scalars(np, size), ulp=ULP)

    def arrays(np, **kwargs):
        first = np.array([args[0], args[0]])
        return [getattr(g, name)(first, *args[1:], **kwargs) for g in states(np)]

    same(lambda np: arrays(np), ulp=ULP)
    same(lambda np: arrays(np, size=(3, 2)), ulp=ULP)
    same(lambda np: arrays(np, size=3))
    same(lambda np: arrays(np, size=()), text=False)

    def strange(np, value):
        return [getattr(g, name)(value, *args[1:]) for g in states(np)]

    for value in (float("nan"), 1j, "a"):
        same(lambda np: strange(np, value), text=False, ulp=ULP)


BAD = [
    ("beta", (0, 1)),
    ("beta", (1, -1)),
    ("exponential", (-1,)),
    ("exponential", (-0.0,)),
    ("normal", (0, -1)),
    ("normal", (0, [1, -1])),
    ("gamma", (-1,)),
    ("chisquare", (0,)),
    ("f", (1, 0)),
    ("noncentral_f", (1, 1, -1)),
    ("standard_t", (0,)),
    ("vonmises", (0, -1)),
    ("pareto", (0,)),
    ("weibull", (-1,)),
    ("power", (0,)),
    ("wald", (0, 1)),
    ("triangular", (0, 2, 1)),
    ("triangular", (2, 1, 3)),
    ("triangular", (1, 1, 1)),
    ("triangular", ([1, 0], 1, 1)),
    ("uniform", (0, float("inf"))),
    ("uniform", ([0], float("inf"))),
    ("uniform", (1, 0)),
    ("binomial", (-1, 0.5)),
    ("binomial", (1, 1.5)),
    ("binomial", ([1], float("nan"))),
    ("binomial", (1, float("nan"))),
    ("binomial", (1.5, 0.5)),
    ("negative_binomial", (0, 0.5)),
    ("negative_binomial", (float("nan"), 0.5)),
    ("negative_binomial", (1e30, 1e-9)),
    ("poisson", (-1,)),
    ("poisson", (1e20,)),
    ("poisson", ([1e20],)),
    ("poisson", ([float("nan")],)),
    ("zipf", (1,)),
    ("zipf", ([1.0, float("nan")],)),
    ("geometric", (0,)),
    ("geometric", (1.5,)),
    ("logseries", (1,)),
    ("logseries", ([1.0],)),
    ("hypergeometric", (1, 1, 3)),
    ("hypergeometric", (-1, 2, 1)),
    ("hypergeometric", ([1], [1], 3)),
]


@pytest.mark.parametrize("case", BAD, ids=str)
def test_wrong_parameters(case):
    name, args = case
    same(lambda np: getattr(np.random.default_rng(1), name)(*args), text=not WASM)
    if args != (1e30, 1e-9):  # beyond what a long holds, and RandomState does not look
        same(lambda np: getattr(np.random.RandomState(1), name)(*args), text=not WASM)


@pytest.mark.parametrize("name", GENERATORS)
def test_many_draws(name):
    # So many that each way through the ziggurat is taken, and the stream goes on behind them.
    def draws(np):
        g = np.random.Generator(getattr(np.random, name)(7))
        some = [g.integers(0, 9, dtype="int32"), g.standard_normal(20_000), g.random(1000)]
        some += [g.normal(3, 0.5, 3000), g.normal(3, [0.5, 2], (300, 2)), g.normal([1], 2, (20, 9))]
        some += [
            g.uniform(-1, 4, 300),
            g.uniform(-1, [4, 5], (30, 2)),
            g.integers(0, 9, dtype="int64"),
        ]
        return [*some, g.integers(0, 9, dtype="int32"), g.random()]

    same(draws, ulp=ULP)


def test_out_and_dtypes():
    def into(np, name, *args, dtype="f8", out="f8", shape=(2, 3), **kwargs):
        made = np.zeros(shape, out)
        result = getattr(np.random.default_rng(5), name)(*args, dtype=dtype, out=made, **kwargs)
        return result, result is made

    for name, args in [("random", ()), ("standard_normal", ()), ("standard_exponential", ())]:
        for dtype in ("f4", "f8"):
            same(lambda np: into(np, name, *args, dtype=dtype, out=dtype), ulp=ULP)
    same(lambda np: into(np, "standard_gamma", 2.0, dtype="f4", out="f4"), ulp=ULP)
    same(lambda np: into(np, "random", dtype="f4"))
    same(lambda np: into(np, "random", size=(2, 3)))
    same(lambda np: into(np, "random", size=6))
    same(lambda np: np.random.default_rng(5).random(out=np.zeros((4, 4))[::2]))
    same(lambda np: np.random.default_rng(5).standard_gamma(2.0, out=np.zeros((2, 3)).T))
    same(lambda np: np.random.default_rng(5).random(out=np.zeros((2, 3)).T))
    same(lambda np: np.random.default_rng(5).random(3, dtype=int))
    same(lambda np: np.random.default_rng(5).standard_gamma([1.0, 2.0], dtype="f4"), ulp=ULP)


# --- choices and orders ----------------------------------------------------------------------------


@pytest.mark.parametrize("size", [None, 0, 3, (2, 2), ()])
def test_choice(size):
    def choose(np, a, **kwargs):
        a = a if isinstance(a, int) else np.array(a)
        return [(g.choice(a, size, **kwargs), g.random()) for g in states(np)]

    same(lambda np: choose(np, 7))
    same(lambda np: choose(np, [3.0, 4.0, 5.0, 6.0]))
    same(lambda np: choose(np, 7, replace=False))
    same(lambda np: choose(np, 5, p=[0.1, 0.2, 0.3, 0.2, 0.2]))
    same(lambda np: choose(np, 5, p=[0.1, 0.2, 0.3, 0.2, 0.2], replace=False))
    same(lambda np: np.random.default_rng(1).choice(np.eye(4), size, axis=1))
    same(lambda np: np.random.default_rng(1).choice(20, size, replace=False, shuffle=False))


def test_choice_at_large():
    same(lambda np: np.random.default_rng(1).choice(20000, 300, replace=False))
    same(lambda np: np.random.default_rng(1).choice(20000, 3000, replace=False))
    same(lambda np: np.random.default_rng(1).choice(20000, 3000, replace=False, shuffle=False))
    for a, kwargs in [
        (0, {}), (-1, {}), (2.5, {}), ([], {}), ([[1]], {}), (3, {"size": 4, "replace": False}),
        (3, {"p": [0.5, 0.5]}), (2, {"p": [1.5, -0.5]}), (2, {"p": [0.5, 0.6]}),
        (2, {"p": [float("nan"), 1]}), (2, {"p": [[0.5, 0.5]]}),
        (3, {"p": [0, 0, 1], "size": 2, "replace": False}),
    ]:  # fmt: skip
        same(lambda np: np.random.default_rng(1).choice(a, **kwargs), text=False)
        same(lambda np: np.random.RandomState(1).choice(a, **kwargs), text=False)


def test_orders():
    def shuffled(np, make):
        results = []
        for g in states(np):
            x = make(np)
            g.shuffle(x)
            results.append(x)
        return results

    same(lambda np: shuffled(np, lambda np: np.arange(10)))
    same(lambda np: shuffled(np, lambda np: np.arange(20.0)[::2]))
    same(lambda np: shuffled(np, lambda np: np.arange(12).reshape(4, 3)))
    same(lambda np: shuffled(np, lambda np: list(range(9))))
    same(lambda np: shuffled(np, lambda np: np.arange(0)))
    same(lambda np: shuffled(np, lambda np: np.zeros(3, bool)))
    same(lambda np: [g.permutation(10) for g in states(np)], width=True)
    same(lambda np: [g.permutation(np.arange(12).reshape(4, 3)) for g in states(np)])
    same(lambda np: [g.permutation([1.0, 2.0, 3.0]) for g in states(np)])

    def along(np, name, axis, **kwargs):
        x = np.arange(24).reshape(2, 3, 4)
        made = getattr(np.random.default_rng(2), name)(x, axis=axis, **kwargs)
        return x, made

    for axis in (0, 1, 2, -1, 3):
        for name in ("shuffle", "permutation", "permuted"):
            same(lambda np: along(np, name, axis))
    same(lambda np: along(np, "permuted", None))
    same(lambda np: np.random.default_rng(2).permuted(np.arange(12).reshape(3, 4).T))
    same(lambda np: np.random.default_rng(2).permuted(np.arange(24).reshape(4, 6)[:, ::2]))
    same(lambda np: np.random.default_rng(2).permuted([1, 2, 3], out=np.zeros(3, int)))
    same(lambda np: np.random.default_rng(2).permuted([1, 2, 3], out=np.zeros(2, int)))
    same(lambda np: np.random.default_rng(2).permuted([1, 2, 3], out=[0, 0, 0]))
    same(lambda np: np.random.default_rng(2).shuffle([1, 2], axis=1))
    same(lambda np: np.random.RandomState(2).permutation(np.array(2.5)))
    same(lambda np: np.random.default_rng(2).shuffle(np.broadcast_to(1, 3)))
    with pytest.warns(UserWarning, match="not a subclass of 'Sequence'"):
        rumpy.random.default_rng(1).shuffle(dict(enumerate(range(3))))


# --- vectors ---------------------------------------------------------------------------------------


def test_multinomial():
    same(lambda np: [g.multinomial(20, [0.2, 0.3, 0.5]) for g in states(np)], width=True)
    same(
        lambda np: [g.multinomial(20, [0.2, 0.3, 0.5], size=(2, 2)) for g in states(np)], width=True
    )
    same(lambda np: [g.multinomial(20, np.array([0.9, 0.3])) for g in states(np)])
    same(lambda np: [g.multinomial(-1, [1.0]) for g in states(np)])
    same(lambda np: [g.multinomial(3, [-0.1, 1.1]) for g in states(np)], text=False)
    g = "default_rng"
    same(lambda np: getattr(np.random, g)(1).multinomial([5, 10], [0.5, 0.5]))
    same(lambda np: getattr(np.random, g)(1).multinomial([[5], [10]], [[0.5, 0.5], [0.1, 0.9]]))
    same(lambda np: getattr(np.random, g)(1).multinomial([5, 10], [0.5, 0.5], size=(3, 2)))
    same(lambda np: getattr(np.random, g)(1).multinomial([5, 10], [0.5, 0.5], size=3), text=False)
    same(lambda np: getattr(np.random, g)(1).multinomial(5, []), text=False)


def test_dirichlet():
    same(lambda np: [g.dirichlet([1.0, 2.0, 3.0]) for g in states(np)], ulp=ULP)
    same(lambda np: [g.dirichlet([1.0, 2.0, 3.0], size=(2, 2)) for g in states(np)], ulp=ULP)
    same(lambda np: np.random.default_rng(1).dirichlet([0.01, 0.02, 0.03], 4), ulp=ULP)
    same(lambda np: np.random.default_rng(1).dirichlet([0.0, 0.0, 0.0], 2))
    same(lambda np: np.random.default_rng(1).dirichlet([-1.0, 1.0]))
    same(lambda np: np.random.RandomState(1).dirichlet([0.0, 1.0]))


@pytest.mark.parametrize("method", ["count", "marginals"])
def test_multivariate_hypergeometric(method):
    def draw(np, *args, **kwargs):
        return np.random.default_rng(1).multivariate_hypergeometric(*args, method=method, **kwargs)

    same(lambda np: draw(np, [16, 8, 4], 6))
    same(lambda np: draw(np, [16, 8, 4], 20, size=(2, 3)))
    same(lambda np: draw(np, [16, 8, 4], 28, size=2))
    same(lambda np: draw(np, [], 0, size=2))
    same(lambda np: draw(np, [1, 2], 4))
    same(lambda np: draw(np, [1, -2], 1))
    same(lambda np: draw(np, [1.5], 1))
    same(lambda np: draw(np, [1], 1.5))
    same(lambda np: draw(np, [1], -1))
    same(lambda np: draw(np, [2**62, 2**62], 1), text=False)


def test_multivariate_normal():
    cov = [[2.0, 0.3], [0.3, 0.5]]

    def close(np, **kwargs):
        found = [np.random.RandomState(1).multivariate_normal([1, 2], cov, 3)]
        found.append(np.random.default_rng(1).multivariate_normal([1, 2], cov, (2, 2), **kwargs))
        return [np.round(x, 10) for x in found]

    for method in ("svd", "eigh", "cholesky"):
        same(lambda np: close(np, method=method))
    for mean, cov2 in [([[1]], cov), ([1], cov), ([1, 2], [1, 2]), ([1, 2], [[1, 2], [3j, 4]])]:
        same(lambda np: np.random.default_rng(1).multivariate_normal(mean, cov2))
    bad = [[1, 2], [2, 1]]
    with pytest.warns(RuntimeWarning, match="not symmetric positive-semidefinite"):
        rumpy.random.default_rng(1).multivariate_normal([0, 0], bad)
    with pytest.raises(ValueError):
        rumpy.random.RandomState(1).multivariate_normal([0, 0], bad, check_valid="raise")


# --- RandomState and the functions -----------------------------------------------------------------


@pytest.mark.parametrize("seed", [0, 1, 2**32 - 1, [1, 2, 3], 12345])
def test_random_state(seed):
    def use(np):
        r = np.random.RandomState(seed)
        r.standard_normal(3)
        tuple_state, state = r.get_state(), r.get_state(legacy=False)
        s = np.random.RandomState()
        s.set_state(tuple_state)
        t = pickle.loads(pickle.dumps(r))
        return plain(state), r.randn(3), s.randn(3), t.randn(3), r.rand(2, 2), s.rand(), t.rand()

    same(use)


def test_functions():
    def use(np):
        np.random.seed(5)
        state = np.random.get_state()
        first = (
            np.random.rand(2), np.random.randn(2), np.random.randint(9, size=3), np.random.random(2),
            np.random.sample(2), np.random.ranf(), np.random.random_sample(1), np.random.choice(5, 2),
            np.random.normal(size=2), np.random.permutation(4), np.random.uniform(1, 2, 2),
        )  # fmt: skip
        np.random.set_state(state)
        return first, np.random.rand(2)

    same(use, width=True)
    assert isinstance(rumpy.random.get_bit_generator(), rumpy.random.MT19937)
    before = rumpy.random.get_bit_generator()
    rumpy.random.set_bit_generator(rumpy.random.PCG64(1))
    rumpy.random.seed(2)
    assert rumpy.random.random_sample() == rumpy.random.Generator(rumpy.random.PCG64(2)).random()
    rumpy.random.set_bit_generator(before)
    with pytest.warns(DeprecationWarning):
        assert 1 <= rumpy.random.random_integers(3) <= 3
    same(lambda np: np.random.RandomState(1).set_state(3))
    same(lambda np: np.random.RandomState(1).set_state({"a": 1}))


def test_text_and_copies():
    rng = rumpy.random.default_rng(3)
    assert str(rng) == "Generator(PCG64)"
    assert repr(rng).startswith("Generator(PCG64) at 0x")
    assert str(rumpy.random.RandomState(1)) == "RandomState(MT19937)"
    assert rumpy.random.default_rng(rng) is rng
    assert rumpy.random.default_rng(rng.bit_generator).bit_generator is rng.bit_generator
    same(lambda np: [g.random() for g in np.random.default_rng(3).spawn(2)])
    same(lambda np: pickle.loads(pickle.dumps(np.random.default_rng(3))).random(2))


def test_standard_cauchy():
    for size in SIZES:
        same(lambda np: [g.standard_cauchy(size) for g in states(np)], ulp=ULP)

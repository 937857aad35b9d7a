"""rumpy.testing: what passes, what fails, and with which words."""

import operator
import warnings

import pytest
import rumpy
from oracle import same

NAN, INF = float("nan"), float("inf")

EQUAL = [
    (1, 1),
    (1, 2),
    (1.5, 1),
    (NAN, NAN),
    (NAN, 1.0),
    (0.0, -0.0),
    (1 + 2j, 1 + 2j),
    (complex(NAN, 1), complex(NAN, 1)),
    (complex(NAN, 1), complex(NAN, 2)),
    ("a", "a"),
    ("a", "b"),
    ([1, 2], [1, 2]),
    ([1, 2], [1, 3]),
    ([1, 2], [1, 2, 3]),
    ((1, [2.0]), (1, [NAN])),
    ({"a": 1}, {"a": 1}),
    ({"a": 1}, {"a": 2}),
    ({"a": 1}, {"b": 1}),
    ({"a": 1}, 3),
    (None, None),
    (None, 0),
]

ARRAYS = [
    ([1, 2, 3], [1, 2, 3]),
    ([1, 2, 3], [1, 2, 4]),
    ([1.0, NAN], [1.0, NAN]),
    ([1.0, NAN], [1.0, 2.0]),
    ([1.0, INF, -INF], [1.0, INF, -INF]),
    ([1.0, INF, -INF], [1.0, INF, INF]),
    ([1.0, INF, 2.0], [1.5, INF, 2.5]),
    ([1.0, 2.0], [1.0, INF]),
    ([[1, 2], [3, 4]], [[1, 0], [0, 4]]),
    ([1, 2, 3], [1, 2]),
    ([1, 1, 1], 1),
    ([1, 1, 2], 1),
    ([NAN, NAN], NAN),
    ([], []),
    (list(range(20)), [0] * 20),
    ([1.0, 0.0], [0.0, 0.0]),
    ([True, False], [True, True]),
    ([1j, 2], [1j, 2.5]),
    ([1 + 1e-9, 2], [1, 2]),
]


@pytest.mark.parametrize("pair", EQUAL)
def test_assert_equal(pair):
    same(lambda np: np.testing.assert_equal(*pair))
    same(lambda np: np.testing.assert_equal(*pair, err_msg="of it", verbose=False))


@pytest.mark.parametrize("pair", ARRAYS)
def test_arrays(pair):
    def check(name, **kwargs):
        same(lambda np: getattr(np.testing, name)(*map(np.array, pair), **kwargs))

    check("assert_equal")
    check("assert_array_equal", err_msg="a note")
    check("assert_array_equal", strict=True)
    check("assert_array_almost_equal", decimal=3)
    check("assert_almost_equal", decimal=3)
    check("assert_allclose")
    check("assert_allclose", rtol=0.3, atol=0.1, equal_nan=False, verbose=False)
    if not any(isinstance(x, complex) for x in pair[0]):
        check("assert_array_less")
    same(lambda np: np.testing.assert_array_compare(operator.ne, *pair, header="Not different"))


def test_unsigned_differences_do_not_wrap():
    same(lambda np: np.testing.assert_array_equal(np.array([1, 5], "u1"), np.array([2, 3], "u1")))
    same(lambda np: np.testing.assert_array_equal(np.array([1, 2], "f4"), [1, 2], strict=True))


@pytest.mark.parametrize(
    "pair",
    [(1.0, 1.0), (1.0, 1.1), (NAN, NAN), (NAN, 1), (INF, INF), (INF, -INF), (1j, 1j), (1j, 2j)],
)
def test_numbers(pair):
    same(lambda np: np.testing.assert_almost_equal(*pair))
    same(lambda np: np.testing.assert_almost_equal(*pair, decimal=0))
    if not isinstance(pair[0], complex):
        same(lambda np: np.testing.assert_approx_equal(*pair, significant=3))


def test_approx_equal():
    same(lambda np: np.testing.assert_approx_equal(0.12345677777777e-20, 0.1234567e-20))
    same(lambda np: np.testing.assert_approx_equal(0.12345670e-20, 0.12345671e-20, significant=8))
    same(lambda np: np.testing.assert_approx_equal(0.12345670e-20, 0.12345672e-20, significant=8))


def test_units_in_the_last_place():
    def nulp(np, dtype, n):
        x = np.array([1.0, 1e-3, -2.0], dtype)
        y = np.nextafter(np.nextafter(x, x.dtype.type(9)), x.dtype.type(9))
        np.testing.assert_array_almost_equal_nulp(x, y, n)
        return np.testing.assert_array_max_ulp(x, y, maxulp=n)

    for dtype in ("f4", "f8"):
        for n in (1, 2):
            same(lambda np: nulp(np, dtype, n))
    same(lambda np: np.testing.assert_array_max_ulp(np.array([-0.0, NAN]), np.array([0.0, NAN])))
    same(lambda np: np.testing.assert_array_almost_equal_nulp(1.0, 1.0 + 1e-15))
    same(lambda np: np.testing.assert_array_max_ulp(1j, 1j))


def test_texts_and_conditions():
    same(lambda np: np.testing.assert_string_equal("abc", "abc"))
    same(lambda np: np.testing.assert_string_equal("a\nb\nc", "a\nx\nc"))
    same(lambda np: np.testing.assert_string_equal("a", 1))
    same(lambda np: np.testing.assert_(0, "nothing"))
    same(lambda np: np.testing.assert_(0, lambda: "nothing"))
    same(lambda np: np.testing.print_assert_equal("test", [0, 1], [0, 2]))
    same(lambda np: np.testing.build_err_msg([np.arange(100), 2], "note\nof two", names=("a", "b")))


def test_exceptions():
    def raising(np, kind):
        with np.testing.assert_raises(ValueError):
            raise kind("a text")

    same(lambda np: raising(np, ValueError))
    same(lambda np: raising(np, KeyError))
    same(lambda np: np.testing.assert_raises(ValueError, int, "1"))
    same(lambda np: np.testing.assert_raises(ValueError, int, "x"))
    same(lambda np: np.testing.assert_raises_regex(ValueError, "nothing of it", int, "x"))


def warn_and_return(category=UserWarning):
    warnings.warn("careful", category, stacklevel=1)
    return 3


def test_warnings():
    same(lambda np: np.testing.assert_warns(UserWarning, warn_and_return))
    same(lambda np: np.testing.assert_warns(UserWarning, int, "3"))
    same(lambda np: np.testing.assert_no_warnings(int, "3"))
    with pytest.raises(AssertionError, match="Got warnings when calling warn_and_return"):
        rumpy.testing.assert_no_warnings(warn_and_return)


def test_suppress_warnings():
    def collect(np):
        with warnings.catch_warnings(record=True) as outside:
            warnings.simplefilter("always")
            with np.testing.suppress_warnings() as sup:
                sup.filter(UserWarning, "other")
                log = sup.record(DeprecationWarning)
                warn_and_return(DeprecationWarning)
                warn_and_return()
                sup.filter(UserWarning)
                warn_and_return()
        return (
            len(log),
            [str(w.message) for w in outside if w.category is UserWarning],
            len(sup.log),
        )

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # NumPy calls its own deprecated
        same(collect)


def test_clear_and_catch_warnings():
    def twice(np):
        counts = []
        for _ in range(2):
            with np.testing.clear_and_catch_warnings(record=True, modules=[warnings]) as log:
                warnings.simplefilter("default")
                warn_and_return()
            counts.append(len(log))
        return counts

    same(twice)


def test_cycles():
    def make_cycle():
        a = []
        a.append(a)

    rumpy.testing.assert_no_gc_cycles(rumpy.zeros, 3)
    with pytest.raises(AssertionError, match="Reference cycles were found when calling make_cycle"):
        rumpy.testing.assert_no_gc_cycles(make_cycle)
    rumpy.testing.break_cycles()


def test_running(tmp_path):
    t = rumpy.testing
    variables = {}
    t.runstring("x = 1 + 1", variables)
    assert variables["x"] == 2
    assert t.measure("x = 1", times=3) >= 0
    good, bad = tmp_path / "good.py", tmp_path / "bad.py"
    good.write_text('"""\n>>> 1 + 1\n2\n"""\n')
    bad.write_text('"""\n>>> 1 + 1\n3\n"""\n')
    t.rundocs(str(good))
    with pytest.raises(AssertionError, match="Some doctests failed"):
        t.rundocs(str(bad))

    class Tests:
        def test_it(self):
            pass

        def other(self):
            pass

    t.decorate_methods(Tests, lambda function: function.__name__)
    assert Tests.test_it == "test_it" and callable(Tests.other)


@pytest.mark.native
def test_threads():
    seen = []
    rumpy.testing.run_threaded(
        lambda i, barrier: seen.append((barrier.wait(), i)[1]), 4, True, True
    )
    assert sorted(seen) == [0, 1, 2, 3]


def test_files_and_machine():
    t = rumpy.testing
    import os

    with t.tempdir() as folder:
        assert os.path.isdir(folder)
    with t.temppath(suffix=".npy") as path:
        assert os.path.exists(path) and path.endswith(".npy")
    assert not os.path.exists(folder) and not os.path.exists(path)
    assert t.IS_64BIT == (rumpy.dtype(rumpy.intp).itemsize == 8)
    assert t.NUMPY_ROOT.name == "rumpy"
    assert t.memusage() is None or t.memusage() > 0
    assert t.jiffies() >= 0
    assert t.check_support_sve() in (True, False)


def test_overrides():
    over = rumpy.testing.overrides
    assert over.allows_array_ufunc_override(rumpy.add)
    assert not over.allows_array_ufunc_override(rumpy.shape)
    assert rumpy.add in over.get_overridable_numpy_ufuncs()

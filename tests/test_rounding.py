"""Rounding, clipping, parts of complex numbers, comparisons of whole arrays."""

import pytest
from oracle import same

nan, inf = float("nan"), float("inf")
CASES = [
    lambda np: np.round([1.25, 2.675, -0.5], 1),
    lambda np: np.round([1.5, 2.5, -0.5]),
    lambda np: np.round(2.567, 2),
    lambda np: np.round(np.float32([1.256, 2.5]), 2),
    lambda np: np.round([15, 25, -35], -1),
    lambda np: np.round([15, 25], 1),
    lambda np: np.round(np.array([153.7, 25]), -1),
    lambda np: np.round([1.234 + 2.345j], 1),
    lambda np: np.around([1.234], 1, out=np.zeros(1)),
    lambda np: np.array([1.267]).round(decimals=2),
    lambda np: np.array(1.267).round(1),
    lambda np: np.clip([1, 5, 9], 2, 7),
    lambda np: np.clip([1.5, 5, 9], 2, None),
    lambda np: np.clip([1.5, nan, 9], None, 3),
    lambda np: np.clip([1, 5, 9], [2, 2, 10], 7.5),
    lambda np: np.clip(np.array([1, 200], "uint8"), -5, 300),
    lambda np: np.clip(np.array([1, 200], "uint8"), -5, 100),
    lambda np: np.clip([1, 2], None, None),
    lambda np: np.clip([1, 2]),
    lambda np: np.clip([1, 5], min=2),
    lambda np: np.clip([1, 5], max=2),
    lambda np: np.clip([1, 5], 1),
    lambda np: np.clip([1, 5], 1, 2, min=1),
    lambda np: np.array([1, 5]).clip(2, 3),
    lambda np: np.array([1.0, 5]).clip(max=3),
    lambda np: np.clip([1, 5, 9], 2, 7, out=np.zeros(3, int)),
    lambda np: np.clip(np.array([1, 5], "float32"), 2, 7.5),
    lambda np: np.clip(5, 2, 3),
    lambda np: np.fix([-1.7, 1.7, 0.0]),
    lambda np: np.fix(2.5),
    lambda np: np.fix([1, 2]),
    lambda np: np.nan_to_num([1.0, nan, inf, -inf]),
    lambda np: np.nan_to_num(np.float32([nan, inf]), nan=3, posinf=7),
    lambda np: np.nan_to_num([1 + nan * 1j, complex(-inf, 2)], neginf=-5),
    lambda np: np.nan_to_num([1, 2]),
    lambda np: np.nan_to_num(nan),
    lambda np: np.isposinf([inf, -inf, nan, 1]),
    lambda np: np.isneginf([inf, -inf, nan, 1]),
    lambda np: np.isposinf(inf),
    lambda np: np.isposinf([1j]),
    lambda np: np.real([1 + 2j, 3]),
    lambda np: np.imag([1 + 2j, 3]),
    lambda np: np.real(3.5),
    lambda np: np.imag([1, 2]),
    lambda np: np.angle([1, 1j, -1, 1 - 1j]),
    lambda np: np.angle([1, 1j, -1], deg=True),
    lambda np: np.angle(-2),
    lambda np: np.real_if_close([1 + 1e-15j, 2]),
    lambda np: np.real_if_close([1 + 1e-3j, 2]),
    lambda np: np.real_if_close([1, 2]),
    lambda np: np.isreal([1, 1j, 2 + 0j]),
    lambda np: np.iscomplex([1, 1j, 2 + 0j]),
    lambda np: np.iscomplex([1, 2]),
    lambda np: (np.iscomplexobj([1j]), np.iscomplexobj(1), np.isrealobj(np.zeros(2))),
    lambda np: np.isclose([1.0, 2.0, nan, inf], [1 + 1e-9, 2.1, nan, inf]),
    lambda np: np.isclose([1.0, nan], [1.0, nan], equal_nan=True),
    lambda np: np.isclose(1, 1 + 1e-6),
    lambda np: np.isclose([1, 2], [1, 3]),
    lambda np: np.isclose([1e10, 1e-7], [1.00001e10, 1e-8]),
    lambda np: np.isclose(np.float32([1, 2]), 1, rtol=0.5),
    lambda np: np.allclose([1.0, 2.0], [1 + 1e-9, 2.0]),
    lambda np: np.allclose([1.0, nan], [1.0, nan]),
    lambda np: np.allclose([1.0, nan], [1.0, nan], equal_nan=True),
    lambda np: np.array_equal([1, 2], [1, 2]),
    lambda np: np.array_equal([1, 2], [1, 2, 3]),
    lambda np: np.array_equal([1, nan], [1, nan]),
    lambda np: np.array_equal([1, nan], [1, nan], equal_nan=True),
    lambda np: np.array_equiv([1, 1], 1),
    lambda np: np.array_equiv([1, 1], [1, 1, 1]),
    lambda np: np.array_equiv([[1, 2], [1, 2]], [1, 2]),
    lambda np: np.array([1 + 2j]).conj(),
    lambda np: np.array([1, 2]).conjugate(),
]


@pytest.mark.parametrize("case", CASES, ids=range(len(CASES)))
def test_as_numpy(case):
    same(case, ulp=1)


@pytest.mark.parametrize("dtype", ["int8", "uint16", "int64", "float32", "float64", "bool"])
def test_clip_of_many(dtype):
    def a(np):
        return (np.arange(30000) % 251 - 100).astype(dtype).reshape(3, 100, 100)

    same(lambda np: np.clip(a(np), 3, 50))
    same(lambda np: np.clip(a(np).T, 3, 50).strides, width=True)
    same(lambda np: np.clip(a(np)[:, ::2], 3, 50))
    same(lambda np: np.clip(a(np), 3.5, 50))
    same(lambda np: np.clip(a(np), np.int32(4), 60))


def test_isclose_to_a_python_number():
    same(lambda np: np.isclose(np.array(1, "float32"), 1 - 1e-16, atol=0, rtol=0))
    same(lambda np: np.isclose(np.array(1, "float32"), 1 - 1e-16, atol=0, rtol=1e-20))
    same(lambda np: np.isclose(5, 5))


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("tolerance", [{"rtol": float("inf")}, {"atol": float("nan")}])
def test_isclose_with_a_tolerance_that_is_none(tolerance):
    def warned(np):
        with pytest.warns(RuntimeWarning) as caught:
            result = np.isclose([1.0, 2.0], [1.0, 3.0], **tolerance)
        return result, [str(w.message) for w in caught]

    same(warned)


def test_rounded_integers_are_a_copy():
    same(lambda np: np.shares_memory(*(lambda a: (a, a.round()))(np.arange(3))))

"""Differences, derivatives, integrals, interpolation, convolution, windows, products, creation."""

import pytest
from oracle import same

nan, inf = float("nan"), float("inf")


def a34(np, dtype="int32"):
    return (np.arange(12) ** 2 % 7).reshape(3, 4).astype(dtype)


CASES = [
    lambda np: np.diff([1, 2, 4, 7]),
    lambda np: np.diff([1, 2, 4, 7], n=2),
    lambda np: np.diff([1, 2, 4, 7], n=5),
    lambda np: np.diff([1, 2], n=0),
    lambda np: np.diff([1, 2], n=-1),
    lambda np: np.diff(5),
    lambda np: np.diff(a34(np), axis=0),
    lambda np: np.diff(a34(np), prepend=0, append=[[1], [2], [3]]),
    lambda np: np.diff([True, False, False]),
    lambda np: np.diff(np.array([1, 0], "uint8")),
    lambda np: np.trapezoid([1, 2, 3]),
    lambda np: np.trapezoid([1, 2, 3], x=[4, 6, 8]),
    lambda np: np.trapezoid([1, 2, 3], dx=2),
    lambda np: np.trapezoid(a34(np), axis=0),
    lambda np: np.trapezoid(a34(np), x=a34(np)),
    lambda np: np.trapezoid(a34(np), x=[1, 2, 4], axis=0),
    lambda np: np.gradient([1, 2, 4, 7, 11]),
    lambda np: np.gradient(np.float32([1, 2, 4, 7, 11]), 2),
    lambda np: np.gradient([1, 2, 4, 7, 11], [0, 1, 1.5, 3.5, 4]),
    lambda np: np.gradient([1, 2, 4, 7, 11], [0, 1, 1.5, 3.5, 4], edge_order=2),
    lambda np: np.gradient([1, 2, 4, 7, 11], edge_order=2),
    lambda np: np.gradient(a34(np)),
    lambda np: np.gradient(a34(np), 2, 3),
    lambda np: np.gradient(a34(np), axis=1),
    lambda np: np.gradient(a34(np), 2.0, axis=(0,)),
    lambda np: np.gradient([1]),
    lambda np: np.gradient([1, 2], 1, 2),
    lambda np: np.gradient([1, 2, 3], edge_order=3),
    lambda np: np.gradient([1, 2, 3], [1, 2]),
    lambda np: np.unwrap([0, 1, 5, 6], period=4),
    lambda np: np.unwrap([0, 1, 2, 6.5, -6.5]),
    lambda np: np.unwrap(a34(np, float) * 3, axis=0),
    lambda np: np.unwrap([0, 2, 4], discont=1, period=2),
    lambda np: np.interp([0.5, 2.0, -1, 1, nan], [0, 1], [10, 20]),
    lambda np: np.interp(2.5, [1, 2, 3], [3, 2, 0]),
    lambda np: np.interp([0, 1, 1.5, 2.72, 3.14], [1, 2, 3], [3, 2, 0], left=-1, right=9),
    lambda np: np.interp([0.5], [0, 1], [1j, 2]),
    lambda np: np.interp([-1, np.nan, 0, 0.25, 7], [0, 1, 2], [1j, 2, 3 - 1j]),
    lambda np: np.interp([-1, 7], [0, 1], [1j, 2], 3, right=2j),
    lambda np: np.interp([-1, 7], [0, 1], [1, 2], 3j),
    lambda np: np.interp(np.arange(6)[::-2], [0, 2, 4], np.arange(6.0)[::2]),
    lambda np: np.interp([1], 3, [1]),
    lambda np: np.interp([1], [3], [[1]]),
    lambda np: np.interp([-1, 4.5], [0, 1, 3], [1j, 2, 3], period=4),
    lambda np: np.interp([[0.5, 2], [7, 1]], [0, 1], [10, 20]),
    lambda np: np.interp([0.5], [0, 1, 2], [10, inf, 20]),
    lambda np: np.interp([0, 0.5, 1], [0, 1], [inf, inf]),
    lambda np: np.interp([0, 0.5, 1.5], [0, 1, 2], [-inf, inf, 3]),
    lambda np: np.interp([-1, 0, 5], [-inf, 0, inf], [1, 2, 2]),
    lambda np: np.interp([0.5], [0, 1], [10]),
    lambda np: np.interp([0.5], [], []),
    lambda np: np.interp([0.5], [1], [5]),
    lambda np: np.interp([0.5], [0, 1], [1, 2], period=0),
    lambda np: np.convolve([1, 2, 3], [0, 1, 0.5]),
    lambda np: np.convolve([1, 2, 3], [0, 1, 0.5], "same"),
    lambda np: np.convolve([1, 2, 3], [0, 1, 0.5], "valid"),
    lambda np: np.convolve([1, 2], [1, 2, 3, 4, 5], "same"),
    lambda np: np.convolve(np.array([100, 100], "int8"), np.array([2, 3], "int8")),
    lambda np: np.convolve([1j, 2], [3, 4j, 1]),
    lambda np: np.convolve([True, False], [True, True]),
    lambda np: np.convolve([], [1]),
    lambda np: np.convolve([1], []),
    lambda np: np.convolve([1], [2], "some"),
    lambda np: np.convolve([[1]], [2]),
    lambda np: np.convolve(3, 4),
    lambda np: np.correlate([1, 2, 3], [0, 1, 0.5]),
    lambda np: np.correlate([1, 2, 3], [0, 1, 0.5], "same"),
    lambda np: np.correlate([1, 2, 3], [0, 1, 0.5], "full"),
    lambda np: np.correlate([1 + 1j, 2, 3 - 1j], [0, 1, 0.5j], "full"),
    lambda np: np.correlate([1, 2], [1, 2, 3, 4], "full"),
    lambda np: np.correlate([1, 2j], np.array([1, 2 - 1j, 3, 4j], "complex64"), "full"),
    lambda np: np.correlate(np.arange(6)[::-2], np.ones(2, "float16"), 2),
    lambda np: np.correlate(np.ones(3, "float16"), np.arange(5).astype("float16"), "same"),
    lambda np: np.correlate([1], [2], 3),
    lambda np: np.correlate([1], [2], None),
    lambda np: np.correlate([1], [2], "vain"),
    lambda np: np.correlate([1], [2], "other"),
    lambda np: np.correlate([1], [2], 1.0),
    lambda np: np.correlate([[1]], [2]),
    lambda np: np.correlate([1], np.ones((2, 2))),
    lambda np: np.correlate([], [2]),
    lambda np: np.correlate([1], []),
    lambda np: np.correlate([1, 2], [1, 2, 3, 4], "same"),
    lambda np: np.correlate([1, 2], [1, 2, 3, 4]),
    lambda np: np.correlate(np.arange(3000) % 13, np.arange(70) % 5, "full"),
    lambda np: np.correlate(np.arange(3000) % 13, np.arange(2500) % 5, "full"),
    lambda np: np.convolve(np.arange(3000.0) % 13, np.arange(1100.0) % 5, "same"),
    lambda np: np.inner([1, 2], [3, 4]),
    lambda np: np.inner(a34(np), a34(np)),
    lambda np: np.inner(np.arange(24).reshape(2, 3, 4), np.arange(4)),
    lambda np: np.inner(np.arange(24).reshape(2, 3, 4), a34(np)),
    lambda np: np.inner([1, 2], 3),
    lambda np: np.inner([1, 2], [1, 2, 3]),
    lambda np: np.outer([1, 2], [3, 4, 5]),
    lambda np: np.outer(a34(np), [1, 1.5]),
    lambda np: np.outer([1, 2], [3, 4], out=np.zeros((2, 2))),
    lambda np: np.vdot([1j, 2], [1j, 3]),
    lambda np: np.vdot(a34(np), a34(np)),
    lambda np: np.kron([1, 10], [1, 2]),
    lambda np: np.kron(np.eye(2), a34(np)),
    lambda np: np.kron(np.arange(4).reshape(1, 2, 2), [1, 2]),
    lambda np: np.kron(2, [1, 2]),
    lambda np: np.tensordot(a34(np), a34(np).T, 1),
    lambda np: np.tensordot(a34(np), a34(np), 2),
    lambda np: np.tensordot(a34(np), a34(np), ([0, 1], [0, 1])),
    lambda np: np.tensordot(a34(np), a34(np), (0, 0)),
    lambda np: np.tensordot(np.arange(24).reshape(2, 3, 4), a34(np), ([1, 2], [0, 1])),
    lambda np: np.tensordot([1, 2], [3, 4], 0),
    lambda np: np.tensordot(a34(np), a34(np), 1),
    lambda np: np.cross([1, 2, 3], [4, 5, 6]),
    lambda np: np.cross(a34(np)[:, :3], [1.5, 2, 3]),
    lambda np: np.cross(a34(np)[:3, :3], a34(np)[:3, :3].T, axis=0),
    lambda np: np.cross([1, 2, 3, 4], [4, 5, 6, 7]),
    lambda np: np.cross([1, 2, 3], 4),
    lambda np: np.cross([1, 2, 3], [4, 5, 6], axisa=3),
    lambda np: np.logspace(0, 2, 5),
    lambda np: np.logspace(0, 2, 4, endpoint=False, base=2),
    lambda np: np.logspace(0, 2, 3, dtype=int),
    lambda np: np.logspace([0, 1], [2, 3], 3, axis=1),
    lambda np: np.logspace(0, 2, 3, base=[2, 3]),
    lambda np: np.geomspace(1, 1000, 4),
    lambda np: np.geomspace(1, 256, 9, dtype=int),
    lambda np: np.geomspace(-1, -8, 4),
    lambda np: np.geomspace(1, 8, 3, endpoint=False),
    lambda np: np.geomspace([1, 10], [8, 80], 4, axis=-1),
    lambda np: np.geomspace(0, 1),
    lambda np: np.geomspace(1j, 16j, 5),
    lambda np: np.fromfunction(lambda i, j: i * 10 + j, (2, 3)),
    lambda np: np.fromfunction(lambda i: i == 1, (3,), dtype=int),
    lambda np: np.fromiter((i * i for i in range(5)), int),
    lambda np: np.fromiter(range(5), "float32", 3),
    lambda np: np.fromiter(range(5), int, 9),
    lambda np: np.vander([1, 2, 3]),
    lambda np: np.vander([1.5, 2], 4, increasing=True),
    lambda np: np.vander([1, 2], 0),
    lambda np: np.vander([[1]]),
    lambda np: np.emath.sqrt([-1, 4]),
    lambda np: np.emath.sqrt(-1),
    lambda np: np.emath.sqrt([1, 4]),
    lambda np: np.emath.log(-np.e),
    lambda np: np.emath.logn(2, [4, 8]),
    lambda np: np.emath.power([2, -4], 2),
    lambda np: np.emath.power([2, 4], -2),
    lambda np: np.emath.arcsin(2).imag,
]


@pytest.mark.parametrize("case", CASES, ids=range(len(CASES)))
def test_as_numpy(case):
    same(case, ulp=4)


@pytest.mark.parametrize("name", ["bartlett", "blackman", "hamming", "hanning"])
def test_windows(name):
    for n in (0, 1, 2, 5, 12, 3.0):
        same(lambda np: getattr(np, name)(n) + 1, ulp=4)


def test_special_functions():
    same(lambda np: np.sinc(np.linspace(-4, 4, 41)) + 1, ulp=4)
    same(lambda np: np.sinc(0))
    same(lambda np: np.sinc(np.float32([0, 0.5])), ulp=2)
    same(lambda np: np.i0(np.linspace(-20, 20, 41)), ulp=8)
    same(lambda np: np.i0(1), ulp=2)
    same(lambda np: np.i0([1j]))
    same(lambda np: np.kaiser(7, 14), ulp=8)
    same(lambda np: np.kaiser(1, 14))

"""Ufuncs of integers' bits and divisors, of exponents, neighbours, parts and angles."""

import inspect

import pytest
import rumpy as rp
from oracle import WASM, same

INTEGERS = ["int8", "uint8", "int16", "uint16", "int32", "uint32", "int64", "uint64"]
REALS = ["float32", "float64"]
# The platform's exp and log1p: Pyodide's NumPy has those of musl, the record those of glibc.
ULP = 4 if WASM else 1
EDGES = [0.0, -0.0, 1.0, -1.0, 0.1, 1e-40, 3e38, -2.5, 37.0, float("inf"), float("-inf"), float("nan")]  # fmt: skip # noqa: E501


def quiet(function):
    def called(np):
        with np.errstate(all="ignore") if hasattr(np, "errstate") else np.printoptions():
            return function(np)

    return called


def edges(np, dtype):
    return np.array(EDGES).astype(dtype)


NAMES = [
    "bitwise_count", "deg2rad", "degrees", "frexp", "gcd", "heaviside", "isnat", "lcm", "ldexp",
    "logaddexp", "logaddexp2", "modf", "nextafter", "rad2deg", "radians", "spacing",
]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_attributes(name):
    for attribute in ("nin", "nout", "nargs", "identity", "signature", "__name__"):
        same(lambda np: getattr(getattr(np, name), attribute))  # noqa: B023
    same(lambda np: str(inspect.signature(getattr(np, name))))
    same(lambda np: getattr(np, name).__doc__.split("\n")[0])


@pytest.mark.parametrize("dtype", INTEGERS)
def test_integers(dtype):
    def numbers(np):
        info = np.iinfo(dtype) if hasattr(np, "iinfo") else None
        bits = int(dtype.lstrip("uint"))
        low, high = (
            (0, 2**bits - 1) if dtype[0] == "u" else (-(2 ** (bits - 1)), 2 ** (bits - 1) - 1)
        )
        assert info is None or (info.min, info.max) == (low, high)
        return np.array([0, 1, 2, 6, 12, 35, 100, high, high - 1, low, low + 1], dtype)

    same(lambda np: np.bitwise_count(numbers(np)))
    same(lambda np: np.gcd(numbers(np)[:, None], numbers(np)))
    same(lambda np: np.lcm(numbers(np)[:, None], numbers(np)))
    same(lambda np: np.gcd.reduce(numbers(np)[3:6]))


def test_integers_refuse_others():
    same(lambda np: np.gcd(1.5, 2), text=False)
    same(lambda np: np.gcd(np.array([True]), np.array([False])))
    same(lambda np: np.lcm(True, True))
    same(lambda np: np.gcd(np.array([True]), np.array([4], "int8")))
    same(lambda np: np.lcm(np.ones(2), np.ones(2)), text=False)
    same(lambda np: np.bitwise_count(1.5))
    same(lambda np: np.bitwise_count(True))
    same(lambda np: np.isnat(1.5))
    same(lambda np: np.isnat(np.arange(3)))
    same(lambda np: np.gcd(12, 20))
    same(lambda np: np.lcm(np.int8(4), 6))


@pytest.mark.parametrize("dtype", REALS)
@pytest.mark.parametrize("name", ["radians", "degrees", "deg2rad", "rad2deg", "spacing", "frexp", "modf"])  # fmt: skip # noqa: E501
def test_unary(name, dtype):
    if name == "frexp":  # the exponent of what has none is anything
        same(lambda np: np.frexp(edges(np, dtype)[:-3]))
    else:
        same(quiet(lambda np: getattr(np, name)(edges(np, dtype))))
    same(quiet(lambda np: getattr(np, name)(np.arange(4, dtype="int64"))))
    same(quiet(lambda np: getattr(np, name)(edges(np, dtype)[::-3][1:])))
    same(lambda np: getattr(np, name)(np.float32(3.75)))


@pytest.mark.parametrize("dtype", REALS)
@pytest.mark.parametrize("name", ["heaviside", "logaddexp", "logaddexp2", "nextafter"])
def test_binary(name, dtype):
    ulp = ULP if name.startswith("log") else 0
    same(quiet(lambda np: getattr(np, name)(edges(np, dtype)[:, None], edges(np, dtype))), ulp=ulp)
    same(lambda np: getattr(np, name)(np.float32(0.5), 2), ulp=ulp)
    same(lambda np: getattr(np, name)([1, 2], [3, 4]), ulp=ulp)


def test_logaddexp_reduces():
    same(lambda np: np.logaddexp.reduce([0.5, 1.5, 2.5]), ulp=ULP)
    same(lambda np: np.logaddexp.reduce(np.zeros((2, 0)), axis=1))
    same(
        lambda np: np.logaddexp2.reduce(np.zeros((2, 3)), axis=0, where=[True, False, True]),
        ulp=ULP,
    )


@pytest.mark.parametrize("dtype", REALS)
def test_ldexp(dtype):
    same(quiet(lambda np: np.ldexp(edges(np, dtype)[:, None], np.array([0, 1, -3, 2000, -2000]))))
    same(lambda np: np.ldexp(edges(np, dtype), np.int8(3)))
    same(lambda np: np.ldexp(edges(np, dtype)[:3], 3))
    same(lambda np: np.ldexp(edges(np, dtype)[:3], np.array([2, 2**40, -(2**40)])), text=False)
    same(lambda np: np.ldexp(np.float32(1), 3))
    same(lambda np: np.ldexp(5, 3))
    same(lambda np: np.ldexp(1.5, 3.0))


def test_aliases_are_objects_of_their_own():
    assert rp.deg2rad is not rp.radians and rp.deg2rad.__name__ == "deg2rad"

"""Windows; functions of signal processing."""

from . import _core
from ._classes import wrapper
from ._core import arange, array, asanyarray, asarray, empty, ones

# --- windows ----------------------------------------------------------------------------------------


def _window(M, shape):
    """A window of M points: shape(n, M) at n = 1 - M, 3 - M, ... M - 1."""
    values = array([0.0, M])
    M = values[1]
    if M < 1:
        return array([], dtype=values.dtype)
    if M == 1:
        return ones(1, dtype=values.dtype)
    return shape(arange(1 - M, M, 2), M)


def bartlett(M):
    """The triangular window of M points that begins and ends with zero.

    >>> import rumpy as np
    >>> np.bartlett(5)
    array([0. , 0.5, 1. , 0.5, 0. ])
    """
    return _window(M, lambda n, M: _core.where(n <= 0, 1 + n / (M - 1), 1 - n / (M - 1)))


def blackman(M):
    """The Blackman window of M points.

    >>> import rumpy as np
    >>> np.blackman(3).round(2) + 0.0
    array([0., 1., 0.])
    """
    cos, pi = _core.cos, 3.141592653589793
    return _window(
        M,
        lambda n, M: 0.42 + 0.5 * cos(pi * n / (M - 1)) + 0.08 * cos(2.0 * pi * n / (M - 1)),
    )


def hanning(M):
    """The Hann window of M points.

    >>> import rumpy as np
    >>> np.hanning(3)
    array([0., 1., 0.])
    """
    return _window(M, lambda n, M: 0.5 + 0.5 * _core.cos(3.141592653589793 * n / (M - 1)))


def hamming(M):
    """The Hamming window of M points.

    >>> import rumpy as np
    >>> np.hamming(3)
    array([0.08, 1.  , 0.08])
    """
    return _window(M, lambda n, M: 0.54 + 0.46 * _core.cos(3.141592653589793 * n / (M - 1)))


def kaiser(M, beta):
    """The Kaiser window of M points; beta is its shape (0: a rectangle).

    >>> import rumpy as np
    >>> np.kaiser(3, 0.0)
    array([1., 1., 1.])
    """
    values = array([0.0, M, beta])
    M, beta = values[1], values[2]
    if M == 1:
        return ones(1, dtype=values.dtype)
    n = arange(0, M)
    alpha = (M - 1) / 2.0
    return i0(beta * _core.sqrt(1 - ((n - alpha) / alpha) ** 2.0)) / i0(beta)


# --- functions --------------------------------------------------------------------------------------


def sinc(x):
    """sin(pi x) / (pi x), elementwise; 1 at 0.

    >>> import rumpy as np
    >>> np.sinc([0.0, 0.5])
    array([1.        , 0.63661977])
    """
    x = asanyarray(x)
    x = 3.141592653589793 * x
    if x.dtype.kind not in "fc":
        x = x.astype(_core.float64)
    y = _core.where(
        x != 0, x, asarray(1.0e-20, dtype=x.dtype) if x.dtype.name != "float16" else 6e-8
    )
    return _core.sin(y) / y


# Chebyshev series of exp(-x) I0(x) in x / 4 - 1 for x <= 8, and of exp(-x) sqrt(x) I0(x) in
# 16 / x - 1 for x >= 8, the highest terms first (computed from I0's power series with 60 digits).
_I0_NEAR = [
    -4.4153416464793395e-18, 3.3307945188222384e-17, -2.431279846547955e-16, 1.715391285555133e-15,
    -1.1685332877993451e-14, 7.676185498604936e-14, -4.856446783111929e-13, 2.95505266312964e-12,
    -1.726826291441556e-11, 9.675809035373237e-11, -5.189795601635263e-10, 2.6598237246823866e-09,
    -1.300025009986248e-08, 6.046995022541919e-08, -2.670793853940612e-07, 1.1173875391201037e-06,
    -4.4167383584587505e-06, 1.6448448070728896e-05, -5.754195010082104e-05, 0.00018850288509584165,
    -0.0005763755745385824, 0.0016394756169413357, -0.004324309995050576, 0.010546460394594998,
    -0.02373741480589947, 0.04930528423967071, -0.09490109704804764, 0.17162090152220877,
    -0.3046826723431984, 0.6767952744094761,
]  # fmt: skip
_I0_FAR = [
    -7.233180487874754e-18, -4.830504485944182e-18, 4.46562142029676e-17, 3.461222867697461e-17,
    -2.8276239805165836e-16, -3.425485619677219e-16, 1.7725601330565263e-15, 3.8116806693526224e-15,
    -9.554846698828307e-15, -4.150569347287222e-14, 1.54008621752141e-14, 3.8527783827421426e-13,
    7.180124451383666e-13, -1.7941785315068062e-12, -1.3215811840447713e-11, -3.1499165279632416e-11,
    1.1889147107846439e-11, 4.94060238822497e-10, 3.3962320257083865e-09, 2.266668990498178e-08,
    2.0489185894690638e-07, 2.8913705208347567e-06, 6.889758346916825e-05, 0.0033691164782556943,
    0.8044904110141088,
]  # fmt: skip


def _chebyshev(x, coefficients):
    """The sum of a Chebyshev series in x / 2, whose last coefficient counts half."""
    b0, b1, b2 = coefficients[0], 0.0, 0.0
    for c in coefficients[1:]:
        b0, b1, b2 = x * b0 - b1 + c, b0, b1
    return 0.5 * (b0 - b2)


def i0(x):
    """The modified Bessel function of the first kind, order 0, elementwise.

    >>> import rumpy as np
    >>> np.i0([0.0, 1.0])
    array([1.        , 1.26606588])
    """
    x = asanyarray(x)
    wrap = wrapper(x)
    if x.dtype.kind == "c":
        raise TypeError("i0 not supported for complex values")
    if x.dtype.kind != "f":
        x = x.astype(float)
    x = _core.absolute(x)
    line = asarray(x).reshape(-1)
    result = empty(line.shape, line.dtype)
    near = line <= 8.0
    some = line[near]
    result[near] = _core.exp(some) * _chebyshev(some / 2.0 - 2, _I0_NEAR)
    some = line[~near]
    result[~near] = _core.exp(some) * _chebyshev(32.0 / some - 2.0, _I0_FAR) / _core.sqrt(some)
    return wrap(result.reshape(asarray(x).shape))

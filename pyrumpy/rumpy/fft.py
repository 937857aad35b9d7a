"""Discrete Fourier transforms, by pocketfft: of single precision for float32 and complex64, of double
precision for all else.

Every function takes `norm`: 'backward' (the default), only the inverse transform is divided by n;
'forward', only the other one; 'ortho', both by the square root of n.
"""

import sys

import rumpy as np

from . import _core
from ._core import asarray, empty, ndarray
from ._lib_loader import check, ffi, lib, load_beside, pointer
from .manipulation import _axis

__all__ = [
    "fft",
    "fft2",
    "fftfreq",
    "fftn",
    "fftshift",
    "hfft",
    "ifft",
    "ifft2",
    "ifftn",
    "ifftshift",
    "ihfft",
    "irfft",
    "irfft2",
    "irfftn",
    "rfft",
    "rfft2",
    "rfftfreq",
    "rfftn",
]

if sys.platform == "emscripten" and not lib.la_fft_is_loaded():
    check(lib.la_fft_register(ffi.cast("la_fft_table *", load_beside("_pocketfft").table)))

_SINGLE = {"float16", "float32", "complex64"}
_OPPOSITE = {None: "forward", "backward": "forward", "forward": "backward", "ortho": "ortho"}


def _opposite(norm):
    if norm not in _OPPOSITE:
        raise ValueError(f'Invalid norm value {norm}; should be "backward", "ortho" or "forward".')
    return _OPPOSITE[norm]


def _transform(a, n, axis, kind, norm, out=None):
    """kind: 'fft', 'ifft', 'rfft' or 'irfft'; n: the length of the side that isn't halved."""
    if n < 1:
        raise ValueError(f"Invalid number of FFT data points ({n}) specified.")
    forward = kind in ("fft", "rfft")
    direction = norm if forward else _opposite(norm)
    if direction not in _OPPOSITE:
        raise ValueError(f'Invalid norm value {norm}; should be "backward","ortho" or "forward".')
    factor = {"ortho": n**-0.5, "forward": 1 / n}.get(direction, 1.0)
    axis = _axis(axis, a.ndim)
    single = a.dtype.name in _SINGLE
    real, full = ("float32", "complex64") if single else ("float64", "complex128")
    if kind == "rfft" and a.dtype.kind == "c":
        raise TypeError(
            f"ufunc 'rfft_n_{'odd' if n % 2 else 'even'}' did not contain a loop with signature "
            f"matching types {_core.dtype(a.dtype)!r} -> None"
        )
    half = kind == "irfft" and a.dtype.name == "float16"  # the only one that gives such numbers
    length_in = n // 2 + 1 if kind == "irfft" else n
    length_out = n // 2 + 1 if kind == "rfft" else n
    a = _fit(a, length_in, axis, real if kind == "rfft" else full)
    shape = a.shape[:axis] + (length_out,) + a.shape[axis + 1 :]
    result_type = real if kind == "irfft" else full
    if out is None:
        result = empty(shape, result_type)
        check(lib.la_fft(pointer(result), pointer(a), axis, forward, factor))
        return result.astype("float16") if half else result
    if not isinstance(out, ndarray):
        raise TypeError("return arrays must be of ArrayType")
    if out.shape != shape:
        raise ValueError("output array has wrong shape.")
    result = out
    if out.dtype.name != result_type or np.may_share_memory(out, a):
        result = empty(shape, result_type)
    check(lib.la_fft(pointer(result), pointer(a), axis, forward, factor))
    if result is not out:
        np.copyto(out, result)
    return out


def _fit(a, length, axis, dtype):
    """The array in that type with that length along an axis: cut, or followed by zeros."""
    given = a.shape[axis]
    before = (slice(None),) * axis
    if given >= length:
        if given > length:
            a = a[(*before, slice(length))]
        return a.astype(dtype, copy=False)
    padded = np.zeros(a.shape[:axis] + (length,) + a.shape[axis + 1 :], dtype)
    padded[(*before, slice(given))] = a
    return padded


# --- along one axis -------------------------------------------------------------------------------


def fft(a, n=None, axis=-1, norm=None, out=None):
    """The transform of a along an axis, cut or padded with zeros to length n.

    ValueError for n < 1 and for another norm, AxisError.

    >>> import rumpy as np
    >>> np.fft.fft([1, 0, 0, 0])
    array([1.+0.j, 1.+0.j, 1.+0.j, 1.+0.j])
    """
    a = asarray(a)
    return _transform(a, a.shape[axis] if n is None else n, axis, "fft", norm, out)


def ifft(a, n=None, axis=-1, norm=None, out=None):
    """The inverse of fft().

    ValueError for n < 1 and for another norm, AxisError.

    >>> import rumpy as np
    >>> np.fft.ifft([4, 0, 0, 0])
    array([1.+0.j, 1.+0.j, 1.+0.j, 1.+0.j])
    """
    a = asarray(a)
    return _transform(a, a.shape[axis] if n is None else n, axis, "ifft", norm, out)


def rfft(a, n=None, axis=-1, norm=None, out=None):
    """The first n // 2 + 1 elements of the transform of real a: the others are their conjugates.

    TypeError for complex a; ValueError for n < 1 and for another norm, AxisError.

    >>> import rumpy as np
    >>> np.fft.rfft([1, 0, 0, 0])
    array([1.+0.j, 1.+0.j, 1.+0.j])
    """
    a = asarray(a)
    return _transform(a, a.shape[axis] if n is None else n, axis, "rfft", norm, out)


def irfft(a, n=None, axis=-1, norm=None, out=None):
    """The inverse of rfft(): n real numbers, by default 2 * (the length of a - 1).

    ValueError for n < 1 and for another norm, AxisError.

    >>> import rumpy as np
    >>> np.fft.irfft([4, 0, 0])
    array([1., 1., 1., 1.])
    """
    a = asarray(a)
    return _transform(a, 2 * (a.shape[axis] - 1) if n is None else n, axis, "irfft", norm, out)


def hfft(a, n=None, axis=-1, norm=None, out=None):
    """The transform of what is Hermitian, of which a is the first half: n real numbers.

    ValueError for n < 1 and for another norm, AxisError.

    >>> import rumpy as np
    >>> np.fft.hfft([1, 0, 0])
    array([1., 1., 1., 1.])
    """
    a = asarray(a)
    return irfft(np.conj(a), n, axis, _opposite(norm))


def ihfft(a, n=None, axis=-1, norm=None, out=None):
    """The inverse of hfft(): n // 2 + 1 elements.

    TypeError for complex a; ValueError for n < 1 and for another norm, AxisError.

    >>> import rumpy as np
    >>> np.fft.ihfft([4, 0, 0, 0])
    array([1.-0.j, 1.-0.j, 1.-0.j])
    """
    found = rfft(a, n, axis, _opposite(norm), out)
    return np.conj(found, out=found)


# --- along several axes ---------------------------------------------------------------------------


def _lengths(a, s, axes, halved=False):
    """Lengths and axes of a transform along several; halved: a is what rfftn gives."""
    import warnings

    given = s is not None
    if given:
        s = list(s)
        if None in s:
            warnings.warn(
                "Passing an array containing `None` values to `s` is deprecated in NumPy 2.0 and will "
                "raise an error in a future version of NumPy. To use the default behaviour of the "
                "corresponding 1-D transform, pass the value matching the default for its `n` "
                "parameter. To use the default behaviour for every axis, the `s` argument can be "
                "omitted.",
                DeprecationWarning,
                stacklevel=4,
            )
    else:
        s = list(a.shape) if axes is None else [a.shape[axis] for axis in axes]
    if axes is None:
        if given:
            warnings.warn(
                "`axes` should not be `None` if `s` is not `None` (Deprecated in NumPy 2.0). In a "
                "future version of NumPy, this will raise an error and `s[i]` will correspond to "
                "the size along the transformed axis specified by `axes[i]`. To retain current "
                "behaviour, pass a sequence [0, ..., k-1] to `axes` for an array of dimension k.",
                DeprecationWarning,
                stacklevel=4,
            )
        axes = list(range(-len(s), 0))
    if len(s) != len(axes):
        raise ValueError("Shape and axes have different lengths.")
    if halved and not given:
        s[-1] = 2 * (a.shape[axes[-1]] - 1)
    return [a.shape[axis] if n in (-1, None) else n for n, axis in zip(s, axes, strict=True)], axes


def _along_each(function, a, s, axes, norm, out):
    a = asarray(a)
    s, axes = _lengths(a, s, axes)
    for n, axis in reversed(list(zip(s, axes, strict=True))):
        a = function(a, n, axis, norm, out)
    return a


def fftn(a, s=None, axes=None, norm=None, out=None):
    """The transform along several axes, all by default; s: the length along each.

    ValueError where s and axes don't fit together, and as fft().

    >>> import rumpy as np
    >>> np.fft.fftn(np.ones((2, 2)))
    array([[4.+0.j, 0.+0.j],
           [0.+0.j, 0.+0.j]])
    """
    return _along_each(fft, a, s, axes, norm, out)


def ifftn(a, s=None, axes=None, norm=None, out=None):
    """The inverse of fftn().

    ValueError where s and axes don't fit together, and as ifft().

    >>> import rumpy as np
    >>> np.fft.ifftn([[4, 0], [0, 0]])
    array([[1.+0.j, 1.+0.j],
           [1.+0.j, 1.+0.j]])
    """
    return _along_each(ifft, a, s, axes, norm, out)


def fft2(a, s=None, axes=(-2, -1), norm=None, out=None):
    """fftn() along the last two axes.

    >>> import rumpy as np
    >>> np.fft.fft2(np.ones((3, 2, 2))).shape
    (3, 2, 2)
    """
    return fftn(a, s, axes, norm, out)


def ifft2(a, s=None, axes=(-2, -1), norm=None, out=None):
    """ifftn() along the last two axes.

    >>> import rumpy as np
    >>> np.fft.ifft2(np.ones((3, 2, 2))).shape
    (3, 2, 2)
    """
    return ifftn(a, s, axes, norm, None)


def rfftn(a, s=None, axes=None, norm=None, out=None):
    """rfft() along the last of the axes, then fft() along the others.

    TypeError for complex a; ValueError where s and axes don't fit together, and as fft().

    >>> import rumpy as np
    >>> np.fft.rfftn(np.ones((2, 2)))
    array([[4.+0.j, 0.+0.j],
           [0.+0.j, 0.+0.j]])
    """
    a = asarray(a)
    s, axes = _lengths(a, s, axes)
    a = rfft(a, s[-1], axes[-1], norm, out)
    for n, axis in reversed(list(zip(s[:-1], axes[:-1], strict=True))):
        a = fft(a, n, axis, norm, out)
    return a


def rfft2(a, s=None, axes=(-2, -1), norm=None, out=None):
    """rfftn() along the last two axes.

    >>> import rumpy as np
    >>> np.fft.rfft2(np.ones((3, 2, 2))).shape
    (3, 2, 2)
    """
    return rfftn(a, s, axes, norm, out)


def irfftn(a, s=None, axes=None, norm=None, out=None):
    """The inverse of rfftn().

    ValueError where s and axes don't fit together, and as irfft().

    >>> import rumpy as np
    >>> np.fft.irfftn([[4, 0], [0, 0]])
    array([[1., 1.],
           [1., 1.]])
    """
    a = asarray(a)
    s, axes = _lengths(a, s, axes, halved=True)
    for n, axis in zip(s[:-1], axes[:-1], strict=True):
        a = ifft(a, n, axis, norm)
    return irfft(a, s[-1], axes[-1], norm, out)


def irfft2(a, s=None, axes=(-2, -1), norm=None, out=None):
    """irfftn() along the last two axes.

    >>> import rumpy as np
    >>> np.fft.irfft2(np.ones((3, 2, 2))).shape
    (3, 2, 2)
    """
    return irfftn(a, s, axes, norm, None)


# --- frequencies ----------------------------------------------------------------------------------


def fftfreq(n, d=1.0, device=None):
    """The frequency of each element of a transform of n samples that are d apart.

    ValueError unless n is an integer.

    >>> import rumpy as np
    >>> np.fft.fftfreq(4, 0.5)
    array([ 0. ,  0.5, -1. , -0.5])
    """
    _check_count(n, device)
    middle = (n - 1) // 2 + 1
    return np.concatenate([np.arange(middle), np.arange(-(n // 2), 0)]) * (1.0 / (n * d))


def rfftfreq(n, d=1.0, device=None):
    """The same for rfft().

    ValueError unless n is an integer.

    >>> import rumpy as np
    >>> np.fft.rfftfreq(4, 0.5)
    array([0. , 0.5, 1. ])
    """
    _check_count(n, device)
    return np.arange(n // 2 + 1) * (1.0 / (n * d))


def _check_count(n, device):
    if not isinstance(n, (int, _core.integer)):
        raise ValueError("n should be an integer")
    if device not in (None, "cpu"):
        raise ValueError(
            'Device not understood. Only "cpu" is allowed, but received: ' + str(device)
        )


def fftshift(x, axes=None):
    """x with its halves exchanged along axes, all by default, so that frequency zero is in the middle.

    >>> import rumpy as np
    >>> np.fft.fftshift([0, 1, 2, -2, -1])
    array([-2, -1,  0,  1,  2])
    """
    return _rotate(x, axes, lambda n: n // 2)


def ifftshift(x, axes=None):
    """The inverse of fftshift().

    >>> import rumpy as np
    >>> np.fft.ifftshift([-2, -1, 0, 1, 2])
    array([ 0,  1,  2, -2, -1])
    """
    return _rotate(x, axes, lambda n: n - n // 2)


def _rotate(x, axes, by):
    x = asarray(x)
    if axes is None:
        axes = range(x.ndim)
    elif isinstance(axes, (int, _core.integer)):
        axes = (axes,)
    for axis in axes:
        axis = _axis(axis, x.ndim)
        before, n = (slice(None),) * axis, x.shape[axis]
        cut = n - by(n)
        x = _core.concatenate([x[(*before, slice(cut, None))], x[(*before, slice(cut))]], axis=axis)
    return x if axes else x.copy()


# Other array types may take these over.
for _name in {*__all__} - {"fftfreq", "rfftfreq"}:
    globals()[_name] = _core._overridable(globals()[_name], __name__)

"""Python functions over arrays: vectorize, frompyfunc, piecewise, along and over axes.

NumPy's frompyfunc makes arrays of objects. There are none here: the results are collected and
become an array of numbers, and a TypeError where they are none.
"""

import functools
import re
from itertools import accumulate, compress, pairwise
from math import prod

from . import _core
from ._classes import is_of_subclass, wrapper
from ._novalue import NoValue
from ._single import single

__all__ = ["apply_along_axis", "apply_over_axes", "frompyfunc", "piecewise", "vectorize"]


class _PyFunction:
    """What frompyfunc returns: a Python function called with each element of its operands."""

    def __init__(self, func, nin, nout, identity):
        self._func = func
        self.nin, self.nout, self.nargs = nin, nout, nin + nout
        self._reorderable = identity is not NoValue  # an identity of None says only so
        self.identity = identity if self._reorderable else None
        self.__name__ = getattr(func, "__name__", "?") + " (vectorized)"

    def __repr__(self):
        return f"<ufunc '{self.__name__}'>"

    def __call__(self, *args):
        if len(args) != self.nin:
            raise TypeError(
                f"{self.__name__}() takes {self.nin} positional arguments but {len(args)} were given"
            )
        shape, rows = _rows(args)
        results = [self._func(*row) for row in rows]
        if self.nout == 1:
            return single(_collected(results, shape, None))
        if not results:
            return tuple(_collected([], shape, None) for _ in range(self.nout))
        return tuple(
            _collected(list(column), shape, None)[()] for column in zip(*results, strict=True)
        )

    def _check_binary(self, method):
        if self.nin != 2:
            raise ValueError(f"{method} only supported for binary functions")
        if self.nout != 1:
            raise ValueError(f"{method} only supported for functions returning a single value")

    def _fold(self, values, initial):
        """The function of all values one after the other."""
        if initial is NoValue:
            initial = self.identity if not values else NoValue
            if not values and initial is None:
                raise ValueError(
                    f"zero-size array to reduction operation {self.__name__} which has no identity"
                )
        return functools.reduce(self._func, values, *([] if initial is NoValue else [initial]))

    def reduce(
        self, array, axis=0, dtype=None, out=None, keepdims=False, initial=NoValue, where=True
    ):
        """The function applied to all elements along axes, one after the other."""
        from .manipulation import _axes, moveaxis

        self._check_binary("reduce")
        a = _core.asarray(array)
        axes = tuple(range(a.ndim)) if axis is None else _axes(axis, a.ndim) if a.ndim else ()
        if len(axes) > 1 and not self._reorderable:
            raise ValueError(
                f"reduction operation '{self.__name__}' is not reorderable, so at most one axis may "
                "be specified"
            )
        last = tuple(range(a.ndim - len(axes), a.ndim))
        shape = tuple(n for i, n in enumerate(a.shape) if i not in axes)
        count = prod(a.shape[i] for i in axes)

        def lines(x):
            return moveaxis(x, axes, last).reshape((prod(shape), count)).tolist()

        rows = lines(a)
        if where is not True:
            masks = lines(_core.broadcast_to(_core.asarray(where, dtype=bool), a.shape))
            rows = [list(compress(row, mask)) for row, mask in zip(rows, masks, strict=True)]
        if keepdims:
            shape = tuple(1 if i in axes else n for i, n in enumerate(a.shape))
        start = NoValue if initial is None else initial
        return _delivered(_collected([self._fold(row, start) for row in rows], shape, dtype), out)

    def accumulate(self, array, axis=0, dtype=None, out=None):
        """The results of `reduce` so far, along an axis."""
        from .manipulation import _axis, moveaxis

        self._check_binary("accumulate")
        a = _core.asarray(array)
        if a.ndim == 0:
            raise TypeError("cannot accumulate on a scalar")
        axis = _axis(axis, a.ndim)
        moved = moveaxis(a, axis, -1)
        rows = moved.reshape((prod(moved.shape[:-1]), a.shape[axis])).tolist()
        values = [value for row in rows for value in accumulate(row, self._func)]
        result = moveaxis(_collected(values, moved.shape, dtype), -1, axis)
        return _delivered(result, out)

    def reduceat(self, array, indices, axis=0, dtype=None, out=None):
        """`reduce` of the slices that begin at the indices, along an axis."""
        from .manipulation import _axis, moveaxis

        self._check_binary("reduceat")
        a = _core.asarray(array)
        axis = _axis(axis, a.ndim)
        n, starts = a.shape[axis], _core.asarray(indices, dtype=_core.intp).tolist()
        for i in starts:
            if not 0 <= i < n:
                raise IndexError(f"index {i} out-of-bounds in {self.__name__}.reduceat [0, {n})")
        moved = moveaxis(a, axis, -1)
        rows = moved.reshape((prod(moved.shape[:-1]), n)).tolist()
        slices = [slice(i, end if end > i else i + 1) for i, end in pairwise([*starts, n])]
        values = [self._fold(row[part], NoValue) for row in rows for part in slices]
        result = _collected(values, (*moved.shape[:-1], len(starts)), dtype)
        return _delivered(moveaxis(result, -1, axis), out)

    def outer(self, A, B, /):
        """The function of every element of A with every element of B."""
        if self.nin != 2:
            raise ValueError("outer product only supported for binary functions")
        a, b = _core.asarray(A), _core.asarray(B)
        return self(a.reshape(a.shape + (1,) * b.ndim), b)


def _delivered(result, out):
    """The result, or `out` with it."""
    if out is None:
        return single(result)
    out = out[0] if isinstance(out, tuple) else out
    out[...] = result
    return out


def _rows(args):
    """The common shape, and Python's numbers of all arguments, element by element."""
    from .manipulation import broadcast_arrays

    arrays = broadcast_arrays(*(_core.asarray(arg) for arg in args))
    columns = [array.reshape(-1).tolist() for array in arrays]
    return arrays[0].shape, zip(*columns, strict=True)


def _check_core(array, core, sizes):
    """Core dimensions have the sizes that they have elsewhere; new ones are added to `sizes`."""
    for name, length in zip(core, array.shape[array.ndim - len(core) :], strict=True):
        if sizes.setdefault(name, length) != length:
            raise ValueError(
                f"inconsistent size for core dimension {name!r}: {length} vs {sizes[name]}"
            )


def _collected(values, shape, dtype):
    """Numbers as an array of the shape."""
    array = _core.array(values, dtype=dtype)
    if array.shape[1:]:
        raise ValueError("setting an array element with a sequence.")
    return array.reshape(shape)


def frompyfunc(func, /, nin, nout, **kwargs):
    """A Python function of `nin` numbers, with `nout` results, as one of arrays.

    Unlike NumPy's, whose arrays hold objects, the results are arrays of numbers: TypeError where
    the function returns anything else; so do those of `reduce`, `accumulate` and `outer`.

    >>> import rumpy as np
    >>> np.frompyfunc(lambda x, y: x * 10 + y, 2, 1)([1, 2], [[3], [4]])
    array([[13, 23],
           [14, 24]])
    """
    identity = kwargs.pop("identity", NoValue)
    if kwargs:
        raise TypeError(f"frompyfunc() got an unexpected keyword argument '{next(iter(kwargs))}'")
    if not callable(func):
        raise TypeError("function must be callable")
    return _PyFunction(func, nin, nout, identity)


_CORE = re.compile(r"\(\s*(?:\w+(?:\s*,\s*\w+)*)?\s*\)")


def _parse_signature(signature):
    """'(m,n),(n)->(m)' as lists of names: of the inputs, and of the outputs."""
    sides = signature.replace(" ", "").split("->")
    parsed = []
    for side in sides:
        cores = _CORE.findall(side)
        if len(sides) != 2 or ",".join(cores) != side or not cores:
            raise ValueError(f"not a valid gufunc signature: {signature}")
        parsed.append([[name for name in core[1:-1].split(",") if name] for core in cores])
    return parsed


class vectorize:
    """A Python function of numbers, called with each element of arrays.

    otypes: a string of type codes or a list of dtypes, one for each result (else that of the
    first). excluded: positions and names of arguments that are passed on as they are. cache: the
    first call, which finds the types, counts. signature: as '(m,n),(n)->(m)', for a function of
    vectors or matrices. Without a function it is a decorator. Errors: ValueError.

    >>> import rumpy as np
    >>> @np.vectorize
    ... def larger(a, b):
    ...     return a if a > b else b
    >>> larger([1, 5, 3], 2)
    array([2, 5, 3])
    """

    def __init__(
        self, pyfunc=NoValue, otypes=None, doc=None, excluded=None, cache=False, signature=None
    ):
        if pyfunc is not NoValue and not callable(pyfunc):
            raise TypeError("When used as a decorator, only accepts keyword arguments.")
        if isinstance(otypes, str):
            for code in otypes:
                if code not in "?bBhHiIlLqQefdFD":
                    raise ValueError(f"Invalid otype specified: {code}")
            otypes = list(otypes)
        elif otypes is not None:
            try:
                otypes = [_core.dtype(given) for given in otypes]
            except TypeError as error:
                if "iterable" in str(error):
                    raise ValueError("Invalid otype specification") from None
                raise
        self.pyfunc = pyfunc
        self.otypes = otypes
        self.cache = cache
        self.signature = signature
        self.excluded = set(excluded) if excluded is not None else set()
        self._cores = _parse_signature(signature) if signature is not None else None
        self.__doc__ = doc
        if pyfunc is not NoValue:
            self._adopt(pyfunc, doc)

    def _adopt(self, pyfunc, doc):
        self.pyfunc = pyfunc
        self.__name__ = getattr(pyfunc, "__name__", type(pyfunc).__name__)
        self.__wrapped__ = pyfunc
        self.__doc__ = doc if doc is not None else pyfunc.__doc__

    def __call__(self, *args, **kwargs):
        if self.pyfunc is NoValue:
            self._adopt(args[0], self.__doc__)
            return self
        places = [i for i in range(len(args)) if i not in self.excluded]
        names = [name for name in kwargs if name not in self.excluded]
        fixed, keywords = list(args), dict(kwargs)

        def call(*row):
            for place, value in zip(places, row, strict=False):
                fixed[place] = value
            for name, value in zip(names, row[len(places) :], strict=True):
                keywords[name] = value
            return self.pyfunc(*fixed, **keywords)

        varied = [*(args[i] for i in places), *(kwargs[name] for name in names)]
        if self._cores is not None:
            return self._call_with_cores(call, varied)
        if not varied:
            return call()
        return self._call_each(call, varied)

    def _call_each(self, call, varied):
        from .manipulation import broadcast_arrays

        arrays = broadcast_arrays(*(_core.asarray(value) for value in varied))
        shape = arrays[0].shape
        if arrays[0].size == 0 and self.otypes is None:
            raise ValueError("cannot call `vectorize` on size 0 inputs unless `otypes` is set")
        flat = [array.reshape(-1) for array in arrays]
        results = [call(*(column[i] for column in flat)) for i in range(arrays[0].size)]
        several = isinstance(results[0], tuple) if results else len(self.otypes) > 1
        columns = list(zip(*results, strict=True)) if several and results else [results]
        if several and not results:
            columns = [[] for _ in self.otypes]
        wrap = wrapper(next((value for value in varied if is_of_subclass(value)), None))
        made = tuple(
            wrap(_collected(list(column), shape, self._otype(i, column)))
            for i, column in enumerate(columns)
        )
        return made if several else made[0]

    def _otype(self, i, column):
        """The dtype asked for, else that of the first result, as in NumPy."""
        if self.otypes is not None:
            return self.otypes[i]
        return _core.asarray(column[0]).dtype

    def _call_with_cores(self, call, varied):
        from .manipulation import broadcast_shapes, stack

        inputs, outputs = self._cores
        if len(varied) != len(inputs):
            raise TypeError(
                f"wrong number of positional arguments: expected {len(inputs)}, got {len(varied)}"
            )
        arrays = [_core.asanyarray(value) for value in varied]
        sizes, batches = {}, []
        for array, core in zip(arrays, inputs, strict=True):
            if array.ndim < len(core):
                raise ValueError(
                    f"{array.ndim}-dimensional argument does not have enough dimensions for all "
                    f"core dimensions {tuple(core)!r}"
                )
            split = array.ndim - len(core)
            batches.append(array.shape[:split])
            _check_core(array, core, sizes)
        shape = broadcast_shapes(*batches)
        spread = [
            _core.broadcast_to(array, shape + array.shape[array.ndim - len(core) :], subok=True)
            for array, core in zip(arrays, inputs, strict=True)
        ]
        results = []
        for index in _core_indices(shape):
            result = call(*(array[index] for array in spread))
            result = result if isinstance(result, tuple) else (result,)
            if len(result) != len(outputs):
                raise ValueError(
                    f"wrong number of outputs from pyfunc: expected {len(outputs)}, got {len(result)}"
                )
            for value, core in zip(result, outputs, strict=True):
                _check_core(_core.asarray(value), core, sizes)
            results.append(result)
        if not results:
            if self.otypes is None:
                raise ValueError("cannot call `vectorize` on size 0 inputs unless `otypes` is set")
            if any(name not in sizes for core in outputs for name in core):
                raise ValueError(
                    "cannot call `vectorize` with a signature including new output dimensions on "
                    "size 0 inputs"
                )
            made = tuple(
                _core.empty(shape + tuple(sizes[name] for name in core), dtype=otype)
                for core, otype in zip(outputs, self.otypes, strict=True)
            )
        else:
            made = tuple(
                self._joined(i, [_core.asanyarray(row[i]) for row in results], shape, stack)
                for i in range(len(outputs))
            )
        return made if len(made) > 1 else made[0]

    def _joined(self, i, values, shape, stack):
        joined = wrapper(values[0])(stack(values).reshape(shape + values[0].shape))
        return joined.astype(self.otypes[i] if self.otypes is not None else values[0].dtype)


def _core_indices(shape):
    from itertools import product

    return product(*(range(length) for length in shape))


def piecewise(x, condlist, funclist, *args, **kw):
    """Each function, or constant, of the elements of x where its condition holds; else 0.

    One function more than conditions: it is for where none of them holds. Later conditions count
    more. Arguments beyond are passed on. Errors: ValueError.

    >>> import rumpy as np
    >>> x = np.linspace(-2.5, 2.5, 6)
    >>> np.piecewise(x, [x < 0, x >= 0], [lambda x: -x, lambda x: x])
    array([2.5, 1.5, 0.5, 0.5, 1.5, 2.5])
    """
    x = _core.asanyarray(x)
    single = not isinstance(condlist, (list, tuple)) and getattr(condlist, "ndim", 0) == 0
    if single or (not isinstance(condlist[0], (list, tuple, _core.ndarray)) and x.ndim != 0):
        condlist = [condlist]
    conditions = _core.asarray(condlist, dtype=bool)
    n, given = len(conditions), len(funclist)
    if n == given - 1:
        conditions = _core.concatenate([conditions, ~conditions.any(axis=0, keepdims=True)])
    elif n != given:
        raise ValueError(f"with {n} condition(s), either {n} or {n + 1} functions are expected")
    y = _core.zeros_like(x)
    for condition, function in zip(conditions, funclist, strict=True):
        if not callable(function):
            y[condition] = function
            continue
        chosen = x[condition]
        if chosen.size > 0:
            y[condition] = function(chosen, *args, **kw)
    return y


def apply_along_axis(func1d, axis, arr, *args, **kwargs):
    """func1d of each vector along an axis; what it returns takes the vector's place.

    Arguments beyond are passed on. Errors: ValueError where an axis is empty, AxisError.

    >>> import rumpy as np
    >>> np.apply_along_axis(lambda v: v[::-1].cumsum(), 1, [[1, 2, 3], [4, 5, 6]])
    array([[ 3,  5,  6],
           [ 6, 11, 15]])
    """
    from .manipulation import _axis, moveaxis, stack

    arr = _core.asanyarray(arr)
    axis = _axis(axis, arr.ndim)
    vectors = moveaxis(arr, axis, -1)
    outer = vectors.shape[:-1]
    results = [_core.asanyarray(func1d(vectors[i], *args, **kwargs)) for i in _core_indices(outer)]
    if not results:
        raise ValueError("Cannot apply_along_axis when any iteration dimensions are 0")
    joined = stack([_core.asarray(result).astype(results[0].dtype) for result in results])
    like = arr if is_of_subclass(arr) else results[0]
    joined = wrapper(like)(joined.reshape(outer + results[0].shape))
    last = range(len(outer), joined.ndim)
    return moveaxis(joined, tuple(last), tuple(axis + i for i in range(len(last))))


def apply_over_axes(func, a, axes):
    """func(a, axis) for one axis after the other; a reduced axis stays with length 1.

    >>> import rumpy as np
    >>> np.apply_over_axes(np.sum, [[1, 2], [3, 4]], [0, 1])
    array([[10]])
    """
    from .manipulation import expand_dims

    value = _core.asarray(a)
    ndim = value.ndim
    for axis in _core.array(axes, ndmin=1).tolist():
        axis += ndim if axis < 0 else 0
        result = func(value, axis)
        if result.ndim != ndim:
            result = expand_dims(result, axis)
            if result.ndim != ndim:
                raise ValueError("function is not returning an array of the correct shape")
        value = result
    return value

"""Iteration over arrays element by element: ndindex, ndenumerate, broadcast, nditer."""

import itertools
import operator

from . import _core
from ._core import asanyarray, asarray, can_cast, empty, result_type
from .lib.stride_tricks import as_strided
from .manipulation import _broadcast_shape


class ndindex:
    """Iterates over the indices of an array of a shape, as tuples, the last axis fastest.

    >>> import rumpy as np
    >>> list(np.ndindex(2, 2))
    [(0, 0), (0, 1), (1, 0), (1, 1)]
    """

    def __init__(self, *shape):
        if len(shape) == 1 and isinstance(shape[0], tuple):
            shape = shape[0]
        lengths = [operator.index(n) for n in shape]
        if any(n < 0 for n in lengths):
            raise ValueError("negative dimensions are not allowed")
        self._indices = itertools.product(*map(range, lengths))

    def __iter__(self):
        return self

    def __next__(self):
        return next(self._indices)


class ndenumerate:
    """Iterates over pairs of an index and the element there.

    >>> import rumpy as np
    >>> [(i, int(x)) for i, x in np.ndenumerate([[1, 2]])]
    [((0, 0), 1), ((0, 1), 2)]
    """

    def __init__(self, arr):
        arr = asarray(arr)
        self._pairs = zip(ndindex(*arr.shape), arr.flat, strict=True)

    def __iter__(self):
        return self

    def __next__(self):
        return next(self._pairs)


class broadcast:
    """Arrays broadcast together: their common shape, and an iterator over tuples of elements.

    >>> import rumpy as np
    >>> b = np.broadcast([1, 2, 3], [[4], [5]])
    >>> b.shape, b.size
    ((2, 3), 6)
    """

    def __init__(self, *arrays):
        if len(arrays) > 64:
            raise ValueError("Need at least 0 and at most 64 array objects.")
        given = []
        for a in arrays:
            given += a._arrays if isinstance(a, broadcast) else [asanyarray(a)]
        self._arrays = given
        self.shape = _broadcast_shape(given)
        self.ndim = self.nd = len(self.shape)
        self.numiter = len(given)
        self.size = 1
        for n in self.shape:
            self.size *= n
        self.reset()

    def reset(self):
        """Begins again."""
        self.index = 0
        self.iters = tuple(_core.broadcast_to(a, self.shape).flat for a in self._arrays)

    def __iter__(self):
        return self

    def __next__(self):
        if self.index >= self.size:
            raise StopIteration
        self.index += 1
        return tuple(next(it) for it in self.iters)


# --- nditer -----------------------------------------------------------------------------------------

_FLAGS = {
    "buffered", "c_index", "common_dtype", "copy_if_overlap", "delay_bufalloc", "external_loop",
    "f_index", "grow_inner", "growinner", "multi_index", "ranged", "reduce_ok", "refs_ok",
    "zerosize_ok",
}  # fmt: skip
_OP_FLAGS = {
    "readonly", "readwrite", "writeonly", "allocate", "no_broadcast", "nbo", "aligned", "contig",
    "copy", "updateifcopy", "no_subtype", "arraymask", "writemasked", "virtual",
    "overlap_assume_elementwise",
}  # fmt: skip


class _Operand:
    """An array of an nditer: what it is, and how it is walked."""

    def __init__(self, given, flags):
        self.given, self.flags = given, flags
        self.reads = "writeonly" not in flags
        self.writes = bool(flags & {"readwrite", "writeonly"})
        self.array = given  # what the iterator reads and writes: a copy if of another dtype
        self.view = None  # of the iteration's shape


class nditer:
    """Iterates over one or several arrays, broadcast together, in an order that suits their memory.

    flags: multi_index, c_index, f_index (the position is tracked), external_loop (whole
    one-dimensional pieces instead of elements), buffered, common_dtype, reduce_ok, zerosize_ok,
    refs_ok, copy_if_overlap. op_flags, for each operand: readonly, readwrite, writeonly, allocate
    (where the operand is None), no_broadcast, copy. op_dtypes: the types to see the operands as,
    which needs "buffered" or "copy". order: "C", "F", "A", or "K" (as in memory). op_axes: which
    axis of each operand (-1: a new one) each axis of the iteration is.

    Used as a context manager, or run to its end, it writes what was written to copies back.

    >>> import rumpy as np
    >>> a = np.arange(3)
    >>> with np.nditer(a, op_flags=["readwrite"]) as it:
    ...     for x in it:
    ...         x[...] = 2 * x
    >>> a
    array([0, 2, 4])
    """

    def __init__(
        self,
        op,
        flags=None,
        op_flags=None,
        op_dtypes=None,
        order="K",
        casting="safe",
        op_axes=None,
        itershape=None,
        buffersize=0,
    ):
        flags = set(flags or ())
        for flag in flags - _FLAGS:
            raise ValueError(f'Unexpected iterator global flag "{flag}"')
        if "multi_index" in flags and "external_loop" in flags:
            raise ValueError(
                "Iterator flag EXTERNAL_LOOP cannot be used if an index or multi-index is being "
                "tracked"
            )
        if "external_loop" in flags and flags & {"c_index", "f_index"}:
            raise ValueError(
                "Iterator flag EXTERNAL_LOOP cannot be used if an index or multi-index is being "
                "tracked"
            )
        self._flags, self._buffersize = flags, buffersize or 8192
        given = list(op) if isinstance(op, (tuple, list)) else [op]
        if not given:
            raise ValueError("Must provide at least one operand")
        if len(given) > 64:
            raise ValueError("Too many operands")
        self.nop = len(given)
        self._ops = [
            _Operand(a if a is None else asanyarray(a), own)
            for a, own in zip(given, self._operand_flags(given, op_flags), strict=True)
        ]
        self._op_axes = self._checked_op_axes(op_axes)
        self._set_dtypes(op_dtypes, casting)
        self._set_shape(itershape)
        self._set_order(order)
        self._allocate()
        self._make_views()
        if self.itersize == 0 and "zerosize_ok" not in flags:
            raise ValueError("Iteration of zero-sized operands is not enabled")
        self.reset()

    # --- the operands ---

    def _operand_flags(self, given, op_flags):
        if op_flags is None:
            op_flags = [["readonly"] if a is not None else ["writeonly", "allocate"] for a in given]
        elif all(isinstance(flag, str) for flag in op_flags):
            op_flags = [op_flags] * len(given)
        if len(op_flags) != len(given):
            raise ValueError("op_flags must be a tuple or array of per-op flag-tuples")
        result = []
        for a, own in zip(given, op_flags, strict=True):
            own = {own} if isinstance(own, str) else set(own)
            for flag in own - _OP_FLAGS:
                raise ValueError(f'Unexpected per-op iterator flag "{flag}"')
            modes = own & {"readonly", "readwrite", "writeonly"}
            if len(modes) != 1:
                if not modes and "allocate" in own:
                    own.add("writeonly")
                else:
                    raise ValueError(
                        "None of the iterator flags READWRITE, READONLY, or WRITEONLY were "
                        "specified for an operand"
                        if not modes
                        else "Only one of the iterator flags READWRITE, READONLY, and WRITEONLY may "
                        "be specified for an operand"
                    )
            if a is None and "allocate" not in own:
                raise ValueError(
                    "Iterator operand was NULL, but automatic allocation as an output wasn't "
                    "requested"
                )
            if "writemasked" in own and "readonly" in own:
                raise ValueError(
                    "The iterator flag WRITEMASKED may only be used with READWRITE or WRITEONLY"
                )
            if {"writemasked", "arraymask"} <= own:
                raise ValueError(
                    "The iterator flag WRITEMASKED may not be used together with ARRAYMASK"
                )
            if "virtual" in own and "readwrite" not in own:
                raise ValueError(
                    "The iterator flag VIRTUAL should be be used together with READWRITE"
                )
            result.append(own)
        self._check_mask(result)
        return result

    def _check_mask(self, op_flags):
        """Where one operand is the mask of others' writing, both must say so. Nothing else comes of it:
        who iterates looks at the mask."""
        masks = sum("arraymask" in own for own in op_flags)
        masked = any("writemasked" in own for own in op_flags)
        if masks > 1:
            raise ValueError("Only one iterator operand may receive an ARRAYMASK flag")
        if masked and not masks:
            raise ValueError(
                "An iterator operand was flagged as WRITEMASKED, but no ARRAYMASK operand was given to "
                "supply the mask"
            )
        if masks and not masked:
            raise ValueError(
                "An iterator operand was flagged as the ARRAYMASK, but no WRITEMASKED operands were "
                "given to use the mask"
            )

    def _checked_op_axes(self, op_axes):
        if op_axes is None:
            return None
        if len(op_axes) != self.nop:
            raise ValueError("op_axes must be a tuple/list matching the number of ops")
        return [
            None if axes is None else [-1 if i is None else i for i in axes] for axes in op_axes
        ]

    def _set_dtypes(self, op_dtypes, casting):
        if op_dtypes is None:
            wanted = [None] * self.nop
        elif isinstance(op_dtypes, (list, tuple)):
            wanted = list(op_dtypes)
            if len(wanted) != self.nop:
                raise ValueError("op_dtypes must be a tuple/list matching the number of ops")
        else:
            wanted = [op_dtypes] * self.nop
        inputs = [o.given for o in self._ops if o.given is not None]
        common = result_type(*inputs) if inputs else _core.dtype(float)
        copying = "buffered" in self._flags
        dtypes = []
        for k, (o, dtype) in enumerate(zip(self._ops, wanted, strict=True)):
            if dtype is not None:
                dtype = _core.dtype(dtype)
            elif "common_dtype" in self._flags or o.given is None:
                dtype = common
            else:
                dtype = o.given.dtype
            dtypes.append(dtype)
            if o.given is None:
                continue
            if o.writes and not o.given.flags.writeable:
                raise ValueError("output array is read-only")
            if dtype == o.given.dtype:
                continue
            if not (copying or o.flags & {"copy", "updateifcopy"}):
                raise TypeError(
                    "Iterator operand required copying or buffering, but neither copying nor "
                    "buffering was enabled"
                )
            if o.reads and not can_cast(o.given.dtype, dtype, casting):
                raise TypeError(
                    f"Iterator operand {k} dtype could not be cast from {o.given.dtype!r} to "
                    f"{dtype!r} according to the rule '{casting}'"
                )
            if o.writes and not can_cast(dtype, o.given.dtype, casting):
                raise TypeError(
                    f"Iterator requested dtype could not be cast from {dtype!r} to "
                    f"{o.given.dtype!r}, the operand {k} dtype, according to the rule '{casting}'"
                )
            o.array = o.given.astype(dtype)
        self.dtypes = tuple(dtypes)

    # --- the shape ---

    def _axes_of(self, k, ndim):
        """For each axis of the iteration, that of the operand, or -1."""
        axes = self._op_axes and self._op_axes[k]
        if axes is not None:
            return axes
        own = self._ops[k].given.ndim
        return [-1] * (ndim - own) + list(range(own))

    def _set_shape(self, itershape):
        known = [o for o in self._ops if o.given is not None]
        if self._op_axes is not None:
            ndim = max(len(axes) for axes in self._op_axes if axes is not None)
        else:
            ndim = max((o.given.ndim for o in known), default=0)
        if itershape is not None:
            itershape = tuple(itershape) if hasattr(itershape, "__iter__") else (itershape,)
            ndim = max(ndim, len(itershape)) if self._op_axes is None else ndim
        shape = [1] * ndim if itershape is None else [n if n >= 0 else 1 for n in itershape]
        shapes = []
        for k, o in enumerate(self._ops):
            if o.given is None:
                continue
            lengths = [o.given.shape[i] if i >= 0 else 1 for i in self._axes_of(k, ndim)]
            shapes.append(lengths)
            for axis, n in enumerate(lengths):
                if n != 1 and shape[axis] not in (1, n):
                    texts = " ".join(str(p.given.shape).replace(" ", "") for p in known)
                    raise ValueError(
                        f"operands could not be broadcast together with shapes {texts} "
                    )
                if n != 1:
                    shape[axis] = n
        self._shape = tuple(shape)
        self.itersize = 1
        for n in shape:
            self.itersize *= n
        for k, o in enumerate(self._ops):
            if o.given is None:
                continue
            lengths = [o.given.shape[i] if i >= 0 else 1 for i in self._axes_of(k, ndim)]
            if tuple(lengths) == self._shape:
                continue
            if "no_broadcast" in o.flags:
                raise ValueError(
                    "non-broadcastable operand with shape "
                    f"{str(o.given.shape).replace(' ', '')} doesn't match the broadcast shape "
                    f"{str(self._shape).replace(' ', '')}"
                )
            if o.writes and "reduce_ok" not in self._flags:
                axis = next(i for i, n in enumerate(lengths) if n != self._shape[i])
                raise ValueError(
                    "output operand requires a reduction along dimension "
                    f"{len(lengths) - 1 - axis}, but the "
                    "reduction is not enabled. The dimension size of 1 does not match the expected "
                    "output shape."
                )

    def _strides(self, k):
        """The operand's strides along the axes of the iteration."""
        a = self._ops[k].array
        axes = self._axes_of(k, len(self._shape))
        return [a.strides[i] if i >= 0 and a.shape[i] != 1 else 0 for i in axes]

    def _set_order(self, order):
        """self._perm: the iteration's axes, slowest first; self._flipped: those walked backwards."""
        if order not in ("C", "F", "A", "K"):
            raise ValueError(f"order must be one of 'C', 'F', 'A', or 'K' (got {order!r})")
        ndim = len(self._shape)
        self._perm, self._flipped = list(range(ndim)), set()
        walked = [self._strides(k) for k, o in enumerate(self._ops) if o.given is not None]
        if order == "A":
            arrays = [o.given for o in self._ops if o.given is not None]
            fortran = all(a.flags.f_contiguous and not a.flags.c_contiguous for a in arrays)
            order = "F" if fortran and arrays else "C"
        if order == "F":
            self._perm.reverse()
        if order != "K":
            return
        for axis in range(ndim):
            steps = [strides[axis] for strides in walked]
            if any(s < 0 for s in steps) and all(s <= 0 for s in steps):
                self._flipped.add(axis)

        def before(i, j):
            """Whether axis i is slower than j, by the first operand that knows; None: neither."""
            for strides in walked:
                a, b = abs(strides[i]), abs(strides[j])
                if a and b and a != b:
                    return a > b
            return None

        ordered = []
        for axis in self._perm:
            place = len(ordered)
            for at in range(len(ordered) - 1, -1, -1):
                slower = before(axis, ordered[at])
                if slower:
                    place = at
                elif slower is False:
                    break
            ordered.insert(place, axis)
        self._perm = ordered

    def _allocate(self):
        ndim = len(self._shape)
        for k, o in enumerate(self._ops):
            if o.given is not None:
                continue
            axes = self._op_axes and self._op_axes[k]
            if axes is None:
                axes = list(range(ndim))
            own = [i for i in axes if i >= 0]
            shape = [0] * len(own)
            for axis, i in enumerate(axes):
                if i >= 0:
                    shape[i] = self._shape[axis]
            slowest = [axes[axis] for axis in self._perm if axes[axis] >= 0]
            made = empty([shape[i] for i in slowest], self.dtypes[k])
            o.given = o.array = made.transpose([slowest.index(i) for i in range(len(slowest))])
            if len(own) != ndim and "reduce_ok" not in self._flags:
                raise ValueError(
                    "output operand requires a reduction along dimension "
                    f"{next(i for i, a in enumerate(axes) if a < 0)}, but the reduction is not "
                    "enabled. The dimension size of 1 does not match the expected output shape."
                )
            self._op_axes = self._op_axes or [None] * self.nop
            self._op_axes[k] = axes

    def _make_views(self):
        """Each operand as an array of the iteration's shape, axes in the order of the walk."""
        for k, o in enumerate(self._ops):
            view = as_strided(o.array, self._shape, self._strides(k), writeable=o.writes)
            view = view[
                tuple(slice(None, None, -1 if i in self._flipped else 1) for i in range(view.ndim))
            ]
            o.view = view.transpose(self._perm) if view.ndim else view
            if not o.writes and o.view.flags.writeable:
                o.view.flags.writeable = False
        if not self.has_index and not self.has_multi_index:
            self._merge_axes()

    def _merge_axes(self):
        """Axes that follow each other evenly in all operands become one: their index is not asked
        for."""
        views = [o.view for o in self._ops]
        lengths, steps = [], []
        for axis, n in enumerate(views[0].shape):
            strides = [v.strides[axis] for v in views]
            if n == 1:
                continue
            if steps and all(s == t * n for s, t in zip(steps[-1], strides, strict=True)):
                lengths[-1] *= n
                steps[-1] = strides
            else:
                lengths.append(n)
                steps.append(strides)
        for k, o in enumerate(self._ops):
            strides = [step[k] for step in steps]
            o.view = as_strided(o.view, lengths, strides, writeable=o.view.flags.writeable)

    # --- the walk ---

    def reset(self):
        """Begins again."""
        self._pieces = self._cut() if "external_loop" in self._flags else None
        self._steps = self.itersize if self._pieces is None else len(self._pieces)
        views = [o.view for o in self._ops]
        self._lines = views if views[0].ndim == 1 and self._pieces is None else None
        self._at = 0
        self._begun = False
        self._load()

    def _cut(self):
        """With external_loop: the pieces that are seen as arrays of one dimension."""
        views = [o.view for o in self._ops]
        shape = views[0].shape
        depth = len(shape)
        inner, step = 1, [None] * len(views)
        while depth > 0:  # axes that follow each other evenly in all operands are one
            axis = depth - 1
            strides = [v.strides[axis] for v in views]
            if shape[axis] != 1:
                if inner > 1 and any(s != t * inner for s, t in zip(strides, step, strict=True)):
                    break
                if inner == 1:
                    step = strides
                inner *= shape[axis]
            depth -= 1
        step = [v.itemsize if s is None else s for v, s in zip(views, step, strict=True)]
        pieces = []
        if self.itersize:
            for index in itertools.product(*map(range, shape[:depth])):
                pieces.append(
                    [
                        as_strided(v[(*index, ...)], (inner,), (s,), writeable=v.flags.writeable)
                        for v, s in zip(views, step, strict=True)
                    ]
                )
        return self._buffered(pieces) if "buffered" in self._flags else pieces

    def _buffered(self, pieces):
        """Pieces of up to buffersize elements; small ones are joined, unless they are written to."""
        n = self._buffersize
        if len(pieces) > 1:
            if any(o.writes for o in self._ops):
                return pieces
            joined = [_core.concatenate([p[k] for p in pieces]) for k in range(self.nop)]
            pieces = [joined]
        return [
            [a[i : i + n] for a in piece]
            for piece in pieces
            for i in range(0, piece[0].shape[0], n)
        ]

    def _load(self):
        """The operands where the walk is now."""
        if self._at >= self._steps:
            self._write_back()
            return
        if self._lines is not None:
            at = (self._at, ...)
            self._values = tuple([line[at] for line in self._lines])
            return
        if self._pieces is not None:
            self._values = tuple(self._pieces[self._at])
            return
        views = [o.view for o in self._ops]
        index, rest = [], self._at
        for n in reversed(views[0].shape):
            rest, i = divmod(rest, n)
            index.append(i)
        self._walked = tuple(reversed(index))
        self._values = tuple([v[(*self._walked, ...)] for v in views])

    def iternext(self):
        """Moves on; whether there is more."""
        if not self.finished:
            self._at += 1
            self._load()
        return not self.finished

    def __iter__(self):
        return self

    def __next__(self):
        if self._begun:
            self._at += 1
            self._load()
        self._begun = True
        if self._at >= self._steps:
            raise StopIteration
        return self._values[0] if self.nop == 1 else self._values

    @property
    def finished(self):
        """Whether the walk is at its end."""
        return self._at >= self._steps

    @property
    def value(self):
        """The operands where the walk is: one array, or a tuple of them."""
        if self.finished:
            raise ValueError("Iterator is past the end")
        return self._values[0] if self.nop == 1 else self._values

    def __len__(self):
        return self.nop

    def __getitem__(self, k):
        if self.finished:
            raise ValueError("Iterator is past the end")
        return self._values[k]

    def __setitem__(self, k, value):
        if self.finished:
            raise ValueError("Iterator is past the end")
        if not isinstance(k, slice):
            n = self.nop
            if not -n <= k < n:
                raise IndexError(f"Iterator operand index {k} is out of bounds")
            if not self._ops[k].writes:
                raise RuntimeError(f"Iterator operand {k} is not writeable")
            self._values[k][...] = value
            return
        for i, one in zip(range(self.nop)[k], value, strict=True):
            self[i] = one

    # --- positions ---

    def _position(self):
        if self.finished:
            raise ValueError("Iterator is past the end")
        index = [0] * len(self._perm)
        walked = (self._at,) if self._lines is not None else self._walked
        for axis, i in zip(self._perm, walked, strict=True):
            index[axis] = self._shape[axis] - 1 - i if axis in self._flipped else i
        return tuple(index)

    @property
    def multi_index(self):
        """The position, as an index of each axis."""
        if "multi_index" not in self._flags:
            raise ValueError("Iterator is not tracking a multi-index")
        return self._position()

    @multi_index.setter
    def multi_index(self, index):
        if "multi_index" not in self._flags:
            raise ValueError("Iterator is not tracking a multi-index")
        index = tuple(operator.index(i) for i in index)
        if len(index) != len(self._shape):
            raise ValueError("Wrong number of indices")
        at = 0
        for axis in self._perm:
            i = index[axis]
            if not 0 <= i < self._shape[axis]:
                raise ValueError(
                    "Iterator GotoMultiIndex called with an out-of-bounds multi-index."
                )
            i = self._shape[axis] - 1 - i if axis in self._flipped else i
            at = at * self._shape[axis] + i
        self._at = at
        self._load()

    @property
    def index(self):
        """The position in the flattened array, with the flag c_index or f_index."""
        if not self.has_index:
            raise ValueError("Iterator does not have an index")
        pairs = list(zip(self._position(), self._shape, strict=True))
        if "f_index" in self._flags:
            pairs.reverse()
        flat = 0
        for i, n in pairs:
            flat = flat * n + i
        return flat

    @property
    def iterindex(self):
        """How many elements were passed."""
        if self._pieces is None:
            return self._at
        return sum(piece[0].size for piece in self._pieces[: self._at])

    @iterindex.setter
    def iterindex(self, at):
        if not 0 <= at < self.itersize:
            raise ValueError(
                "Iterator GotoIterIndex called with an iterindex outside the iteration range."
            )
        if self._pieces is not None:
            raise ValueError(
                "Cannot call GotoIterIndex on an iterator which has the flag EXTERNAL_LOOP"
            )
        self._at = at
        self._load()

    @property
    def iterrange(self):
        """The first and the last position (exclusive)."""
        return (0, self.itersize)

    @property
    def shape(self):
        """The iteration's shape; with a multi-index the broadcast one."""
        if "multi_index" in self._flags:
            return self._shape
        return tuple(n for n in self._coalesced())

    @property
    def ndim(self):
        """The number of the iteration's axes."""
        return len(self.shape)

    def _coalesced(self):
        """Lengths of the axes after merging those that all operands walk evenly."""
        if self.has_index:
            return [self._shape[axis] for axis in self._perm]
        lengths, last = [], None
        views = [o.view for o in self._ops]
        for axis in range(views[0].ndim):
            n = views[0].shape[axis]
            strides = [v.strides[axis] for v in views]
            if n == 1 and views[0].ndim > 1:
                continue
            if last is not None and all(s == t * n for s, t in zip(last, strides, strict=True)):
                lengths[-1] *= n
            else:
                lengths.append(n)
            last = strides
        return lengths or [1]

    @property
    def has_multi_index(self):
        """Whether multi_index is tracked."""
        return "multi_index" in self._flags

    @property
    def has_index(self):
        """Whether index is tracked."""
        return bool(self._flags & {"c_index", "f_index"})

    @property
    def has_delayed_bufalloc(self):
        """Whether buffers are yet to be made: never, here."""
        return False

    iterationneedsapi = False

    @property
    def operands(self):
        """The arrays, those allocated among them."""
        if self._ops is None:
            raise ValueError("Iterator is closed")
        return tuple(o.given for o in self._ops)

    @property
    def itviews(self):
        """The arrays as the iterator walks them."""
        return tuple(o.view for o in self._ops)

    def remove_multi_index(self):
        """Stops tracking multi_index, and begins again."""
        if "multi_index" not in self._flags:
            raise ValueError("Iterator is not tracking a multi-index")
        self._flags.discard("multi_index")
        self.reset()

    def remove_axis(self, i):
        """Leaves an axis out, and begins again."""
        if "multi_index" not in self._flags:
            raise ValueError("Iterator is not tracking a multi-index")
        place = self._perm.index(i)
        for o in self._ops:
            o.view = o.view[(slice(None),) * place + (0,)]
        self._shape = self._shape[:i] + self._shape[i + 1 :]
        self._perm = [axis - (axis > i) for axis in self._perm if axis != i]
        self._flipped = {axis - (axis > i) for axis in self._flipped if axis != i}
        self.itersize = 1
        for n in self._shape:
            self.itersize *= n
        self.reset()

    def enable_external_loop(self):
        """From now on whole pieces are given; begins again."""
        if self._flags & {"multi_index", "c_index", "f_index"}:
            raise ValueError(
                "Iterator flag EXTERNAL_LOOP cannot be used if an index or multi-index is being "
                "tracked"
            )
        self._flags.add("external_loop")
        self.reset()

    def copy(self):
        """An iterator at the same place."""
        other = object.__new__(nditer)
        other.__dict__.update(self.__dict__)
        other._flags = set(self._flags)
        return other

    __copy__ = copy

    # --- the end ---

    def _write_back(self):
        for o in self._ops:
            if o.writes and o.array is not o.given:
                o.given[...] = o.array

    def close(self):
        """Writes copies back; the iterator can't be used any more."""
        self._write_back()

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        self.close()


def nested_iters(
    op,
    axes,
    flags=None,
    op_flags=None,
    op_dtypes=None,
    order="K",
    casting="safe",
    buffersize=0,
):
    """nditers for nested loops, each over some of the axes; moving one resets those within it.

    >>> import rumpy as np
    >>> i, j = np.nested_iters(np.arange(6).reshape(2, 3), [[0], [1]])
    >>> [[int(x) for x in j] for _ in i]
    [[0, 1, 2], [3, 4, 5]]
    """
    arrays = list(op) if isinstance(op, (tuple, list)) else [op]
    arrays = [asanyarray(a) for a in arrays]
    if len(axes) < 2:
        raise ValueError("axes must have at least 2 entries for nested iteration")
    return tuple(_nested(arrays, axes, flags, op_flags, op_dtypes, order, casting, buffersize))


class _Outer(nditer):
    """An nditer that places those within it where it stands itself."""

    _inner = None

    def _load(self):
        super()._load()
        if self._inner is not None and not self.finished:
            self._inner._place(self._values)

    def _place(self, values):
        for o, value in zip(self._ops, values, strict=True):
            o.view = as_strided(
                value, o.view.shape, o.view.strides, writeable=o.view.flags.writeable
            )
        self.reset()


def _nested(arrays, axes, flags, op_flags, op_dtypes, order, casting, buffersize):
    levels = []
    outermost = set(flags or ()) - {"external_loop", "buffered"}
    ndim = max(a.ndim for a in arrays)
    for depth, own in enumerate(axes):
        last = depth == len(axes) - 1
        op_axes = [[i - (ndim - a.ndim) if i >= ndim - a.ndim else -1 for i in own] for a in arrays]
        level = _Outer(
            arrays,
            flags if last else outermost,
            op_flags,
            op_dtypes if last else None,
            order,
            casting,
            op_axes,
            None,
            buffersize if last else 0,
        )
        levels.append(level)
    for outer, inner in zip(levels, levels[1:], strict=False):
        outer._inner = inner
    for level in levels[:-1]:
        level.reset()
    return levels

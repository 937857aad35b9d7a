"""Questions about types: which kind, which is the smallest, what a code means."""

from . import _core

# The scalar classes by NumPy's kinds of `isdtype`.
_BOOLS = {_core.bool}
_SIGNED = {_core.int8, _core.int16, _core.int32, _core.int64}
_UNSIGNED = {_core.uint8, _core.uint16, _core.uint32, _core.uint64}
_REALS = {_core.float16, _core.float32, _core.float64}
_COMPLEX = {_core.complex64, _core.complex128}
_KINDS = {
    "bool": _BOOLS,
    "signed integer": _SIGNED,
    "unsigned integer": _UNSIGNED,
    "integral": _SIGNED | _UNSIGNED,
    "real floating": _REALS,
    "complex floating": _COMPLEX,
    "numeric": _SIGNED | _UNSIGNED | _REALS | _COMPLEX,
}
_ALL = _BOOLS | _KINDS["numeric"]

typecodes = {
    "Character": "",
    "Integer": "bhilqnp",
    "UnsignedInteger": "BHILQNP",
    "Float": "efd",
    "Complex": "FD",
    "AllInteger": "bBhHiIlLqQnNpP",
    "AllFloat": "efdFD",
    "Datetime": "",
    "All": "?bhilqnpBHILQNPefdFD",
}

ScalarType = (
    int, float, complex, bool, *sorted(_ALL, key=lambda t: (t.__name__.rstrip("0123456789"),
                                                            _core.dtype(t).itemsize)),
)  # fmt: skip

sctypeDict = {  # noqa: N816  (NumPy's name)
    name: _core.dtype(name).type
    for name in """
        bool bool_ byte cdouble complex complex128 complex64 csingle double float float16 float32
        float64 half int int16 int32 int64 int8 int_ intc intp long longlong short single ubyte uint
        uint16 uint32 uint64 uint8 uintc uintp ulong ulonglong ushort
    """.split()
}

_DESCRIPTIONS = {
    "S1": "character", "?": "bool", "b": "signed char", "B": "unsigned char", "h": "short",
    "H": "unsigned short", "i": "integer", "I": "unsigned integer", "l": "long integer",
    "L": "unsigned long integer", "q": "long long integer", "Q": "unsigned long long integer",
    "f": "single precision", "d": "double precision", "g": "long precision",
    "F": "complex single precision", "D": "complex double precision",
    "G": "complex long double precision", "S": "string", "U": "unicode", "V": "void", "O": "object",
}  # fmt: skip

_BY_SIZE = "GDFgdfQqLlIiHhBb?"


def _scalar_class(obj):
    """The scalar class of a dtype or the class itself; None for anything else."""
    if isinstance(obj, _core.dtype):
        return obj.type
    return obj if isinstance(obj, type) and obj in _ALL else None


def isdtype(dtype, kind):
    """Whether a dtype is of a kind: 'bool', 'signed integer', 'unsigned integer', 'integral', 'real
    floating', 'complex floating', 'numeric', a dtype, or any of a tuple of these.

    TypeError for what is no dtype, ValueError for an unknown kind.

    >>> import rumpy as np
    >>> np.isdtype(np.float32, "real floating")
    True
    >>> np.isdtype(np.int8, (np.int64, "complex floating"))
    False
    """
    own = _scalar_class(dtype)
    if own is None:
        raise TypeError(f"dtype argument must be a NumPy dtype, but it is a {type(dtype)}.")
    wanted = set()
    for one in kind if isinstance(kind, tuple) else (kind,):
        if isinstance(one, str):
            if one not in _KINDS:
                raise ValueError(
                    f"kind argument is a string, but {one!r} is not a known kind name."
                )
            wanted |= _KINDS[one]
            continue
        cls = _scalar_class(one)
        if cls is None:
            raise TypeError(
                f"kind argument must be comprised of NumPy dtypes or strings only, "
                f"but is a {type(one)}."
            )
        wanted.add(cls)
    return own in wanted


def issubdtype(arg1, arg2):
    """Whether the first type is the second or below it in the tree of scalar classes.

    >>> import rumpy as np
    >>> np.issubdtype(np.float32, np.floating), np.issubdtype("i4", np.signedinteger)
    (True, True)
    """
    below, above = (
        arg if isinstance(arg, type) and issubclass(arg, _core.generic) else _core.dtype(arg).type
        for arg in (arg1, arg2)
    )
    return issubclass(below, above)


def min_scalar_type(a, /):
    """The smallest dtype that holds a scalar's value; of an array with dimensions, its own.

    OverflowError for integers beyond 64 bits.

    >>> import rumpy as np
    >>> np.min_scalar_type(260), np.min_scalar_type(-1), np.min_scalar_type(1e10)
    (dtype('uint16'), dtype('int8'), dtype('float32'))
    """
    a = _core.asarray(a)
    if a.ndim > 0 or a.dtype.kind == "b":
        return a.dtype
    value = a.item()
    if a.dtype.kind in "iu":
        kind = "u" if value >= 0 else "i"
        needed = (value if value >= 0 else ~value).bit_length() + (value < 0)
        return _core.dtype(kind + str(next(size for size in (1, 2, 4, 8) if needed <= 8 * size)))
    if a.dtype.kind == "c":
        wide = any(3.4e38 <= abs(part) < float("inf") for part in (value.real, value.imag))
        return _core.dtype("c16" if wide else "c8")
    if value != value or abs(value) == float("inf") or abs(value) < 65000:
        return _core.dtype("f2")
    return _core.dtype("f4" if abs(value) < 3.4e38 else "f8")


def common_type(*arrays):
    """The scalar class of floating-point numbers in which the arrays meet; integers: float64.

    TypeError for bool.

    >>> import rumpy as np
    >>> np.common_type(np.ones(2, "f4"), np.ones(2, "i1"))
    <class 'rumpy.float64'>
    """
    size = 2
    for a in arrays:
        kind = a.dtype.kind
        if kind not in "iufc":
            raise TypeError("can't get common type for non-numeric array")
        own = 8 if kind in "iu" else a.dtype.itemsize // (2 if kind == "c" else 1)
        size = max(size, own)
    if any(a.dtype.kind == "c" for a in arrays):
        return _core.dtype(f"c{2 * size}").type
    return _core.dtype(f"f{size}").type


def mintypecode(typechars, typeset="GDFgdf", default="d"):
    """The code, out of `typeset`, of the smallest type that holds all of `typechars` (codes or
    arrays); `default` where none is of the set.

    >>> import rumpy as np
    >>> np.mintypecode(["d", "F"]), np.mintypecode("ib")
    ('D', 'd')
    """
    codes = {
        one if isinstance(one, str) and one else _core.asarray(one).dtype.char for one in typechars
    }
    known = {code for code in codes if code in typeset}
    if not known:
        return default
    if {"F", "d"} <= known:
        return "D"
    return min(known, key=_BY_SIZE.index)


def typename(char):
    """What a type's code means, in words. KeyError for others.

    >>> import rumpy as np
    >>> np.typename("d")
    'double precision'
    """
    return _DESCRIPTIONS[char]

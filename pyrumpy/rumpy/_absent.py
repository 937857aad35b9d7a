"""What `import rumpy as np` doesn't have: names that NumPy has, and names that NumPy had once. Asked for
one of them, rumpy says what else to do.
"""

STRINGS = "string dtypes are not supported"
DATES = "datetime64 and timedelta64 are not supported"
RECORDS = "structured dtypes are not supported"
LONGDOUBLE = "long double is not supported"
MATRIX = "numpy.matrix is left out: use two-dimensional arrays and @"
MASKED = "numpy.ma is left out"
BUILD = "of use for building extensions in C or Fortran only"

# NumPy's names that there aren't, and why.
ABSENT = {
    "asmatrix": MATRIX,
    "bmat": MATRIX,
    "busday_count": DATES,
    "busday_offset": DATES,
    "busdaycalendar": DATES,
    "char": STRINGS,
    "complex256": LONGDOUBLE,
    "core": "an alias of NumPy's private modules, deprecated",
    "ctypeslib": "ctypes takes buffers: ctypes.c_double.from_buffer(a)",
    "datetime_as_string": DATES,
    "datetime_data": DATES,
    "f2py": BUILD,
    "float128": LONGDOUBLE,
    "fromregex": RECORDS,
    "get_include": BUILD,
    "is_busday": DATES,
    "ma": MASKED,
    "matrix": MATRIX,
    "rec": RECORDS,
    "recarray": RECORDS,
    "record": RECORDS,
    "strings": STRINGS,
    "test": "rumpy's tests are run from its repository (make test)",
    "typing": "rumpy has no type stubs yet",
}

# Names that NumPy 2.0 removed, and NumPy's advice.
REMOVED = {
    "Inf": "Use `np.inf` instead.",
    "Infinity": "Use `np.inf` instead.",
    "NINF": "Use `-np.inf` instead.",
    "NZERO": "Use `-0.0` instead.",
    "NaN": "Use `np.nan` instead.",
    "PINF": "Use `np.inf` instead.",
    "PZERO": "Use `0.0` instead.",
    "add_newdoc_ufunc": "It's an internal function and doesn't have a replacement.",
    "alltrue": "Use `np.all` instead.",
    "asfarray": "Use `np.asarray` with a proper dtype instead.",
    "byte_bounds": "Now it's available under `np.lib.array_utils.byte_bounds`",
    "cast": "Use `np.asarray(arr, dtype=dtype)` instead.",
    "cfloat": "Use `np.complex128` instead.",
    "clongfloat": "Use `np.clongdouble` instead.",
    "complex_": "Use `np.complex128` instead.",
    "deprecate": (
        "Emit `DeprecationWarning` with `warnings.warn` directly, or use `typing.deprecated`."
    ),
    "deprecate_with_doc": (
        "Emit `DeprecationWarning` with `warnings.warn` directly, or use `typing.deprecated`."
    ),
    "fastCopyAndTranspose": "Use `arr.T.copy()` instead.",
    "find_common_type": (
        "Use `numpy.promote_types` or `numpy.result_type` instead. To achieve semantics for "
        "the `scalar_types` argument, use `numpy.result_type` and pass the Python values `0`,"
        " `0.0`, or `0j`."
    ),
    "float_": "Use `np.float64` instead.",
    "geterrobj": "Use the np.errstate context manager instead.",
    "infty": "Use `np.inf` instead.",
    "issctype": "Use `issubclass(rep, np.generic)` instead.",
    "issubclass_": "Use `issubclass` builtin instead.",
    "issubsctype": "Use `np.issubdtype` instead.",
    "longcomplex": "Use `np.clongdouble` instead.",
    "longfloat": "Use `np.longdouble` instead.",
    "lookfor": "Search NumPy's documentation directly.",
    "mat": "Use `np.asmatrix` instead.",
    "maximum_sctype": (
        "Use a specific dtype instead. You should avoid relying on any implicit mechanism and"
        " select the largest dtype of a kind explicitly in the code."
    ),
    "nbytes": "Use `np.dtype(<dtype>).itemsize` instead.",
    "obj2sctype": "Use `np.dtype(obj).type` instead.",
    "recfromcsv": "Use `np.genfromtxt` with comma delimiter instead.",
    "recfromtxt": "Use `np.genfromtxt` instead.",
    "round_": "Use `np.round` instead.",
    "safe_eval": "Use `ast.literal_eval` instead.",
    "sctype2char": "Use `np.dtype(obj).char` instead.",
    "sctypes": "Access dtypes explicitly instead.",
    "set_string_function": (
        "Use `np.set_printoptions` instead with a formatter for custom printing of NumPy objects."
    ),
    "seterrobj": "Use the np.errstate context manager instead.",
    "singlecomplex": "Use `np.complex64` instead.",
    "sometrue": "Use `np.any` instead.",
    "source": "Use `inspect.getsource` instead.",
    "string_": "Use `np.bytes_` instead.",
    "unicode_": "Use `np.str_` instead.",
    "who": "Use an IDE variable explorer or `locals()` instead.",
}

_BUILTINS = ("complex", "float", "int", "object", "str")


def explain(name):
    """The text of the AttributeError."""
    text = f"module {__package__!r} has no attribute {name!r}"
    if name in REMOVED:
        return f"`np.{name}` was removed in the NumPy 2.0 release. {REMOVED[name]}"
    if name in _BUILTINS:
        return (
            f"{text}.\n`np.{name}` was a deprecated alias for the builtin `{name}`. To avoid this error "
            f"in existing code, use `{name}` by itself."
        )
    return f"{text}: {ABSENT[name]}" if name in ABSENT else text

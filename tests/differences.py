"""What NumPy has and rumpy doesn't, or has otherwise, each with its reason. tests/test_coverage.py
proves that this list is complete and that nothing on it is out of date; docs/coverage.md shows it.
"""

OBJECTS = "arrays of Python objects are not supported"
STRINGS = "string dtypes are not supported"
DATES = "datetime64 and timedelta64 are not supported"
RECORDS = "structured dtypes are not supported"
LONGDOUBLE = "long double is not supported"
MATRIX = "numpy.matrix is left out: use two-dimensional arrays and @"
MASKED = "numpy.ma is left out"
BUILD = "of use for building extensions in C or Fortran only"

# Public names that rumpy does not have, by "namespace.name" ("" for numpy itself).
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

# Signatures that differ, by the same names.
SIGNATURES = {
    "empty": "padded=True pads rows so that power-of-two strides don't alias in the cache",
    "ones": "padded=True, as for empty",
    "zeros": "padded=True, as for empty",
}

"""What NumPy has and rumpy doesn't, or has otherwise, each with its reason. tests/test_coverage.py
proves that this list is complete and that nothing on it is out of date; docs/coverage.md shows it.
"""

from rumpy._absent import ABSENT  # noqa: F401  (public names that rumpy doesn't have)

# Signatures that differ, by the same names.
SIGNATURES = {
    "argsort": "descending=True, which the array API standard has and NumPy lacks",
    "empty": "padded=True pads rows so that power-of-two strides don't alias in the cache",
    "ones": "padded=True, as for empty",
    "sort": "descending=True, as for argsort",
    "zeros": "padded=True, as for empty",
}

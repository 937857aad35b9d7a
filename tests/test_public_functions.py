"""libarray's public functions: each is called where its allocations fail."""

import re
from pathlib import Path

import pytest

LIBARRAY = Path(__file__).resolve().parents[1] / "libarray"
CALLS = LIBARRAY / "tests" / "test_allocations.c"


def without_comments(text):
    return re.sub(r"/\*.*?\*/", "", text, flags=re.S)


def public_functions():
    """Names that the headers declare or define, macros and types of functions left out."""
    names = set()
    for header in sorted((LIBARRAY / "include" / "libarray").glob("*.h")):
        text = re.sub(r"^\s*#(.*\\\n)*.*", "", without_comments(header.read_text()), flags=re.M)
        names |= set(re.findall(r"\b(la_\w+)\(", text))
    return names


@pytest.mark.native
def test_every_public_function_meets_failing_allocations():
    names = public_functions()
    assert {"la_matmul", "la_array_init", "la_dtype_of", "la_fail"} <= names and len(names) > 100
    called = set(re.findall(r"\b(la_\w+)\(", without_comments(CALLS.read_text())))
    assert names - called == set()

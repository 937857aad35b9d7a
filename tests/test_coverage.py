"""Every public name: there, or absent with a reason; documented; NumPy's signature, or a reason why
not; and tested."""

import re
from pathlib import Path

import pytest
import rumpy
from oracle import numpy

if numpy is None or not hasattr(numpy, "__all__"):
    pytest.skip("needs NumPy itself", allow_module_level=True)

import differences  # noqa: E402
import public_names as names  # noqa: E402  (needs NumPy)

pytestmark = pytest.mark.native

HERE = Path(__file__).resolve().parent
ENTRIES = [entry for namespace in names.NAMESPACES for entry in names.entries(namespace)]
THERE = [entry for entry in ENTRIES if entry.state != "absent"]


def ours(entry):
    namespace, _, name = entry.name.rpartition(".")
    return getattr(names.module_of(rumpy, namespace), name)


def test_what_is_absent_has_a_reason():
    absent = {entry.name for entry in ENTRIES if entry.state == "absent"}
    assert absent == set(differences.ABSENT)


def test_what_has_another_signature_has_a_reason():
    differing = {entry.name for entry in ENTRIES if entry.state == "differs"}
    assert differing == set(differences.SIGNATURES)


def test_what_is_callable_has_a_docstring():
    undocumented = [e.name for e in THERE if e.kind == "function" and not ours(e).__doc__]
    assert undocumented == []


def test_what_is_a_function_is_tested():
    text = "\n".join(path.read_text() for path in HERE.glob("test_*.py"))
    words = set(re.findall(r"\w+", text))
    untested = [
        e.name for e in THERE if e.kind == "function" and e.name.split(".")[-1] not in words
    ]
    assert untested == []


def test_the_document_is_up_to_date():
    committed = (HERE.parent / "docs" / "coverage.md").read_text()
    assert committed == names.report(), "run `make coverage`"

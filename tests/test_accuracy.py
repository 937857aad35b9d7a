"""Results beside the truth (accuracy.py), on few arguments; docs/accuracy.md has the errors of many."""

import json
import math

import pytest

pytestmark = pytest.mark.native
pytest.importorskip("mpmath")

import accuracy  # noqa: E402


def test_errors_are_counted_in_units_in_the_last_place():
    nearest, unit = [1.0, 1.0, 1.0, math.inf, math.nan], [2**-52] * 3 + [1.0] * 2
    rest = [0.25, -0.25, 0.0, 0.0, 0.0]
    actual = [1.0, 1.0 + 2**-52, math.nan, math.inf, math.nan]
    expected = [0.25, 1.25, math.inf, 0.0, 0.0]
    assert accuracy.real_errors(actual, nearest, unit, rest) == expected


@pytest.fixture(scope="module")
def errors(tmp_path_factory):
    folder = tmp_path_factory.mktemp("accuracy")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(accuracy, "COUNT", 60)
        patch.setattr(accuracy, "TERMS", 1000)
        accuracy.make_truth(folder / "cases.npz")
    accuracy.measure(folder / "cases.npz", folder / "errors.json")
    return json.loads((folder / "errors.json").read_text())


def test_no_result_is_far_from_the_truth(errors):
    """A difference of complex products may cancel: of those NumPy's error is the measure."""
    assert len(errors) > 100
    for key, row in errors.items():
        worst = {label: greatest for label, (greatest, _) in row.items()}
        bound = max(4.0, 2 * worst["NumPy, native"])
        assert max(worst.values()) <= bound, (key, worst)


def test_the_document_has_a_row_for_each(errors, tmp_path, capsys):
    path = tmp_path / "errors.json"
    path.write_text(json.dumps(errors))
    accuracy.table(path)
    text = capsys.readouterr().out
    for key in errors:
        assert f"\n| {key.split('/')[1]} |" in text

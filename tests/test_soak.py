"""tests/soak.py for a few seconds, and that it finds and shortens what differs."""

import oracle
import pytest
import rumpy

numpy = pytest.importorskip("numpy")
import soak  # noqa: E402


@pytest.mark.filterwarnings("ignore")
def test_a_short_soak(capsys):
    rounds = 1 if oracle.WASM else 6
    assert soak.main(["--operations", str(rounds * soak.ROUND), "--seed", "1"]) == 0, (
        capsys.readouterr().out
    )


@pytest.mark.filterwarnings("ignore")
def test_a_round_is_the_same_again():
    programs = []
    for _ in range(2):
        this = soak.Round(7, 3)
        with numpy.errstate(all="ignore"), rumpy.errstate(all="ignore"):
            this.run(200)
        programs.append([line.text for line in this.program])
    assert programs[0] == programs[1]
    assert len(programs[0]) >= 200


def test_a_difference_is_found_and_its_program_shortened(monkeypatch):
    negative = rumpy.negative
    monkeypatch.setattr(rumpy, "negative", lambda a: negative(a) + (a.ndim == 2))
    lines = ["r = np.ones(3)", "a0 = r", "r = np.ones((2, 2))", "a1 = r", "r = a0 + 1", "r = -a0"]
    program = [soak.Line(text) for text in [*lines, "r = np.negative(a0)", "r = np.negative(a1)"]]
    assert soak.differs(program[:-1]) is None
    assert "instead of" in str(soak.differs(program))
    assert [line.text for line in soak.shortened(program)] == [
        "r = np.ones((2, 2))", "a1 = r", "r = np.negative(a1)",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "ours, theirs, near",
    [
        ("np.zeros(3)", "-np.zeros(3)", soak.EXACT),
        ("np.zeros(3)", "np.zeros((3, 1))", 0),
        ("np.zeros(3)", "np.zeros(3, 'f4')", 0),
        ("np.zeros(6)[::2]", "np.zeros(3)", soak.EXACT),
        ("np.broadcast_to(0.0, 3)", "np.zeros(3)", soak.EXACT),
        ("np.array([1, np.nan])", "np.array([1.0, 2.0])", 1e9),
        ("np.array(1 + 1e-9)", "np.array(1.0)", 100),
        ("np.float64(1)", "np.array(1.0)", 0),
        ("[np.ones(2)]", "[np.ones(2) + 1]", 0),
        ("1.0", "1", 0),
    ],
)
def test_what_is_a_difference(ours, theirs, near):
    one, other = (eval(text, {"np": np}) for text, np in ((ours, rumpy), (theirs, numpy)))
    with pytest.raises(soak.Difference):
        soak.compare(one, other, near)


def test_what_is_none():
    soak.compare(rumpy.zeros(3), -numpy.zeros(3), 0)
    soak.compare(rumpy.full(2, rumpy.nan), numpy.full(2, -numpy.nan))
    soak.compare(rumpy.float32(1) + rumpy.float32(1e-7), numpy.float32(1), 4)

"""Readers of text: loadtxt, genfromtxt, fromstring, beside NumPy.

The first bytes choose the function and its options, the text follows."""

import re

import rumpy
from decode import Decisions
from strategies import agree, observe

DTYPES = ["float", "'float32'", "'int8'", "'int64'", "'uint16'", "complex", "bool", "None"]
FREQUENT = '0123456789123456789,,,,,,\n\n\n\n\n\n.-+ex#;  \t"naj'
DELIMITERS = [None, ",", ";", "\t", " ", "e", "-"]


def options_of(decisions, choices):
    """Some of them, as text."""
    return "".join(
        f", {name}={decisions.pick(values)}"
        for name, values in choices.items()
        if decisions.draw(4) == 3
    )


def loadtxt(decisions):
    return options_of(
        decisions,
        {
            "dtype": DTYPES[:-1],
            "delimiter": [repr(d) for d in DELIMITERS],
            "comments": ["'#'", "None", "'//'", "['#', '%']", "'1'"],
            "skiprows": ["1", "3", "-1"],
            "usecols": ["0", "(0, 1)", "(1, 0)", "-1", "(5,)"],
            "unpack": ["True"],
            "ndmin": ["1", "2", "3"],
            "max_rows": ["0", "1", "2", "-1"],
            "quotechar": ["'\"'", "'#'"],
        },
    )


def genfromtxt(decisions):
    return options_of(
        decisions,
        {
            "dtype": DTYPES[:-1],
            "delimiter": [*(repr(d) for d in DELIMITERS), "3", "(2, 3)"],
            "comments": ["'#'", "None", "'1'"],
            "skip_header": ["1", "3"],
            "skip_footer": ["1", "3"],
            "usecols": ["0", "(0, 1)", "-1"],
            "missing_values": ["'x'", "['x', 'nan']", "{0: 'x'}"],
            "filling_values": ["7", "[1, 2]", "{0: 3}"],
            "unpack": ["True"],
            "ndmin": ["1", "2"],
            "max_rows": ["1", "2"],
            "invalid_raise": ["False"],
            "autostrip": ["True"],
            "loose": ["False"],
        },
    )


def check(data):
    decisions = Decisions(data)
    function = decisions.pick([loadtxt, genfromtxt, "fromstring"])
    settings = Decisions(bytes(decisions.draw(256) for _ in range(24)))
    text = "".join(chr(b) if b < 128 else FREQUENT[b % len(FREQUENT)] for b in decisions.rest())
    if function == "fromstring":
        dtype = settings.pick(DTYPES[:-1])
        separator = settings.pick([" ", ",", ";", " , ", "ab", "1", "-"])
        text = text.rstrip()  # of which NumPy makes a number
        # Without a number to read NumPy returns memory that nobody wrote to.
        count = min(settings.pick([-1, -1, 0, 1]), len(text))
        program = f"r = np.fromstring({text!r}, {dtype}, {count}, sep={separator!r})"
        if (
            re.search(r"\s|j|[+-]", text)
            and observe(program, rumpy, False)["outcome"][0] == "raises"
        ):
            return  # there, too, NumPy makes numbers up: of white space, a bare sign, a bare j
    else:
        options = function(settings)
        program = f"import io\nr = np.{function.__name__}(io.StringIO({text!r}){options})"
    # The first is told in other words, the second as a class that rumpy hasn't.
    warned = "max_rows" not in program and "invalid_raise" not in program
    agree(program, text=False, layout=False, warned=warned, either=True)

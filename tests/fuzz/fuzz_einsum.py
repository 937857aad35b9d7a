"""einsum: subscripts of any characters, and operands that mostly fit them, beside NumPy.

The first bytes choose dtypes, options and lengths that don't fit; the text follows."""

import math
import re

import oracle
import rumpy
from decode import Decisions
from strategies import agree, observe

TOKENS = [
    "a",
    "b",
    "c",
    "i",
    "j",
    "A",
    ",",
    ",",
    "->",
    "...",
    "ab",
    "ij",
    "->",
    " ",
    ".",
    "-",
    ">",
    "1",
]


MOST = 4096  # elements of an operand
DTYPES = ["int64", "float64", "float32", "complex128", "bool", "uint8", "float16"]


def operand(decisions, term, lengths, dtypes):
    """The text of an array with an axis for each letter and, for an ellipsis, up to two more."""
    shape = []
    for part in re.findall(r"\.\.\.|[A-Za-z]", term):
        if part == "...":
            shape += [lengths["..."], 2][: decisions.draw(3)]
        else:
            shape.append(lengths[part])
    while math.prod(shape) > MOST:
        shape[shape.index(max(shape))] = 1
    wrong = decisions.draw(32)
    if wrong == 31 and shape:
        shape[0] += 1
    if wrong == 30:
        shape.append(2)
    if wrong == 29 and shape:
        shape[-1] = 1
    size = math.prod(shape)
    dtype = decisions.pick(dtypes)
    order = decisions.pick(["", "", ".T.copy().T", "[::-1]" if shape else ""])
    return f"(np.arange({size}) % 3).astype('{dtype}').reshape({tuple(shape)}){order}"


def check(data):
    decisions = Decisions(data)
    settings = Decisions(bytes(decisions.draw(256) for _ in range(16)))
    text = "".join(TOKENS[byte % len(TOKENS)] for byte in decisions.rest()[:16])
    lengths = {letter: settings.pick([2, 3, 1, 2, 0]) for letter in "abcijA"}
    lengths["..."] = settings.pick([2, 1, 3])
    terms = text.split("->")[0].split(",")[: 3 + settings.draw(2)]
    if settings.draw(32) == 31:
        terms.pop()
    optimize = settings.pick(["", "", ", optimize=True", ", optimize='greedy'"])
    # With optimize= NumPy sums an operand in its own type before it multiplies it with another's.
    dtypes = [settings.pick(["int64", "float64"])] if optimize else DTYPES
    operands = "".join(", " + operand(settings, term, lengths, dtypes) for term in terms)
    program = f"r = np.asarray(np.einsum({text!r}{operands}{{}}))"
    plain = observe(program.format(""), oracle.numpy, False)["outcome"]
    if optimize and plain[0] == "raises":
        # NumPy parses these by another parser, which takes more.
        observe(program.format(optimize), rumpy, False)
    elif "arange(0)" in program and observe(program, rumpy, False)["outcome"][0] == "raises":
        return  # NumPy lets a diagonal of lengths 0 and 1 have one element
    else:
        agree(program.format(optimize), text=False, layout=False, either=True)

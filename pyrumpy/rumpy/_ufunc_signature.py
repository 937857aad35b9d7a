"""What inspect.signature tells of a ufunc."""

from inspect import Parameter, Signature

from ._novalue import NoValue


def signature(ufunc):
    """The Signature of a ufunc: inputs by position, the rest by keyword."""
    names = ["x"] if ufunc.nin == 1 else [f"x{i + 1}" for i in range(ufunc.nin)]
    inputs = [Parameter(name, Parameter.POSITIONAL_ONLY) for name in names]
    out = None if ufunc.nout == 1 else (None,) * ufunc.nout
    own = {"where": True}
    if ufunc.signature is not None:
        own = {"axes": NoValue, "axis": NoValue, "keepdims": False}
    options = {**own, "casting": "same_kind", "order": "K", "dtype": None, "subok": True}
    options["signature"] = None
    return Signature(
        [
            *inputs,
            Parameter("out", Parameter.POSITIONAL_OR_KEYWORD, default=out),
            *(Parameter(k, Parameter.KEYWORD_ONLY, default=v) for k, v in options.items()),
        ]
    )

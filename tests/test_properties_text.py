"""Random arrays as text and as files, and back, compared with NumPy's (see strategies.py)."""

from hypothesis import strategies as st
from strategies import (
    DTYPES,
    arguments,
    arrays,
    lines,
    maybe,
    programs,
    shapes,
    text_of,
    values,
)


@programs
def test_printing(draw):
    a = draw(arrays(shapes()))
    return lines(f"a = {a}", f"r = {draw(st.sampled_from(['repr', 'str']))}(a)")


@programs
def test_array2string(draw):
    a = draw(arrays(shapes(high=3)))
    words = arguments(
        maybe(draw, f"max_line_width={draw(st.sampled_from([10, 20, 40, 100]))}"), maybe(draw, f"precision={draw(st.integers(0, 12))}"),
        maybe(draw, "suppress_small=True"), maybe(draw, f"separator={draw(st.sampled_from([', ', ',', '']))!r}"), maybe(draw, "prefix='abc('"), maybe(draw, "suffix=')'"),
        maybe(draw, f"threshold={draw(st.integers(0, 9))}"), maybe(draw, f"edgeitems={draw(st.integers(1, 4))}"), maybe(draw, f"sign={draw(st.sampled_from([' ', '+', '-', 'x']))!r}"),
        maybe(draw, f"floatmode={draw(st.sampled_from(['fixed', 'unique', 'maxprec', 'maxprec_equal']))!r}"), maybe(draw, "formatter={'int': hex, 'float': '{:.2f}'.format}", 6),
    )  # fmt: skip
    return lines(f"a = {a}", f"r = np.array2string({arguments('a', words)})")


@programs
def test_printoptions(draw):
    words = arguments(
        maybe(draw, f"precision={draw(st.integers(0, 10))}"), maybe(draw, "suppress=True"), maybe(draw, f"linewidth={draw(st.integers(10, 90))}"),
        maybe(draw, f"threshold={draw(st.integers(0, 20))}"), maybe(draw, "sign='+'"), maybe(draw, "floatmode='fixed'"), maybe(draw, "nanstr='?'"), maybe(draw, "infstr='oo'"),
        maybe(draw, f"edgeitems={draw(st.integers(1, 3))}"),
    )  # fmt: skip
    a = draw(arrays(shapes(high=3)))
    return lines(f"a = {a}", f"with np.printoptions({words}): r = [repr(a), str(a)]")


@programs
def test_numbers(draw):
    kind = draw(st.sampled_from(["float16", "float32", "float64"]))
    x = f"np.{kind}({text_of(draw(values(kind)))})"
    positional = draw(st.booleans())
    words = arguments(
        maybe(draw, f"precision={draw(st.integers(3, 20))}"), maybe(draw, "unique=False"), maybe(draw, f"trim={draw(st.sampled_from(['k', '.', '0', '-']))!r}"),
        maybe(draw, "sign=True"), maybe(draw, f"pad_left={draw(st.integers(1, 8))}"), maybe(draw, f"min_digits={draw(st.integers(0, 3))}"),
        maybe(draw, "fractional=False, precision=3" if False else "fractional=True") if positional else maybe(draw, f"exp_digits={draw(st.integers(1, 4))}"),
        maybe(draw, f"pad_right={draw(st.integers(1, 8))}") if positional else "",
    )  # fmt: skip
    if "trim='-'" in words and "min_digits" in words and not positional:
        words = words.replace("trim='-'", "trim='.'")  # NumPy leaves the point there all the same
    return (
        f"r = np.format_float_{'positional' if positional else 'scientific'}({arguments(x, words)})"
    )


@programs
def test_representations(draw):
    n = draw(st.integers(-300, 300))
    call = draw(
        st.sampled_from(
            [
                f"binary_repr({n}, {draw(st.sampled_from(['None', '4', '12']))})",
                f"base_repr({n}, {draw(st.integers(1, 37))}, {draw(st.integers(0, 3))})",
                f"repr(np.{draw(st.sampled_from(DTYPES[1:]))}({abs(n) % 100}))",
            ]
        )
    )
    return f"r = np.{call}" if not call.startswith("repr") else f"r = {call}", {"warned": False}


@programs
def test_npy(draw):
    a = draw(arrays(shapes()))
    save = (
        draw(
            st.sampled_from(
                [
                    "np.save(file, a)",
                    "np.savez(file, a=a, b=a[:1])",
                    "np.savez_compressed(file, a=a)",
                ]
            )
        )
        if not a.endswith("reshape(())")
        else "np.save(file, a)"
    )
    start = lines(
        "import io",
        "file = io.BytesIO()",
        f"a = {a}",
        "np.ndim(a) or setattr(np, '_', 0) if False else 0",
        save,
        "file.seek(0)",
    )
    result = "np.load(file)" if save.startswith("np.save(") else "list(np.load(file).values())"
    if save.startswith("np.save(") and draw(st.booleans()):
        result = "file.getvalue()"
    return lines(start, f"r = {result}")


@programs
def test_text_files(draw):
    names = [name for name in DTYPES if name not in ("float16", "float32", "complex64")]
    a = draw(arrays(shapes(low=1, high=2, empty=False, long=False), names))
    words = arguments(
        maybe(draw, f"fmt={draw(st.sampled_from(['%d', '%.3f', '%g', '%s', '%5.1e', '%i']))!r}", 2),
        maybe(draw, f"delimiter={draw(st.sampled_from([',', ' ', '; ']))!r}", 2),
        maybe(draw, "header='x y'"),
        maybe(draw, "footer='z'"),
        maybe(draw, "comments='% '"),
    )
    delimiter = "delimiter=','" if "delimiter=','" in words else ""
    start = lines(
        "import io",
        "file = io.StringIO()",
        f"a = {a}",
        f"np.savetxt({arguments('file', 'a', words)})",
        "text = file.getvalue()",
    )
    if draw(st.booleans()):
        return lines(start, "r = text"), {"text": False}
    read = arguments(
        maybe(draw, f"dtype={draw(st.sampled_from(DTYPES))!r}", 2),
        delimiter,
        maybe(draw, "ndmin=2"),
        maybe(draw, "unpack=True"),
        maybe(draw, "max_rows=1"),
        maybe(draw, "skiprows=1"),
        maybe(draw, "usecols=0"),
        maybe(draw, "comments='%'"),
    )
    return lines(start, f"r = np.loadtxt({arguments('io.StringIO(text)', read)})"), {
        "text": False,
        "layout": False,
        "warned": False,
    }


@programs
def test_fromstring(draw):
    dtype = draw(st.sampled_from(DTYPES))
    items = draw(st.lists(values("float64" if dtype[0] in "fc" else "int16"), max_size=5))
    sep = draw(st.sampled_from([",", " ", ";"]))
    return f"r = np.fromstring({sep.join(map(repr, items))!r}, {dtype!r}, sep={sep!r})", {
        "text": False
    }

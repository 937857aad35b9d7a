"""Random products, contractions, factorisations and transforms (see strategies.py)."""

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
)

SOLVABLE = ["int8", "float32", "float64", "complex64", "complex128"]
NUMBERS = [dtype for dtype in DTYPES if dtype != "float16"]


def near(*texts):
    single = any(name in text for text in texts for name in ("float32", "complex64"))
    return {"part": 1e-2 if any("float16" in text for text in texts) else 1e-4 if single else 1e-9}


def pair(draw):
    return [draw(st.sampled_from(DTYPES))] if draw(st.integers(0, 2)) else DTYPES


@programs
def test_dot(draw):
    name = draw(st.sampled_from("dot inner outer vdot matmul @ kron cross".split()))
    k = draw(st.integers(0, 4))
    left, right = draw(shapes(high=2, long=False)), draw(shapes(high=2, long=False))
    a = (*left, k)
    b = (
        (k, *right)
        if len(right) < 1 or name not in ("dot", "matmul", "@")
        else (*right[:-1], k, right[-1])
    )
    if name in ("inner", "vdot"):
        b = (*right, k)
    if name == "cross":
        a, b = (*left, draw(st.integers(2, 3))), (*left, draw(st.integers(2, 4)))
    if name == "outer" or draw(st.integers(0, 14)) == 0:
        b = draw(shapes(high=2))
    dtypes = pair(draw)
    a, b = draw(arrays(a, dtypes, tame=True)), draw(arrays(b, dtypes, tame=True))
    call = "a @ b" if name == "@" else f"np.{name}(a, b)"
    return lines(f"a = {a}", f"b = {b}", f"r = {call}"), {
        "layout": False, "text": name not in ("cross", "vdot"), **near(a, b)
    }  # fmt: skip


@programs
def test_tensordot(draw):
    shape = draw(shapes(high=3, long=False))
    n = draw(st.integers(0, len(shape)))
    other = shape[len(shape) - n :] + draw(shapes(high=2, long=False))
    axes = str(n)
    if draw(st.booleans()):
        axes = text_of(([len(shape) - n + i for i in range(n)], list(range(n))))
    dtypes = pair(draw)
    a, b = draw(arrays(shape, dtypes, tame=True)), draw(arrays(other, dtypes, tame=True))
    return lines(f"a = {a}", f"b = {b}", f"r = np.tensordot(a, b, axes={axes})"), {
        "layout": False,
        **near(a, b),
    }


@programs
def test_einsum(draw):
    """Subscripts of one to three operands: traces, sums, broadcasting, any order of the result."""
    lengths = {letter: draw(st.integers(1, 4)) for letter in "ijkl"}
    operands, terms = [], []
    ellipsis = draw(st.integers(0, 4)) == 0
    # Of mixed types, intermediate results depend on the order of contractions.
    dtypes = [draw(st.sampled_from(DTYPES))]
    for _ in range(draw(st.integers(1, 3))):
        term = "".join(draw(st.lists(st.sampled_from("ijkl"), max_size=3)))
        shape = tuple(lengths[letter] for letter in term)
        if ellipsis:
            batch = draw(st.sampled_from([(), (2,), (1, 2)]))
            shape, term = batch + shape, "..." + term
        terms.append(term)
        operands.append(draw(arrays(shape, dtypes, tame=True)))
    there = sorted(set("".join(terms)) - {"."})
    subscripts = ",".join(terms)
    if draw(st.integers(0, 2)):
        chosen = draw(st.permutations(there))[: draw(st.integers(0, len(there)))]
        subscripts += (
            "->" + ("..." if ellipsis and draw(st.integers(0, 9)) else "") + "".join(chosen)
        )
    names = "abc"[: len(terms)]
    made = [f"{name} = {operand}" for name, operand in zip(names, operands, strict=True)]
    words = draw(
        st.sampled_from(["", "", "", "optimize=True", "optimize=False", "optimize='greedy'"])
    )
    call = f"np.einsum({arguments(repr(subscripts), ', '.join(names), words)})"
    return lines(*made, f"r = np.asarray({call})" if "optimize" in words else f"r = {call}"), {
        "layout": False, **near(*operands, words)
    }  # fmt: skip


@programs
def test_linalg(draw):
    """Functions of one matrix, whose result does not depend on signs or order."""
    n, m = draw(st.integers(0, 4)), draw(st.integers(0, 4))
    batch = draw(shapes(high=2, long=False))
    square = draw(st.booleans())
    call = draw(st.sampled_from([
        "det(a)", "norm(a)", "norm(a, axis=-1)", "norm(a, 1, axis=-1)", "norm(a, inf, axis=(-2, -1))", "norm(a, 'fro', axis=(-2, -1), keepdims=True)",
        "norm(a, 0, axis=-1)", "norm(a, 3, axis=-1)", "norm(a, -inf, axis=-1)", "norm(a, -1, axis=(-2, -1))", "norm(a, 2, axis=(-2, -1))", "norm(a, 'nuc', axis=(-2, -1))",
        "matrix_power(a, 0)", "matrix_power(a, 3)", "svdvals(a)", "matrix_norm(a)", "vector_norm(a)", "vector_norm(a, axis=-1, ord=1)",
        "trace(a)", "diagonal(a)", "matrix_transpose(a)", "multi_dot([a, a.T])", "svd(a, compute_uv=False)", "eigvalsh(a + a.mT.conj())",
        "slogdet(a)", "norm(a, 'x')", "norm(a, axis=(0, 0))", "matrix_rank(a)",
    ]))  # fmt: skip
    if "axis" in call or "norm" in call:
        n, m = max(n, 1), max(m, 1)
    a = draw(
        arrays(
            (*batch, n, n if square else m), NUMBERS if draw(st.integers(0, 9)) else None, tame=True
        )
    )
    if "slogdet" in call:
        call = "slogdet(a)[0]"
    return lines(f"a = {a}", f"r = np.linalg.{call}"), {"layout": False, "warned": False, **near(a)}


@programs
def test_solving(draw):
    n = draw(st.integers(0, 4))
    batch = draw(shapes(high=1, long=False))
    a = f"{draw(arrays((*batch, n, n), SOLVABLE, tame=True))} * 0.125 + 9 * np.eye({n})"
    b = draw(arrays((*batch, n, draw(st.integers(0, 2))), SOLVABLE, tame=True))
    call = draw(st.sampled_from([
        "solve(a, b)", "inv(a)", "lstsq(a, b)[0]", "pinv(a)", "cholesky(a + a.mT.conj())", "tensorinv(a, ind=1)",
        "matrix_power(a, -2)", "qr(a)[1].shape", "svd(a)[0].shape", "eigh(a + a.mT.conj()).eigenvalues", "solve(a, b[..., 0])", "matrix_rank(a)",
    ]))  # fmt: skip
    return lines(f"a = {a}", f"b = {b}", f"r = np.linalg.{call}"), {"layout": False, **near(a, b)}


@programs
def test_fft(draw):
    name = draw(
        st.sampled_from(
            "fft ifft rfft irfft hfft ihfft fft2 ifft2 fftn ifftn rfftn irfftn rfft2 irfft2 fftshift ifftshift".split()
        )
    )
    shape = draw(shapes(low=1, high=3))
    a = draw(arrays(shape, None, tame=True))
    words = ""
    if name in ("fft", "ifft", "rfft", "irfft", "hfft", "ihfft"):
        words = arguments(
            maybe(draw, f"n={draw(st.integers(0, 9))}"),
            maybe(draw, f"axis={draw(st.integers(-4, 3))}"),
        )
    elif name.endswith("shift"):
        words = maybe(draw, f"axes={draw(st.integers(-4, 3))}")
    else:
        several = draw(st.lists(st.integers(-3, 2), max_size=2))
        words = arguments(
            maybe(draw, f"s={draw(st.lists(st.integers(1, 5), min_size=len(several), max_size=len(several)))}"), f"axes={several}"
        ) if draw(st.booleans()) else ""  # fmt: skip
    if not name.endswith("shift"):
        words = arguments(
            words, maybe(draw, f"norm={draw(st.sampled_from(['ortho', 'forward', 'backward']))!r}")
        )
    single = any(narrow in a for narrow in ("float16", "float32", "complex64"))
    return lines(f"a = {a}", f"r = np.fft.{name}({arguments('a', words)})"), {
        "layout": False,
        "text": False,
        "part": 1e-2 if "float16" in a else 1e-4 if single else 1e-9,
    }


@programs
def test_polynomials(draw):
    line = shapes(low=1, high=1, long=False)
    dtypes = ["float32", "float64", "complex128"]
    a, b = draw(arrays(line, dtypes, tame=True)), draw(arrays(line, dtypes, tame=True))
    call = draw(st.sampled_from([
        "polyadd(a, b)", "polysub(a, b)", "polymul(a, b)", "polydiv(a, b)", "polyder(a)", "polyint(a)", "poly(a)", "vander(a)",
        "vander(a, 3, increasing=True)", "polyder(a, 2)", "polyint(a, 2, [1, 2])", "convolve(a, b)", "polynomial.polynomial.polyval(a, b)",
        "polynomial.chebyshev.chebval(a, b)", "polynomial.legendre.legmul(a, b)", "polynomial.polynomial.polyadd(a, b)", "polynomial.hermite.hermval(a, b)",
        "polynomial.chebyshev.cheb2poly(a)", "polynomial.polynomial.polyint(a)", "polynomial.Polynomial(a)(b)",
        "poly1d(a)(b)", "(poly1d(a) * poly1d(b)).c", "polynomial.polynomial.polyfromroots(a)", "polynomial.laguerre.lagval(a, b)",
    ]))  # fmt: skip
    if "legmul" in call:  # to a product with one coefficient NumPy adds the integer 0
        a, b = a.replace("float32", "float64"), b.replace("float32", "float64")
    return lines(f"a = {a}", f"b = {b}", f"r = np.{call}"), {"layout": False, **near(a, b)}

"""poly1d and its functions; the package rumpy.polynomial."""

import pytest
import rumpy
from oracle import same

CASES = [
    lambda np: np.poly([1, 2, 3]),
    lambda np: np.poly([1 + 1j, 1 - 1j]),
    lambda np: np.poly([1j]),
    lambda np: np.poly([]),
    lambda np: np.poly([[1, 2, 3]] * 2),
    lambda np: np.polyval([3, 0, 1], [5, 2]),
    lambda np: np.polyval([3, 0, 1.5], 2),
    lambda np: np.polyadd([1, 2], [9, 5, 4]),
    lambda np: np.polysub([2, 10, -2], [3, 10, -4]),
    lambda np: np.polymul([1, 2], [1, 3.5]),
    lambda np: np.polydiv([3.0, 5.0, 2.0], [2.0, 1.0]),
    lambda np: np.polydiv([1, 0, -1], [1, 1]),
    lambda np: np.polyder([1, 2, 3, 4]),
    lambda np: np.polyder([1, 2, 3, 4], 2),
    lambda np: np.polyder([1, 2], -1),
    lambda np: np.polyint([3, 2, 1]),
    lambda np: np.polyint([3, 2, 1], 2, k=[1, 2]),
    lambda np: np.polyint([3, 2, 1], 2, k=[1, 2, 3][:1]),
    lambda np: repr(np.poly1d([1, 2, 3])),
    lambda np: str(np.poly1d([1, -2, 0, 3])),
    lambda np: str(np.poly1d([2.5, 0, 1], variable="z")),
    lambda np: str(np.poly1d([0])),
    lambda np: (np.poly1d([1, 2]) * np.poly1d([3, 4])).coeffs,
    lambda np: (np.poly1d([1, 2]) + 3).coeffs,
    lambda np: (2 - np.poly1d([1, 2])).coeffs,
    lambda np: (np.poly1d([1, 2]) ** 3).coeffs,
    lambda np: (np.poly1d([1, 2]) / 2).coeffs,
    lambda np: [p.coeffs for p in np.poly1d([1.0, 3, 2]) / np.poly1d([1.0, 1])],
    lambda np: np.poly1d([1, 2, 3])(np.array([1, 2])),
    lambda np: np.poly1d([1, 2])(np.poly1d([1, 1])).coeffs,
    lambda np: (np.poly1d([1, 2]) == np.poly1d([1, 2]), np.poly1d([1, 2]) != np.poly1d([1])),
    lambda np: np.poly1d([1, 2, 3]).deriv().coeffs,
    lambda np: np.poly1d([1, 2, 3]).integ(k=5).coeffs,
    lambda np: (np.poly1d([0, 0, 1, 2]).order, np.poly1d([1, 2])[1], len(np.poly1d([1, 2]))),
    lambda np: np.poly1d([2, 3], r=True).coeffs,
]


@pytest.mark.parametrize("case", CASES, ids=range(len(CASES)))
def test_as_numpy(case):
    same(case, ulp=4)


BASES = [
    ("polynomial", "poly", "Polynomial"),
    ("chebyshev", "cheb", "Chebyshev"),
    ("legendre", "leg", "Legendre"),
    ("hermite", "herm", "Hermite"),
    ("hermite_e", "herme", "HermiteE"),
    ("laguerre", "lag", "Laguerre"),
]
P, Q = [1.0, -2.0, 3.0, 0.5], [2.0, 1.0, 4.0]


@pytest.mark.parametrize("module, prefix, _", BASES)
def test_functions(module, prefix, _):
    def call(np, name, *args, **keywords):
        return getattr(getattr(np.polynomial, module), prefix + name)(*args, **keywords)

    x = [-0.7, 0.0, 0.3, 1.5]
    for name, *args in [
        ("add", P, Q), ("sub", P, Q), ("sub", Q, P), ("mulx", P), ("mul", P, Q), ("div", P, Q),
        ("div", Q, P), ("div", P, [2.0]), ("pow", Q, 3), ("pow", Q, 0), ("line", 2, 3), ("line", 2, 0),
        ("val", 0.5, P), ("val", x, P), ("val", x, [[1.0, 2], [3, 4], [5, 6]]),
        ("val2d", [1, 2], [3, 4], [[1.0, 2], [3, 4]]), ("grid2d", [1, 2], [3, 4], [[1.0, 2], [3, 4]]),
        ("vander", x, 3), ("vander2d", [1.0, 2], [3.0, 4], [1, 2]), ("der", P), ("der", P, 2),
        ("der", P, 5), ("int", P), ("int", P, 2, [1, 2]), ("int", P, 1, [], 1.0, 2.0),
        ("fromroots", [1, 2, -1.5]), ("trim", [1, 2, 0]), ("pow", Q, -1), ("div", P, [0]), ("der", P, -1),
    ]:  # fmt: skip
        same(lambda np: rounded(np, call(np, name, *args)))  # noqa: B023
    for name in ("domain", "zero", "one", "x"):
        same(lambda np: getattr(getattr(np.polynomial, module), prefix + name))  # noqa: B023
    if prefix != "poly":
        same(lambda np: rounded(np, getattr(getattr(np.polynomial, module), f"poly2{prefix}")(P)))
        same(lambda np: rounded(np, getattr(getattr(np.polynomial, module), f"{prefix}2poly")(P)))


def rounded(np, result):
    if isinstance(result, tuple):
        return tuple(rounded(np, part) for part in result)
    return np.round(result, 10) + 0.0


@pytest.mark.parametrize("module, prefix, kind", BASES)
def test_classes(module, prefix, kind):
    def series(np, c=P, **keywords):
        return getattr(np.polynomial, kind)(c, **keywords)

    for make in (series, lambda np: series(np, domain=[0, 4])):
        same(lambda np: repr(make(np)))
        same(lambda np: str(make(np)))
        same(lambda np: f"{make(np):ascii}")
        same(lambda np: np.round(make(np)([0.0, 1, 2]), 10))
        same(lambda np: np.round(make(np).deriv().coef, 10))
        same(lambda np: np.round(make(np).integ(2, [1]).coef, 10))
        same(lambda np: np.round((make(np) * make(np) - 2).coef, 10))
        same(lambda np: np.round((3 + make(np) ** 2).coef, 10))
        same(lambda np: np.round((make(np) // 2).coef, 10))
        same(lambda np: np.round((make(np) / 2).coef, 10))
        same(
            lambda np: make(np).degree(),
        )
        same(lambda np: make(np).truncate(2).coef)
        same(lambda np: np.round(make(np).convert(kind=np.polynomial.Polynomial).coef, 9))
    same(lambda np: (series(np) == series(np), series(np) == series(np, Q)))
    same(lambda np: series(np) + series(np, domain=[0, 4]))
    same(lambda np: np.round(getattr(np.polynomial, kind).fromroots([1, 2]).coef, 10))
    same(lambda np: getattr(np.polynomial, kind).basis(3).coef)
    same(lambda np: getattr(np.polynomial, kind).identity(domain=[0, 4]).coef)


needs_linalg = pytest.mark.skipif(
    not hasattr(rumpy.linalg, "lstsq"), reason="needs lstsq and eigvals"
)


@needs_linalg
def test_roots_and_fits():
    same(lambda np: np.round(np.sort(np.roots([1, -6, 11, -6, 0])), 9))
    same(lambda np: np.roots([0, 0]))
    same(lambda np: np.round(np.poly([[1, 2], [3, 4]]), 9))
    same(lambda np: np.round(np.polyfit([0, 1, 2, 3], [1, 3, 5, 8], 2), 9))
    same(
        lambda np: np.round(
            np.polyfit([0, 1, 2, 3], [1, 3, 5, 8], 1, w=[1, 2, 1, 2], cov=True)[1], 9
        )
    )
    for module, prefix, kind in BASES:
        functions = lambda np: getattr(np.polynomial, module)  # noqa: E731
        same(lambda np: np.round(getattr(functions(np), prefix + "roots")([-6, 5, 3.0, 1]), 7))
        same(
            lambda np: np.round(
                getattr(np.polynomial, kind).fit([0, 1, 2, 3], [1, 3, 5, 8], 2).coef, 9
            )
        )
        if prefix != "poly":
            same(lambda np: [np.round(a, 9) for a in getattr(functions(np), prefix + "gauss")(5)])


@pytest.mark.parametrize(
    "coefficients",
    [
        [1, 2, 3], [0.5, -1e-5, 1e9, 0], [1e-3, 2e-4, float("inf"), -float("inf")], [0],
        [float("nan"), 1 / 3], [1 + 2j, -3, 1j, -1 - 1j],
    ],
)  # fmt: skip
@pytest.mark.parametrize("domain", [[-1, 1], [0, 2], [-2, 2], [1, 5]])
def test_texts(coefficients, domain):
    for kind in ("Polynomial", "Chebyshev", "HermiteE"):
        series = lambda np: getattr(np.polynomial, kind)(coefficients, domain)  # noqa: E731
        same(lambda np: series(np)._repr_latex_())
        same(lambda np: [str(series(np)), f"{series(np):ascii}"])
    with_options = {"floatmode": "fixed", "precision": 3}

    def printed(np):
        with np.printoptions(**with_options):
            return str(np.polynomial.Polynomial(coefficients, domain))

    same(printed)


def test_default_printstyle():
    def printed(np):
        p = np.polynomial.Polynomial([1, 2, 3])
        styles = []
        for style in ("ascii", "unicode"):
            np.polynomial.set_default_printstyle(style)
            styles.append(str(p))
        return styles

    same(printed)
    same(lambda np: np.polynomial.set_default_printstyle("none"))

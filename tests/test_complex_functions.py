"""Complex logarithms and inverse functions where their formulas cancel or overflow, and the special
values of C11's annex G."""

import math

import pytest
import rumpy
from oracle import same

NAMES = "log log1p log2 log10 arcsin arccos arctan arcsinh arccosh arctanh".split()

# Function, real and imaginary part of the argument, and of the truth (by mpmath in 400 bits): near
# the unit circle, the branch points and the axes, and where squares overflow or vanish.
TRUTHS = [
    ("log", 0.6, 0.8, 2.2204460492503132e-17, 0.9272952180016123),
    ("log", 1.0, 1e-09, 5e-19, 1e-09),
    ("log", 0.28, -0.96, -2.6645352591003756e-17, -1.2870022175865687),
    ("log", -0.7071067811865476, 0.7071067811865475, -1.014653635756952e-17, 2.356194490192345),
    ("log", 1e-320, 1e-321, -736.8222852737684, 0.09947297692375433),
    ("log", 1e+300, -1e+308, 709.1962086421661, -1.5707963167948966),
    ("log2", 0.28, -0.96, -3.844111804577901e-17, -1.8567517169252414),
    ("log10", 0.28, -0.96, -1.1571929598639446e-17, -0.5589379612950951),
    ("log1p", -0.0005, 0.0316, -5.950003540251938e-07, 0.03160528025866286),
    ("log1p", -1.6, 0.8, 8.881784197001252e-17, 2.2142974355881813),
    ("log1p", -2.0, 1e-09, 5e-19, 3.141592652589793),
    ("log1p", 1e-20, -1e-11, 1.005e-20, -1e-11),
    ("log1p", -0.02, 0.2, 0.00019996001066346951, 0.20131710837464076),
    ("arcsin", 0.001, 1e-09, 0.0010000001666667416, 1.0000005000003751e-09),
    ("arcsin", 1.0, 1e-12, 1.5707953267948966, 1.0000000000000834e-06),
    ("arcsin", 1.0000001, -1e-10, 1.5707961031881326, -0.00044721364780541805),
    ("arcsin", 1e-09, 2.5, 3.7139067635410377e-10, 1.6472311463710958),
    ("arcsin", -1.0, 1e-120, -1.5707963267948966, 1e-60),
    ("arcsin", 3.0, 1e-300, 1.5707963267948966, 1.762747174039086),
    ("arcsin", 1e+200, -1e+250, 1e-50, -576.3394204290713),
    ("arcsin", 0.028, -0.0005, 0.028003656453927574, -0.0005001960944163959),
    ("arccos", 1.0, 1e-12, 9.999999999999167e-07, -1.0000000000000834e-06),
    ("arccos", 0.999999, -1e-10, 0.0014142136820123516, 7.071069570692591e-08),
    ("arccos", -1.0000001, 1e-09, 3.1415904175498217, -0.0004472191818991297),
    ("arccos", -3.0, 1e-30, 3.141592653589793, -1.762747174039086),
    ("arccos", 1e+300, 1e-300, 0.0, -691.4686750787737),
    ("arcsinh", 1e-09, 0.001, 1.0000005000003751e-09, 0.0010000001666667416),
    ("arcsinh", 1e-12, 1.0, 1.0000000000000834e-06, 1.5707953267948966),
    ("arcsinh", -1e-10, 1.0000001, -0.00044721364780541805, 1.5707961031881326),
    ("arccosh", 1.0, 1e-12, 1.0000000000000834e-06, 9.999999999999167e-07),
    ("arccosh", -1.0000001, -1e-09, 0.0004472191818991297, -3.1415904175498217),
    ("arccosh", 1.00001, 1e-07, 0.004472188128335003, 2.2360344376932515e-05),
    ("arctan", 1e-09, 0.001, 1.000001000001e-09, 0.0010000003333335333),
    ("arctan", 1e-10, 1.0000001, 1.570296326986855, 8.405621190467324),
    ("arctan", 1e+200, 1e+220, 1.5707963267948966, 1e-220),
    ("arctan", 0.0073, -0.0077, 0.007300303128343107, -0.007699741823290813),
    ("arctanh", 0.001, 1e-09, 0.0010000003333335333, 1.000001000001e-09),
    ("arctanh", 1.0, 1e-200, 230.60508288968455, 0.7853981633974483),
    ("arctanh", 0.9999999, -1e-10, 8.405621141022435, -0.0004999998585966123),
    ("arctanh", -0.001, 1e+300, -0.0, 1.5707963267948966),
    ("arctanh", 0.0038, 0.0031, 0.003799981772121436, 0.003100034833509943),
]  # fmt: skip


@pytest.mark.parametrize(("name", "x", "y", "real", "imag"), TRUTHS)
def test_few_units_in_the_last_place_are_lost(name, x, y, real, imag):
    """Units of the larger part."""
    result = complex(getattr(rumpy, name)(rumpy.array(complex(x, y))))
    unit = math.ulp(max(abs(real), abs(imag)))
    assert abs(result.real - real) <= 3 * unit
    assert abs(result.imag - imag) <= 3 * unit


@pytest.mark.parametrize("name", NAMES)
def test_single_is_rounded_once(name):
    """complex64 is computed as complex128."""
    rng = rumpy.random.default_rng(7)
    z = (rng.standard_normal(500) + 1j * rng.standard_normal(500)).astype("complex64")
    function = getattr(rumpy, name)
    assert (function(z) == function(z.astype("complex128")).astype("complex64")).all()


def special(np, name, dtype):
    """The function of all pairs of these parts, where annex G leaves nothing open."""
    parts = [0.0, -0.0, 1.0, -1.0, 2.0, -0.5, 1e30, -1e30, math.inf, -math.inf, math.nan]
    pairs = [complex(x, y) for x in parts for y in parts if not is_open(name, x, y)]
    return getattr(np, name)(np.array(pairs, dtype))


def is_open(name, x, y):
    """Annex G leaves the sign of an infinity beside NaN open; for arccosh, C11 has a right angle
    where C99, and NumPy where it brings its own, have NaN."""
    if name == "arccosh":
        return x == 0 and math.isnan(y)
    return name.startswith("arcsin") and (
        math.isnan(x) and math.isinf(y) or math.isinf(x) and math.isnan(y)
    )


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", NAMES)
def test_special_values(name):
    for dtype in ("complex128", "complex64"):
        for part in ("real", "imag"):

            def values(np, dtype=dtype, part=part):
                return getattr(special(np, name, dtype), part)

            def signs(np, values=values):
                return np.where(np.isnan(values(np)), 0, np.copysign(1.0, values(np)))

            same(values, ulp=8)
            same(signs)

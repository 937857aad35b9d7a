/* The ufuncs: one row each,
 *
 *     UFUNC(name, number of inputs, of outputs, identity, loops, doc)
 *
 * Included several times with different meanings of UFUNC, LOOP_ROW, FOLD_ROW and REFUSED_ROW (all
 * undefined at the end): for declarations, for the lists of loops, for the table.
 *
 * Loops are listed narrow types first, because operands for which there is no loop of their own or
 * of their common type take the first to which they can be cast safely. A group (INTEGERS ...)
 * lists one kind of loop (TT_T: two operands and a result of one type; B: bool) for its types; FOLD
 * says that the loop has a fold, which reductions use. */
#ifndef LIBARRAY_UFUNC_ROWS
#define LIBARRAY_UFUNC_ROWS

#define T_T(op, t)       LOOP_ROW((LA_##t, LA_##t), op##_##t)
#define T_B(op, t)       LOOP_ROW((LA_##t, LA_BOOL), op##_##t)
#define T_FIXED(op, t)   LOOP_ROW((LA_##t, LA_BOOL), op)
#define C_R(op, c, r)    LOOP_ROW((LA_##c, LA_##r), op##_##c)
#define TT_T(op, t)      LOOP_ROW((LA_##t, LA_##t, LA_##t), op##_##t)
#define TT_T_FOLD(op, t) FOLD_ROW((LA_##t, LA_##t, LA_##t), op##_##t, op##_##t)
#define TT_B(op, t)      LOOP_ROW((LA_##t, LA_##t, LA_BOOL), op##_##t)
#define TT_B_FOLD(op, t) FOLD_ROW((LA_##t, LA_##t, LA_BOOL), op##_##t, op##_##t)
#define TT_TT(op, t)     LOOP_ROW((LA_##t, LA_##t, LA_##t, LA_##t), op##_##t)
#define TU_B(op, t, u)   LOOP_ROW((LA_##t, LA_##u, LA_BOOL), op##_##t##_##u)
#define T_U(op, t, u)    LOOP_ROW((LA_##t, LA_##u), op##_##t)
#define T_TU(op, t, u)   LOOP_ROW((LA_##t, LA_##t, LA_##u), op##_##t)
#define T_U8(op, t)      T_U(op, t, UINT8)
#define TU_T(op, t, u)   LOOP_ROW((LA_##t, LA_##u, LA_##t), op##_##u##_##t)

#define BOOLS(row, op)     row(op, BOOL)
#define INT8_16(row, op)   row(op, INT8) row(op, UINT8) row(op, INT16) row(op, UINT16)
#define INT32_64(row, op)  row(op, INT32) row(op, UINT32) row(op, INT64) row(op, UINT64)
#define INTEGERS(row, op)  INT8_16(row, op) INT32_64(row, op)
#define REALS(row, op)     row(op, FLOAT16) row(op, FLOAT32) row(op, FLOAT64)
#define COMPLEXES(row, op) row(op, COMPLEX64) row(op, COMPLEX128)

#define INEXACT(row, op) REALS(row, op) COMPLEXES(row, op)
#define NUMBERS(row, op) INTEGERS(row, op) INEXACT(row, op)
#define ANY(row, op)     BOOLS(row, op) NUMBERS(row, op)

/* Integers of either sign are compared by value, without a way round by float64. */
#define MIXED(op)   TU_B(op, INT64, UINT64) TU_B(op, UINT64, INT64)
#define COMPARE(op) BOOLS(TT_B, op) INTEGERS(TT_B, op) MIXED(op) INEXACT(TT_B, op)

/* An operation that NumPy refuses for bool, although int8 could serve. */
#define NO_BOOL_T  REFUSED_ROW((LA_BOOL, LA_BOOL))
#define NO_BOOL_TT REFUSED_ROW((LA_BOOL, LA_BOOL, LA_BOOL))

#endif

/* clang-format off */

/* --- arithmetic --- */
UFUNC(add, 2, 1, ZERO, BOOLS(TT_T_FOLD, logical_or) NUMBERS(TT_T_FOLD, add),
      "x + y, elementwise.")
UFUNC(subtract, 2, 1, NONE, NO_BOOL_TT NUMBERS(TT_T, subtract),
      "x - y, elementwise.")
UFUNC(multiply, 2, 1, ONE, BOOLS(TT_T_FOLD, logical_and) NUMBERS(TT_T_FOLD, multiply),
      "x * y, elementwise.")
UFUNC(divide, 2, 1, NONE, TT_T(divide, FLOAT64) TT_T(divide, FLOAT16) TT_T(divide, FLOAT32)
      COMPLEXES(TT_T, divide),
      "x / y, elementwise; integers give float64.")
UFUNC(floor_divide, 2, 1, NONE, INTEGERS(TT_T, floor_divide) REALS(TT_T, floor_divide),
      "The largest integer no greater than x / y, elementwise; integers: 0 where y is 0.")
UFUNC(remainder, 2, 1, NONE, INTEGERS(TT_T, remainder) REALS(TT_T, remainder),
      "x - floor(x / y) * y, elementwise: it has the sign of y; integers: 0 where y is 0.")
UFUNC(fmod, 2, 1, NONE, INTEGERS(TT_T, fmod) REALS(TT_T, fmod),
      "x - trunc(x / y) * y, elementwise: it has the sign of x; integers: 0 where y is 0.")
UFUNC(divmod, 2, 2, NONE, INTEGERS(TT_TT, divmod) REALS(TT_TT, divmod),
      "floor_divide and remainder together, elementwise.")
UFUNC(power, 2, 1, NONE, NUMBERS(TT_T, power),
      "x to the power y, elementwise; integers take no negative powers.")
UFUNC(float_power, 2, 1, NONE, TT_T(power, FLOAT64) TT_T(power, COMPLEX128),
      "x to the power y, elementwise, in double precision at least.")
UFUNC(negative, 1, 1, NONE, NO_BOOL_T NUMBERS(T_T, negative),
      "-x, elementwise.")
UFUNC(positive, 1, 1, NONE, NO_BOOL_T NUMBERS(T_T, positive),
      "+x, elementwise: a copy.")
UFUNC(absolute, 1, 1, NONE, BOOLS(T_T, positive) INTEGERS(T_T, absolute) REALS(T_T, absolute)
      C_R(absolute, COMPLEX64, FLOAT32) C_R(absolute, COMPLEX128, FLOAT64),
      "|x|, elementwise.")
UFUNC(fabs, 1, 1, NONE, REALS(T_T, absolute),
      "|x| as a real number, elementwise.")
UFUNC(sign, 1, 1, NONE, NO_BOOL_T NUMBERS(T_T, sign),
      "-1, 0 or 1 by the sign of x, elementwise; complex numbers: x / |x|.")
UFUNC(square, 1, 1, NONE, NUMBERS(T_T, square),
      "x * x, elementwise.")
UFUNC(reciprocal, 1, 1, NONE, NUMBERS(T_T, reciprocal),
      "1 / x, elementwise.")
UFUNC(conjugate, 1, 1, NONE, INTEGERS(T_T, positive) REALS(T_T, positive) COMPLEXES(T_T, conjugate),
      "The complex conjugate, elementwise.")

/* --- comparison --- */
UFUNC(equal, 2, 1, NONE, COMPARE(equal), "x == y, elementwise.")
UFUNC(not_equal, 2, 1, NONE, COMPARE(not_equal), "x != y, elementwise.")
UFUNC(less, 2, 1, NONE, COMPARE(less), "x < y, elementwise.")
UFUNC(less_equal, 2, 1, NONE, COMPARE(less_equal), "x <= y, elementwise.")
UFUNC(greater, 2, 1, NONE, COMPARE(greater), "x > y, elementwise.")
UFUNC(greater_equal, 2, 1, NONE, COMPARE(greater_equal), "x >= y, elementwise.")
UFUNC(maximum, 2, 1, REORDERABLE, BOOLS(TT_T_FOLD, logical_or) NUMBERS(TT_T_FOLD, maximum),
      "The greater of x and y, elementwise; NaN if either is NaN.")
UFUNC(minimum, 2, 1, REORDERABLE, BOOLS(TT_T_FOLD, logical_and) NUMBERS(TT_T_FOLD, minimum),
      "The smaller of x and y, elementwise; NaN if either is NaN.")
UFUNC(fmax, 2, 1, REORDERABLE, BOOLS(TT_T_FOLD, logical_or) INTEGERS(TT_T_FOLD, maximum)
      INEXACT(TT_T_FOLD, fmax),
      "The greater of x and y, elementwise; of a NaN and a number, the number.")
UFUNC(fmin, 2, 1, REORDERABLE, BOOLS(TT_T_FOLD, logical_and) INTEGERS(TT_T_FOLD, minimum)
      INEXACT(TT_T_FOLD, fmin),
      "The smaller of x and y, elementwise; of a NaN and a number, the number.")

/* --- logic and bits --- */
UFUNC(logical_and, 2, 1, ONE, ANY(TT_B_FOLD, logical_and), "x and y, elementwise, as bool.")
UFUNC(logical_or, 2, 1, ZERO, ANY(TT_B_FOLD, logical_or), "x or y, elementwise, as bool.")
UFUNC(logical_xor, 2, 1, ZERO, ANY(TT_B_FOLD, logical_xor),
      "Whether just one of x and y is true, elementwise.")
UFUNC(logical_not, 1, 1, NONE, ANY(T_B, logical_not), "not x, elementwise, as bool.")
UFUNC(bitwise_and, 2, 1, MINUS_ONE, BOOLS(TT_T_FOLD, logical_and) INTEGERS(TT_T_FOLD, bitwise_and),
      "x & y, elementwise.")
UFUNC(bitwise_or, 2, 1, ZERO, BOOLS(TT_T_FOLD, logical_or) INTEGERS(TT_T_FOLD, bitwise_or),
      "x | y, elementwise.")
UFUNC(bitwise_xor, 2, 1, ZERO, BOOLS(TT_T_FOLD, logical_xor) INTEGERS(TT_T_FOLD, bitwise_xor),
      "x ^ y, elementwise.")
UFUNC(invert, 1, 1, NONE, BOOLS(T_T, logical_not) INTEGERS(T_T, invert), "~x, elementwise.")
UFUNC(left_shift, 2, 1, NONE, INTEGERS(TT_T, left_shift),
      "x << y, elementwise; 0 where y is not less than the number of bits.")
UFUNC(right_shift, 2, 1, NONE, INTEGERS(TT_T, right_shift),
      "x >> y, elementwise; 0 or -1 where y is not less than the number of bits.")

/* --- real and complex functions --- */
UFUNC(sqrt, 1, 1, NONE, INEXACT(T_T, sqrt), "The square root, elementwise.")
UFUNC(cbrt, 1, 1, NONE, REALS(T_T, cbrt), "The cube root, elementwise.")
UFUNC(exp, 1, 1, NONE, INEXACT(T_T, exp), "e to the power x, elementwise.")
UFUNC(exp2, 1, 1, NONE, INEXACT(T_T, exp2), "2 to the power x, elementwise.")
UFUNC(expm1, 1, 1, NONE, INEXACT(T_T, expm1), "exp(x) - 1, elementwise, exact near 0.")
UFUNC(log, 1, 1, NONE, INEXACT(T_T, log), "The natural logarithm, elementwise.")
UFUNC(log2, 1, 1, NONE, INEXACT(T_T, log2), "The logarithm to base 2, elementwise.")
UFUNC(log10, 1, 1, NONE, INEXACT(T_T, log10), "The logarithm to base 10, elementwise.")
UFUNC(log1p, 1, 1, NONE, INEXACT(T_T, log1p), "log(1 + x), elementwise, exact near 0.")
UFUNC(sin, 1, 1, NONE, INEXACT(T_T, sin), "The sine of x in radians, elementwise.")
UFUNC(cos, 1, 1, NONE, INEXACT(T_T, cos), "The cosine of x in radians, elementwise.")
UFUNC(tan, 1, 1, NONE, INEXACT(T_T, tan), "The tangent of x in radians, elementwise.")
UFUNC(arcsin, 1, 1, NONE, INEXACT(T_T, arcsin), "The inverse sine, in radians, elementwise.")
UFUNC(arccos, 1, 1, NONE, INEXACT(T_T, arccos), "The inverse cosine, in radians, elementwise.")
UFUNC(arctan, 1, 1, NONE, INEXACT(T_T, arctan), "The inverse tangent, in radians, elementwise.")
UFUNC(sinh, 1, 1, NONE, INEXACT(T_T, sinh), "The hyperbolic sine, elementwise.")
UFUNC(cosh, 1, 1, NONE, INEXACT(T_T, cosh), "The hyperbolic cosine, elementwise.")
UFUNC(tanh, 1, 1, NONE, INEXACT(T_T, tanh), "The hyperbolic tangent, elementwise.")
UFUNC(arcsinh, 1, 1, NONE, INEXACT(T_T, arcsinh), "The inverse hyperbolic sine, elementwise.")
UFUNC(arccosh, 1, 1, NONE, INEXACT(T_T, arccosh), "The inverse hyperbolic cosine, elementwise.")
UFUNC(arctanh, 1, 1, NONE, INEXACT(T_T, arctanh), "The inverse hyperbolic tangent, elementwise.")
UFUNC(arctan2, 2, 1, NONE, REALS(TT_T, arctan2),
      "The angle of the point (y, x) from the positive x axis, elementwise: arctan2(y, x).")
UFUNC(hypot, 2, 1, ZERO, REALS(TT_T, hypot), "sqrt(x * x + y * y) without overflow, elementwise.")
UFUNC(copysign, 2, 1, NONE, REALS(TT_T, copysign), "|x| with the sign of y, elementwise.")
UFUNC(floor, 1, 1, NONE, BOOLS(T_T, positive) INTEGERS(T_T, positive) REALS(T_T, floor),
      "The largest integer no greater than x, elementwise.")
UFUNC(ceil, 1, 1, NONE, BOOLS(T_T, positive) INTEGERS(T_T, positive) REALS(T_T, ceil),
      "The smallest integer no less than x, elementwise.")
UFUNC(trunc, 1, 1, NONE, BOOLS(T_T, positive) INTEGERS(T_T, positive) REALS(T_T, trunc),
      "x without its fraction, elementwise.")
UFUNC(rint, 1, 1, NONE, INEXACT(T_T, rint), "The nearest integer, halves to even, elementwise.")

/* --- classification --- */
UFUNC(isnan, 1, 1, NONE, BOOLS(T_FIXED, never) INTEGERS(T_FIXED, never) INEXACT(T_B, isnan),
      "Whether x is NaN, elementwise.")
UFUNC(isinf, 1, 1, NONE, BOOLS(T_FIXED, never) INTEGERS(T_FIXED, never) INEXACT(T_B, isinf),
      "Whether x is infinite, elementwise.")
UFUNC(isfinite, 1, 1, NONE, BOOLS(T_FIXED, always) INTEGERS(T_FIXED, always)
      INEXACT(T_B, isfinite),
      "Whether x is neither infinite nor NaN, elementwise.")
UFUNC(signbit, 1, 1, NONE, REALS(T_B, signbit), "Whether the sign of x is negative, elementwise.")
UFUNC(isnat, 1, 1, NONE, NO_BOOL_T, "Refused: there are no dates.")

/* --- integers --- */
UFUNC(gcd, 2, 1, ZERO, NO_BOOL_TT INTEGERS(TT_T, gcd), "The greatest common divisor of |x| and |y|, elementwise.")
UFUNC(lcm, 2, 1, NONE, NO_BOOL_TT INTEGERS(TT_T, lcm), "The least common multiple of |x| and |y|, elementwise.")
UFUNC(bitwise_count, 1, 1, NONE, INTEGERS(T_U8, bitwise_count),
      "How many bits of |x| are 1, elementwise.")

/* --- into floating-point numbers --- */
UFUNC(radians, 1, 1, NONE, REALS(T_T, radians), "Degrees as radians, elementwise.")
UFUNC(deg2rad, 1, 1, NONE, REALS(T_T, radians), "Degrees as radians, elementwise.")
UFUNC(degrees, 1, 1, NONE, REALS(T_T, degrees), "Radians as degrees, elementwise.")
UFUNC(rad2deg, 1, 1, NONE, REALS(T_T, degrees), "Radians as degrees, elementwise.")
UFUNC(heaviside, 2, 1, NONE, REALS(TT_T, heaviside),
      "0 where x < 0, y where x is 0, 1 where x > 0, elementwise.")
UFUNC(logaddexp, 2, 1, MINUS_INFINITY, REALS(TT_T, logaddexp),
      "log(exp(x) + exp(y)), elementwise, without overflow.")
UFUNC(logaddexp2, 2, 1, MINUS_INFINITY, REALS(TT_T, logaddexp2),
      "log2(2 ** x + 2 ** y), elementwise, without overflow.")
UFUNC(nextafter, 2, 1, NONE, REALS(TT_T, nextafter),
      "The number next to x on the way to y, elementwise.")
UFUNC(spacing, 1, 1, NONE, REALS(T_T, spacing),
      "The distance from x to the next number away from zero, elementwise.")
UFUNC(frexp, 1, 2, NONE, T_TU(frexp, FLOAT16, INT32) T_TU(frexp, FLOAT32, INT32)
      T_TU(frexp, FLOAT64, INT32),
      "m and e with x = m * 2 ** e and 0.5 <= |m| < 1, elementwise.")
UFUNC(ldexp, 2, 1, NONE, TU_T(ldexp, FLOAT16, INT32) TU_T(ldexp, FLOAT16, INT64)
      TU_T(ldexp, FLOAT32, INT32) TU_T(ldexp, FLOAT32, INT64)
      TU_T(ldexp, FLOAT64, INT32) TU_T(ldexp, FLOAT64, INT64),
      "x * 2 ** e, elementwise.")
UFUNC(modf, 1, 2, NONE, T_TU(modf, FLOAT16, FLOAT16) T_TU(modf, FLOAT32, FLOAT32)
      T_TU(modf, FLOAT64, FLOAT64),
      "The fraction and the whole part of x, both with its sign, elementwise.")

/* clang-format on */
#undef UFUNC
#undef LOOP_ROW
#undef FOLD_ROW
#undef REFUSED_ROW

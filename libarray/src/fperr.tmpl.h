/* Looking at floating-point numbers of one width as integers. U: the unsigned type; ONE_EXPONENT:
 * the exponent's lowest bit; NAME(f): the names of the functions;
 * REAL: defined where there is a C type. */

#define TOP      ((U)1 << (8 * sizeof(U) - 1))
#define ABS(u)   ((U)((u) & (U)~TOP))
#define INFINITE ((U)(TOP - ONE_EXPONENT))

/* The top bits say: not finite; a NaN. */
#define NOT_FINITE(u) ((U)(ABS(u) + ONE_EXPONENT))
#define NAN_BIT(u)    ((U)(INFINITE - ABS(u)))

#ifndef REAL
/* Whether one of n adjacent numbers is not finite. Reals: special.h. */
static bool NAME(any_special)(const char *p, ptrdiff_t n)
{
    const U *x = (const U *)(const void *)p;
    U all = 0;
    for (ptrdiff_t i = 0; i < n; i++)
        all |= NOT_FINITE(x[i]);
    return (all & TOP) != 0;
}
#endif

#ifdef REAL
/* Whether one of n adjacent numbers is not below a limit, which is given as bits. */
static bool NAME(any_beyond)(const char *p, ptrdiff_t n, U limit)
{
    const U *x = (const U *)(const void *)p;
    const U rest = TOP - limit;
    U all = 0;
    for (ptrdiff_t i = 0; i < n; i++)
        all |= ABS(x[i]) + rest;
    return (all & TOP) != 0;
}
#endif

/* The same for underflow: whether one is zero or subnormal. */
static bool NAME(any_tiny)(const char *p, ptrdiff_t n)
{
    const U *x = (const U *)(const void *)p;
    bool all = false;
    for (ptrdiff_t i = 0; i < n; i++)
        all |= ABS(x[i]) < ONE_EXPONENT;
    return all;
}

/* Whether a result may tell of an error: it is no number where the operands are. Operands are
 * adjacent, or (step 0) one number. */
static bool NAME(any_suspect)(const char *p, const char *q, ptrdiff_t q_step, const char *r,
                              ptrdiff_t r_step, ptrdiff_t n)
{
    const U *z = (const U *)(const void *)p, *x = (const U *)(const void *)q;
    const U *y = (const U *)(const void *)r;
    U all = 0;
    if (q_step != 0 && r_step != 0) {
        for (ptrdiff_t i = 0; i < n; i++)
            all |= (U)(NOT_FINITE(z[i]) & (U) ~(NOT_FINITE(x[i]) | NOT_FINITE(y[i]))) |
                   (U)(NAN_BIT(z[i]) & (U) ~(NAN_BIT(x[i]) | NAN_BIT(y[i])));
        return (all & TOP) != 0;
    }
    if (q_step == 0) {
        x = y;
        y = (const U *)(const void *)q;
    }
    const U finite = NOT_FINITE(*y), nan = NAN_BIT(*y);
    for (ptrdiff_t i = 0; i < n; i++)
        all |= (U)(NOT_FINITE(z[i]) & (U) ~(NOT_FINITE(x[i]) | finite)) |
               (U)(NAN_BIT(z[i]) & (U) ~(NAN_BIT(x[i]) | nan));
    return (all & TOP) != 0;
}

/* What kind of number an element of `parts` numbers is. */
static unsigned NAME(kind)(const char *p, int parts)
{
    unsigned kind = 0;
    bool zero = true;
    for (int i = 0; i < parts; i++) {
        U u;
        memcpy(&u, p + i * (ptrdiff_t)sizeof u, sizeof u);
        u = ABS(u);
        if (u > INFINITE) kind |= IS_NAN;
        if (u == INFINITE) kind |= IS_INFINITE;
        if (u < ONE_EXPONENT) kind |= IS_TINY;
        zero = zero && u == 0;
    }
    return zero ? kind | IS_ZERO : kind;
}

#undef TOP
#undef ABS
#undef INFINITE
#undef NOT_FINITE
#undef NAN_BIT
#undef U
#undef ONE_EXPONENT
#undef NAME
#undef REAL

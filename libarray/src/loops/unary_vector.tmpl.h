/* Writes la_loop_OP_TYPE: z = FN(OP)(x), by the kernel OP_lanes_TYPE of vector_float.h or
 * vector_double.h. All elements take that way, whatever the strides and the length, and so get the
 * same bits; FN(OP) is for the lanes that the kernel leaves.
 *
 * OP: the operation's name. T, TYPE: the operand's and the result's type. VECTOR(name): the names
 * of lanes.h for it. ONLY_FLOAT: defined where there is no kernel for double, which then stays
 * scalar. Undefines OP and ONLY_FLOAT. */
#if defined(ONLY_FLOAT) && !defined(HALF_TYPE)
#include "unary_scalar.tmpl.h"
#else

/* Computes the odd lanes. Apart from the loop, which so keeps its vectors in registers. */
static __attribute__((noinline)) void LA_JOIN(mend_, OP, TYPE)(const char *x, VECTOR(vector) * to,
                                                               const VECTOR(lanes) * odd)
{
    VECTOR(vector) from;
    memcpy(&from, x, sizeof from);
    for (int k = 0; k < LANES; k++)
        if ((*odd)[k]) (*to)[k] = FN(OP)(from[k]);
}

/* n, a multiple of LANES, elements one after the other. */
static void LA_JOIN(vectors_of_, OP, TYPE)(const char *x, char *z, ptrdiff_t n)
{
    for (; n > 0; n -= LANES, x += LANES * sizeof(T), z += LANES * sizeof(T)) {
        VECTOR(lanes) odd = {0};
        VECTOR(vector) from;
        memcpy(&from, x, sizeof from);
        const VECTOR(vector) to = LA_JOIN(OP, _lanes, TYPE)(from, &odd);
        if (LA_UNLIKELY(VECTOR(any_lane)(odd))) {
            VECTOR(vector) mended = to;
            const VECTOR(lanes) which = odd;
            LA_JOIN(mend_, OP, TYPE)(x, &mended, &which);
            memcpy(z, &mended, sizeof mended);
            continue;
        }
        memcpy(z, &to, sizeof to);
    }
}

la_status LOOP_OF(OP)(char *const *args, ptrdiff_t n, const ptrdiff_t *steps)
{
    const char *x = args[0];
    char *z = args[1];
    if (steps[0] == (ptrdiff_t)sizeof(T) && steps[1] == (ptrdiff_t)sizeof(T)) {
        const ptrdiff_t whole = n - n % LANES;
        LA_JOIN(vectors_of_, OP, TYPE)(x, z, whole);
        x += whole * steps[0];
        z += whole * steps[1];
        n -= whole;
    }
    while (n > 0) { /* by way of a buffer, filled up with its first element */
        T some[8 * LANES];
        const ptrdiff_t m = n < 8 * LANES ? n : 8 * LANES;
        const ptrdiff_t whole = (m + LANES - 1) / LANES * LANES;
        for (ptrdiff_t k = 0; k < whole; k++)
            some[k] = *(const T *)(x + (k < m ? k * steps[0] : 0));
        LA_JOIN(vectors_of_, OP, TYPE)((const char *)some, (char *)some, whole);
        for (ptrdiff_t k = 0; k < m; k++)
            *(T *)(z + k * steps[1]) = some[k];
        x += m * steps[0];
        z += m * steps[1];
        n -= m;
    }
    return LA_OK;
}

#define INPUTS 1
#include "half_loop.tmpl.h"
#undef INPUTS

#undef OP
#endif
#undef ONLY_FLOAT

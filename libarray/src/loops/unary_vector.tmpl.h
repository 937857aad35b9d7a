/* Writes la_loop_OP_TYPE: z = FN(OP)(x), by the function of lane_loops.h; FN(OP) is for the lanes
 * that it leaves.
 *
 * OP: the operation's name. T, TYPE: the operand's and the result's type. VECTOR(name): the names
 * of lanes.h for it. ONLY_FLOAT: defined where there is none for double, which then stays scalar.
 * Undefines OP and ONLY_FLOAT. */
#if defined(ONLY_FLOAT) && !defined(HALF_TYPE)
#include "unary_scalar.tmpl.h"
#else

static void LA_JOIN(mend_, OP, TYPE)(char *const *args, void *to, const void *odd)
{
    const T *x = (const T *)args[0];
    const VECTOR(lanes) *which = odd;
    T *z = to;
    for (int k = 0; k < LANES; k++)
        if ((*which)[k]) z[k] = FN(OP)(x[k]);
}

la_status LOOP_OF(OP)(char *const *args, ptrdiff_t n, const ptrdiff_t *steps)
{
    FN(by_lanes)(LA_JOIN(LA_LANES_, OP, TYPE), LA_JOIN(mend_, OP, TYPE), 1, args, n, steps);
    return LA_OK;
}

#define INPUTS 1
#include "half_loop.tmpl.h"
#undef INPUTS

#undef OP
#endif
#undef ONLY_FLOAT

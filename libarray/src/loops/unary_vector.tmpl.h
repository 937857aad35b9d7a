/* Writes la_loop_OP_TYPE: z = FN(OP)(x), by the kernel OP_lanes_TYPE of vector_math.h. All elements
 * take that way, whatever the strides and the length, and so get the same bits; FN(OP) is for the
 * lanes that the kernel leaves.
 *
 * OP: the operation's name. T, TYPE: the operand's and the result's type. ONLY_FLOAT: defined where
 * there is no kernel for double, which then stays scalar. Undefines OP and ONLY_FLOAT. */
#if defined(ONLY_FLOAT) && !defined(HALF_TYPE)
#include "unary_scalar.tmpl.h"
#else

la_status LOOP_OF(OP)(char *const *args, ptrdiff_t n, const ptrdiff_t *steps)
{
    const char *x = args[0];
    char *z = args[1];
    for (; n > 0; n -= LANES, x += LANES * steps[0], z += LANES * steps[1]) {
        lanes odd = {0};
        const LA_JOIN(vector, , TYPE) from = FN(load_lanes)(x, steps[0], n);
        LA_JOIN(vector, , TYPE) v = FN(narrow)(LA_JOIN(OP, _lanes, TYPE)(WIDEN(from), &odd));
        if (LA_UNLIKELY(any_lane(odd)))
            for (int k = 0; k < LANES; k++)
                if (odd[k]) v[k] = FN(OP)(from[k]);
        FN(store_lanes)(z, steps[1], n, v);
    }
    return LA_OK;
}

#define INPUTS 1
#include "half_loop.tmpl.h"
#undef INPUTS

#undef OP
#endif
#undef ONLY_FLOAT

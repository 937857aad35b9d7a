/* Writes la_loop_OP_TYPE, z = FN(OP)(x, y), for reals that are divided in blocks: where the block
 * is of the quick kind, the result is made of the nearest quotient by FN(nearest_OP).
 *
 * OP: the operation's name. Undefines OP. */
#define NEAREST_(op) nearest_##op
#define NEAREST(op)  NEAREST_(op)

la_status LOOP_OF(OP)(char *const *args, ptrdiff_t n, const ptrdiff_t *steps)
{
    char *x = args[0], *y = args[1], *z = args[2];
    while (n > 0) {
        FN(division) d;
        const ptrdiff_t m = n < DIVISION_BLOCK ? n : DIVISION_BLOCK;
        if (FN(divide_block)(&d, x, steps[0], y, steps[1], m)) {
            for (int k = 0; k < DIVISION_BLOCK; k++)
                d.r[k] = FN(NEAREST(OP))(d.x[k], d.y[k], d.q[k], d.r[k]);
        } else {
            for (ptrdiff_t k = 0; k < m; k++)
                d.r[k] = FN(OP)(d.x[k], d.y[k]);
        }
        for (ptrdiff_t k = 0; k < m; k++)
            *(T *)(z + k * steps[2]) = d.r[k];
        x += m * steps[0];
        y += m * steps[1];
        z += m * steps[2];
        n -= m;
    }
    return LA_OK;
}

#define INPUTS 2
#include "half_loop.tmpl.h"
#undef INPUTS

#undef OP
#undef NEAREST
#undef NEAREST_

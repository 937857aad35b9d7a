/* Writes la_loop_OP_TYPE: z = FN(OP)(x, y), for operations that stay scalar (they call functions,
 * divide integers, ...), so that one loop with strides serves as well as several.
 *
 * OP: the operation's name. T, TYPE: the operands' type. RESULT: the result's type, T if undefined.
 * Undefines OP and RESULT. */
#ifndef RESULT
#define RESULT T
#endif

la_status LOOP_OF(OP)(char *const *args, ptrdiff_t n, const ptrdiff_t *steps)
{
    const char *x = args[0], *y = args[1];
    char *z = args[2];
    for (; n > 0; n--, x += steps[0], y += steps[1], z += steps[2])
        *(RESULT *)z = FN(OP)(*(const T *)x, *(const T *)y);
    return LA_OK;
}

#define INPUTS 2
#include "half_loop.tmpl.h"
#undef INPUTS

#undef OP
#undef RESULT

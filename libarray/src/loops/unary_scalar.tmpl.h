/* Writes la_loop_OP_TYPE: z = FN(OP)(x), for operations that stay scalar (they call functions), so
 * that one loop with strides serves as well as several.
 *
 * OP: the operation's name. T, TYPE: the operand's type. RESULT: the result's type, T if undefined.
 * Undefines OP and RESULT. */
#ifndef RESULT
#define RESULT T
#endif

la_status LOOP_OF(OP)(char *const *args, ptrdiff_t n, const ptrdiff_t *steps)
{
    const char *x = args[0];
    char *z = args[1];
    for (; n > 0; n--, x += steps[0], z += steps[1])
        *(RESULT *)z = FN(OP)(*(const T *)x);
    return LA_OK;
}

#define INPUTS 1
#include "half_loop.tmpl.h"
#undef INPUTS

#undef OP
#undef RESULT

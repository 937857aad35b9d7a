/* Writes la_loop_OP_TYPE: z = FN(OP)(x), for operations that compilers can vectorise.
 *
 * OP: the operation's name. T, TYPE: the operand's type. RESULT: the result's type, T if undefined.
 * LOOKS: defined where results are to be looked at (see.h). Undefines OP, RESULT and LOOKS. */
#ifndef RESULT
#define RESULT T
#endif
#ifdef LOOKS
#define SEE(z) FN(see)(z, &seen)
#else
#define SEE(z) (z)
#endif

la_status LOOP_OF(OP)(char *const *args, ptrdiff_t n, const ptrdiff_t *steps)
{
#ifdef LOOKS
    FN(seen) seen = 0;
#endif
    if (steps[0] == (ptrdiff_t)sizeof(T) && steps[1] == (ptrdiff_t)sizeof(RESULT)) {
        const T *x = (const T *)args[0];
        RESULT *z = (RESULT *)args[1];
        LA_INDEPENDENT
        for (ptrdiff_t i = 0; i < n; i++)
            z[i] = SEE(FN(OP)(x[i]));
    } else {
        const char *x = args[0];
        char *z = args[1];
        for (; n > 0; n--, x += steps[0], z += steps[1])
            *(RESULT *)z = SEE(FN(OP)(*(const T *)x));
    }
#ifdef LOOKS
    FN(saw)(seen);
#endif
    return LA_OK;
}

#define INPUTS 1
#include "half_loop.tmpl.h"
#undef INPUTS

#undef OP
#undef RESULT
#undef LOOKS
#undef SEE

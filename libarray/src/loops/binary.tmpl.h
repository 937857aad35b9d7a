/* Writes la_loop_OP_TYPE: z = FN(OP)(x, y), for operations that compilers can vectorise.
 *
 * OP: the operation's name. T, TYPE: the operands' type. RESULT: the result's type, T if undefined.
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
    const ptrdiff_t size = sizeof(T), result_size = sizeof(RESULT);
    if (steps[2] == result_size && steps[0] == size && steps[1] == size) {
        const T *x = (const T *)args[0], *y = (const T *)args[1];
        RESULT *z = (RESULT *)args[2];
        LA_INDEPENDENT
        for (ptrdiff_t i = 0; i < n; i++)
            z[i] = SEE(FN(OP)(x[i], y[i]));
    } else if (steps[2] == result_size && steps[0] == size && steps[1] == 0 && n > 1) {
        const T *x = (const T *)args[0], y = *(const T *)args[1];
        RESULT *z = (RESULT *)args[2];
        LA_INDEPENDENT
        for (ptrdiff_t i = 0; i < n; i++)
            z[i] = SEE(FN(OP)(x[i], y));
    } else if (steps[2] == result_size && steps[0] == 0 && steps[1] == size && n > 1) {
        const T x = *(const T *)args[0], *y = (const T *)args[1];
        RESULT *z = (RESULT *)args[2];
        LA_INDEPENDENT
        for (ptrdiff_t i = 0; i < n; i++)
            z[i] = SEE(FN(OP)(x, y[i]));
    } else {
        const char *x = args[0], *y = args[1];
        char *z = args[2];
        for (; n > 0; n--, x += steps[0], y += steps[1], z += steps[2])
            *(RESULT *)z = SEE(FN(OP)(*(const T *)x, *(const T *)y));
    }
#ifdef LOOKS
    FN(saw)(seen);
#endif
    return LA_OK;
}

#define INPUTS 2
#include "half_loop.tmpl.h"
#undef INPUTS

#undef OP
#undef RESULT
#undef LOOKS
#undef SEE

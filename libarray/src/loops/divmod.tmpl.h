/* Writes la_loop_divmod_TYPE around T FN(divmod)(T x, T y, T *remainder). */
la_status LOOP_OF(divmod)(char *const *args, ptrdiff_t n, const ptrdiff_t *steps)
{
    const char *x = args[0], *y = args[1];
    char *quotient = args[2], *remainder = args[3];
    for (; n > 0; n--) {
        T r;
        const T q = FN(divmod)(*(const T *)x, *(const T *)y, &r);
        *(T *)quotient = q;
        *(T *)remainder = r;
        x += steps[0];
        y += steps[1];
        quotient += steps[2];
        remainder += steps[3];
    }
    return LA_OK;
}

#define OP      divmod
#define INPUTS  2
#define OUTPUTS 2
#include "half_loop.tmpl.h"
#undef OP
#undef INPUTS
#undef OUTPUTS

/* Writes la_fold_OP_TYPE: elements taken one after the other into the accumulator, in their order.
 * Compilers vectorise it where the order cannot be seen (integers).
 *
 * OP: the operation's name, with a function FN(OP)(T, T). Undefines OP. */
void FOLD_OF(OP)(char *accumulator, const char *in, ptrdiff_t n, ptrdiff_t stride)
{
    T value = *(T *)accumulator;
    if (stride == (ptrdiff_t)sizeof(T)) {
        const T *x = (const T *)in;
        for (ptrdiff_t i = 0; i < n; i++)
            value = FN(OP)(value, x[i]);
    } else {
        for (; n > 0; n--, in += stride)
            value = FN(OP)(value, *(const T *)in);
    }
    *(T *)accumulator = value;
}

#include "half_fold.tmpl.h"

#undef OP

/* Writes the folds of the logical operations: elements of any type into an accumulator that is a
 * la_bool. logical_and and logical_or stop where the answer is known; contiguous elements are
 * tested in blocks that compilers vectorise.
 *
 * T, TYPE; NONZERO(x): whether an element is true. */
enum { FN(truth_block) = 256 };

/* Whether any of n contiguous elements is true (wanted 1) or false (wanted 0). */
static inline bool FN(has)(const T *x, ptrdiff_t n, int wanted)
{
    int found = 0;
    for (ptrdiff_t i = 0; i < n; i++)
        found |= (int)NONZERO(x[i]) ^ !wanted;
    return found;
}

static inline bool FN(contains)(const char *in, ptrdiff_t n, ptrdiff_t stride, int wanted)
{
    if (stride == (ptrdiff_t)sizeof(T)) {
        const T *x = (const T *)in;
        for (; n >= FN(truth_block); n -= FN(truth_block), x += FN(truth_block))
            if (FN(has)(x, FN(truth_block), wanted)) return true;
        return FN(has)(x, n, wanted);
    }
    for (; n > 0; n--, in += stride)
        if (NONZERO(*(const T *)in) == wanted) return true;
    return false;
}

void FOLD_OF(logical_and)(char *accumulator, const char *in, ptrdiff_t n, ptrdiff_t stride)
{
    if (*(la_bool *)accumulator) *(la_bool *)accumulator = !FN(contains)(in, n, stride, 0);
}

void FOLD_OF(logical_or)(char *accumulator, const char *in, ptrdiff_t n, ptrdiff_t stride)
{
    if (!*(la_bool *)accumulator) *(la_bool *)accumulator = FN(contains)(in, n, stride, 1);
}

void FOLD_OF(logical_xor)(char *accumulator, const char *in, ptrdiff_t n, ptrdiff_t stride)
{
    la_bool odd = *(la_bool *)accumulator != 0;
    for (; n > 0; n--, in += stride)
        odd ^= (la_bool)NONZERO(*(const T *)in);
    *(la_bool *)accumulator = odd;
}

#define TRUTH
#define OP logical_and
#include "half_fold.tmpl.h"
#undef OP
#define OP logical_or
#include "half_fold.tmpl.h"
#undef OP
#define OP logical_xor
#include "half_fold.tmpl.h"
#undef OP
#undef TRUTH

/* float16: loops and folds of float on chunks of converted elements. */
#include "half.h"

#include <math.h>

#include "../cast.h"
#include "libarray/float16.h"
#include "loops.h"

enum { CHUNK = 256 };

static void from_half(const char *in, ptrdiff_t stride, float *to, ptrdiff_t n)
{
    la_cast_find(LA_FLOAT16, LA_FLOAT32)(in, stride, (char *)to, sizeof *to, n);
}

static void to_half(const float *from, char *out, ptrdiff_t stride, ptrdiff_t n)
{
    la_cast_find(LA_FLOAT32, LA_FLOAT16)((const char *)from, sizeof *from, out, stride, n);
}

/* An operand's next elements as float; one that stands still was converted before. */
typedef struct operand {
    char *at;
    ptrdiff_t step;
    float chunk[CHUNK];
} operand;

/* A reduction by a loop without a fold: the accumulator stays float to the end. */
static la_status accumulate(la_loop_fn run, char *const *args, ptrdiff_t n, const ptrdiff_t *steps)
{
    float value, chunk[CHUNK];
    from_half(args[0], 0, &value, 1);
    const char *in = args[1];
    while (n > 0) {
        const ptrdiff_t m = n < CHUNK ? n : CHUNK, inner[3] = {0, sizeof(float), 0};
        char *const inner_args[3] = {(char *)&value, (char *)chunk, (char *)&value};
        from_half(in, steps[1], chunk, m);
        LA_TRY(run(inner_args, m, inner));
        in += m * steps[1];
        n -= m;
    }
    to_half(&value, args[2], 0, 1);
    return LA_OK;
}

la_status la_run_half(la_loop_fn run, int nin, int nout, bool truth, char *const *args, ptrdiff_t n,
                      const ptrdiff_t *steps)
{
    operand operands[LA_UFUNC_MAXARGS];
    char *inner_args[LA_UFUNC_MAXARGS];
    ptrdiff_t inner[LA_UFUNC_MAXARGS];
    if (n > 1 && nin == 2 && !truth && args[0] == args[2] && steps[0] == 0 && steps[2] == 0)
        return accumulate(run, args, n, steps);
    const int nargs = nin + nout;
    for (int k = 0; k < nargs; k++) {
        operand *o = &operands[k];
        const bool direct = k >= nin && truth;
        o->at = args[k];
        o->step = steps[k];
        inner_args[k] = direct ? o->at : (char *)o->chunk;
        inner[k] = direct ? o->step : o->step || k >= nin ? (ptrdiff_t)sizeof(float) : 0;
        if (inner[k] == 0 && !direct) from_half(o->at, 0, o->chunk, 1);
    }
    while (n > 0) {
        const ptrdiff_t m = n < CHUNK ? n : CHUNK;
        for (int k = 0; k < nargs; k++)
            if (k < nin && inner[k] != 0)
                from_half(operands[k].at, operands[k].step, operands[k].chunk, m);
        LA_TRY(run(inner_args, m, inner));
        for (int k = 0; k < nargs; k++) {
            operand *o = &operands[k];
            if (k >= nin && !truth) to_half(o->chunk, o->at, o->step, m);
            if (k >= nin && truth) inner_args[k] += m * o->step;
            o->at += m * o->step;
        }
        n -= m;
    }
    return LA_OK;
}

void la_fold_half(la_fold_fn fold, bool truth, char *accumulator, const char *in, ptrdiff_t n,
                  ptrdiff_t stride)
{
    float value, chunk[CHUNK];
    if (!truth) from_half(accumulator, 0, &value, 1);
    for (; n > 0; n -= CHUNK, in += CHUNK * stride) {
        const ptrdiff_t m = n < CHUNK ? n : CHUNK;
        from_half(in, stride, chunk, m);
        fold(truth ? accumulator : (char *)&value, (const char *)chunk, m, sizeof(float));
    }
    if (!truth) to_half(&value, accumulator, 0, 1);
}

/* The pairwise sum of fold_sum.tmpl.h, with the same blocks. */
static float pairwise_sum(const char *in, ptrdiff_t n, ptrdiff_t stride)
{
    if (n <= 128) {
        float chunk[128], sum = -0.0F;
        from_half(in, stride, chunk, n);
        la_fold_add_FLOAT32((char *)&sum, (const char *)chunk, n, sizeof(float));
        return sum;
    }
    ptrdiff_t half = n / 2;
    half -= half % 8;
    return pairwise_sum(in, half, stride) + pairwise_sum(in + half * stride, n - half, stride);
}

void la_fold_add_FLOAT16(char *accumulator, const char *in, ptrdiff_t n, ptrdiff_t stride)
{
    float sum;
    from_half(accumulator, 0, &sum, 1);
    sum += pairwise_sum(in, n, stride);
    to_half(&sum, accumulator, 0, 1);
}

/* --- what looks into numbers ------------------------------------------------------------------ */

/* The number next to x on the way to y. */
static la_float16 next_after(la_float16 x, la_float16 y)
{
    const float from = la_float16_to_float(x), to = la_float16_to_float(y);
    if (from != from) return x;
    if (to != to || from == to) return y;
    if (from == 0) return (la_float16)((y & 0x8000) | 1);
    return (la_float16)((from < to) == (from > 0) ? x + 1 : x - 1);
}

la_status la_loop_nextafter_FLOAT16(char *const *args, ptrdiff_t n, const ptrdiff_t *steps)
{
    const char *x = args[0], *y = args[1];
    char *z = args[2];
    for (; n > 0; n--, x += steps[0], y += steps[1], z += steps[2])
        *(la_float16 *)z = next_after(*(const la_float16 *)x, *(const la_float16 *)y);
    return LA_OK;
}

/* Unlike the wider types' it is never negative: NumPy looks upwards, to the greater neighbour. */
la_status la_loop_spacing_FLOAT16(char *const *args, ptrdiff_t n, const ptrdiff_t *steps)
{
    const char *x = args[0];
    char *z = args[1];
    for (; n > 0; n--, x += steps[0], z += steps[1]) {
        const la_float16 value = *(const la_float16 *)x;
        const float here = la_float16_to_float(value);
        const float next = la_float16_to_float(next_after(value, 0x7c00));
        *(la_float16 *)z = la_float16_from_float(here - here + (next - here));
    }
    return LA_OK;
}

la_status la_loop_frexp_FLOAT16(char *const *args, ptrdiff_t n, const ptrdiff_t *steps)
{
    const char *x = args[0];
    char *mantissa = args[1], *exponent = args[2];
    for (; n > 0; n--, x += steps[0], mantissa += steps[1], exponent += steps[2]) {
        int e = 0;
        const float m = frexpf(la_float16_to_float(*(const la_float16 *)x), &e);
        *(la_float16 *)mantissa = la_float16_from_float(m);
        *(int32_t *)exponent = e;
    }
    return LA_OK;
}

la_status la_loop_modf_FLOAT16(char *const *args, ptrdiff_t n, const ptrdiff_t *steps)
{
    return la_run_half(la_loop_modf_FLOAT32, 1, 2, false, args, n, steps);
}

la_status la_loop_ldexp_INT32_FLOAT16(char *const *args, ptrdiff_t n, const ptrdiff_t *steps)
{
    const char *x = args[0], *e = args[1];
    char *z = args[2];
    for (; n > 0; n--, x += steps[0], e += steps[1], z += steps[2]) {
        const float value = la_float16_to_float(*(const la_float16 *)x);
        *(la_float16 *)z = la_float16_from_float(ldexpf(value, *(const int32_t *)e));
    }
    return LA_OK;
}

la_status la_loop_ldexp_INT64_FLOAT16(char *const *args, ptrdiff_t n, const ptrdiff_t *steps)
{
    const char *x = args[0], *e = args[1];
    char *z = args[2];
    for (; n > 0; n--, x += steps[0], e += steps[1], z += steps[2]) {
        const int64_t given = *(const int64_t *)e;
        const int exponent = given > 100 ? 100 : given < -100 ? -100 : (int)given; /* all beyond */
        const float value = la_float16_to_float(*(const la_float16 *)x);
        *(la_float16 *)z = la_float16_from_float(ldexpf(value, exponent));
    }
    return LA_OK;
}

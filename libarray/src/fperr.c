/* Floating-point errors, found by looking at results. See libarray/fperr.h. */
#include "fperr.h"

#include <float.h>
#include <math.h>
#include <string.h>

#include "special.h"

unsigned la_fp_watch = LA_FP_DIVIDE | LA_FP_OVERFLOW | LA_FP_INVALID;
unsigned la_fp_found;
bool la_fp_special;

void la_fp_add(unsigned errors)
{
    errors &= la_fp_watch;
    if (errors) __atomic_or_fetch(&la_fp_found, errors, __ATOMIC_RELAXED);
}

/* --- which ufuncs can err --------------------------------------------------------------------- */

/* When an infinite result of finite operands is exact (LA_FP_DIVIDE), not too great a number. */
enum {
    NEVER,
    ALWAYS,
    FIRST_IS_ZERO,
    SECOND_IS_ZERO,
    FIRST_COUNTS /* never; the second operand is no matter */
};

/* The rules' rows: what reals and complex numbers may raise, what integers, and when it's a pole.
 */
#define D LA_FP_DIVIDE
#define O LA_FP_OVERFLOW
#define U LA_FP_UNDERFLOW
#define I LA_FP_INVALID

enum {
#define UFUNC(name, nin, nout, identity, rows, doc) UFUNC_##name,
#include "loops/ufuncs.inc.h"
    NUFUNCS
};

const la_fp_rule la_fp_rules[NUFUNCS] = {
    [UFUNC_add] = {O | I, 0, NEVER, true},
    [UFUNC_subtract] = {O | I, 0, NEVER, true},
    [UFUNC_multiply] = {O | U | I, 0, NEVER, true},
    [UFUNC_divide] = {D | O | U | I, 0, SECOND_IS_ZERO, true},
    [UFUNC_floor_divide] = {D | O | I, D | O, SECOND_IS_ZERO, false},
    [UFUNC_remainder] = {I, D, NEVER, false},
    [UFUNC_fmod] = {I, D, NEVER, false},
    [UFUNC_divmod] = {D | O | I, D | O, SECOND_IS_ZERO, false},
    [UFUNC_power] = {D | O | U | I, 0, FIRST_IS_ZERO, false},
    [UFUNC_float_power] = {D | O | U | I, 0, FIRST_IS_ZERO, false},
    [UFUNC_square] = {O | U | I, 0, NEVER, true},
    [UFUNC_reciprocal] = {D | O | U | I, D | I, FIRST_IS_ZERO, true},
    [UFUNC_sqrt] = {I, 0, NEVER, true},
    [UFUNC_exp] = {O | U | I, 0, NEVER, false},
    [UFUNC_exp2] = {O | U | I, 0, NEVER, false},
    [UFUNC_expm1] = {O | U | I, 0, NEVER, false},
    [UFUNC_log] = {D | I, 0, ALWAYS, false},
    [UFUNC_log2] = {D | I, 0, ALWAYS, false},
    [UFUNC_log10] = {D | I, 0, ALWAYS, false},
    [UFUNC_log1p] = {D | U | I, 0, ALWAYS, false},
    [UFUNC_sin] = {O | U | I, 0, NEVER, false},
    [UFUNC_cos] = {O | U | I, 0, NEVER, false},
    [UFUNC_tan] = {O | U | I, 0, NEVER, false},
    [UFUNC_arcsin] = {U | I, 0, NEVER, false},
    [UFUNC_arccos] = {U | I, 0, NEVER, false},
    [UFUNC_arctan] = {D | U | I, 0, ALWAYS, false},
    [UFUNC_sinh] = {O | U | I, 0, NEVER, false},
    [UFUNC_cosh] = {O | U | I, 0, NEVER, false},
    [UFUNC_tanh] = {U | I, 0, NEVER, false},
    [UFUNC_arcsinh] = {U | I, 0, NEVER, false},
    [UFUNC_arccosh] = {I, 0, NEVER, false},
    [UFUNC_arctanh] = {D | U | I, 0, ALWAYS, false},
    [UFUNC_hypot] = {O | U, 0, NEVER, false},
    [UFUNC_degrees] = {O, 0, NEVER, false},
    [UFUNC_rad2deg] = {O, 0, NEVER, false},
    [UFUNC_radians] = {U, 0, NEVER, false},
    [UFUNC_deg2rad] = {U, 0, NEVER, false},
    [UFUNC_nextafter] = {O | U, 0, FIRST_COUNTS, false},
    [UFUNC_spacing] = {O, 0, NEVER, false},
    [UFUNC_ldexp] = {O | U, 0, FIRST_COUNTS, false},
};
#undef D
#undef O
#undef U
#undef I

/* --- numbers as bits -------------------------------------------------------------------------- */

enum { IS_NAN = 1, IS_INFINITE = 2, IS_TINY = 4, IS_ZERO = 8 };

#define U            uint16_t
#define ONE_EXPONENT ((U)1 << 10)
#define NAME(f)      f##_16
#include "fperr.tmpl.h"

#define U            uint32_t
#define ONE_EXPONENT ((U)1 << 23)
#define NAME(f)      f##_32
#define REAL         float
#include "fperr.tmpl.h"

#define U            uint64_t
#define ONE_EXPONENT ((U)1 << 52)
#define NAME(f)      f##_64
#define REAL         double
#include "fperr.tmpl.h"

static int parts_of(la_type type)
{
    return la_dtypes[type].kind == 'c' ? 2 : 1;
}

static bool is_inexact(la_type type)
{
    return type >= LA_FIRST_INEXACT;
}

/* Bytes of one part. */
static int width_of(la_type type)
{
    return la_dtypes[type].itemsize / parts_of(type);
}

static unsigned kind_of(const char *p, la_type type)
{
    const int parts = parts_of(type);
    if (!is_inexact(type)) return 0;
    switch (width_of(type)) {
    case 2: return kind_16(p, parts);
    case 4: return kind_32(p, parts);
    default: return kind_64(p, parts);
    }
}

/* Whether one of n elements is not finite or, if underflow is of interest, tiny. */
static bool any_special(const char *p, ptrdiff_t n, ptrdiff_t step, la_type type, bool tiny)
{
    const ptrdiff_t size = la_dtypes[type].itemsize;
    if (step != size || (uintptr_t)p % (size_t)width_of(type) != 0) {
        const unsigned special = IS_NAN | IS_INFINITE | (tiny ? IS_TINY : 0);
        for (; n > 0; n--, p += step)
            if (kind_of(p, type) & special) return true;
        return false;
    }
    n *= parts_of(type);
    switch (width_of(type)) {
    case 2: return any_special_16(p, n) || (tiny && any_tiny_16(p, n));
    case 4: return la_any_special_float(p, n) || (tiny && any_tiny_32(p, n));
    default: return la_any_special_double(p, n) || (tiny && any_tiny_64(p, n));
    }
}

/* --- one call's errors ------------------------------------------------------------------------ */

typedef struct watched {
    const la_fp_rule *rule;
    const la_loop *loop;
    int nin, nout;
    int ncount;      /* inputs that can be to blame */
    unsigned wanted; /* not yet found */
} watched;

/* A product's or quotient's digits below the smallest number are lost unless it was exact: it was
 * if going back gives the operand. */
static bool is_exact(const watched *w, char *const *args, const char *out)
{
    const la_type type = w->loop->types[0];
    double x, y = 0, z;
    if (w->nin != 2) return false;
    if (type == LA_FLOAT64) {
        memcpy(&x, args[0], sizeof x);
        memcpy(&y, args[1], sizeof y);
        memcpy(&z, out, sizeof z);
    } else if (type == LA_FLOAT32) {
        float f[3];
        memcpy(&f[0], args[0], sizeof f[0]);
        memcpy(&f[1], args[1], sizeof f[1]);
        memcpy(&f[2], out, sizeof f[2]);
        x = f[0];
        y = f[1];
        z = f[2];
    } else {
        return false;
    }
    if (w->rule == &la_fp_rules[UFUNC_multiply]) return z != 0 && (z / y == x && z / x == y);
    if (w->rule == &la_fp_rules[UFUNC_divide]) return z != 0 && z * y == x;
    return false;
}

/* The parts of a complex number. */
static void read_parts(double *parts, const char *p, la_type type)
{
    la_cast_find(type, LA_COMPLEX128)(p, 0, (char *)parts, 0, 1);
}

/* Whether x y (or x / y), in single or double precision, is tiny and not exact. */
static bool loses_digits(double x, double y, bool divided, bool single)
{
    if (x == 0 || y == 0) return false;
    const double exact = divided ? x / y : x * y, z = single ? (double)(float)exact : exact;
    if (fabs(z) >= (single ? (double)FLT_MIN : DBL_MIN)) return false;
    if (divided) return z == 0 || z * y != x;
    return single ? z != exact : z == 0 || z / y != x || z / x != y;
}

/* Of complex numbers: what the products are sums of, what a real divisor divides; else a result of
 * which both parts are tiny. */
static bool lost_parts(const watched *w, char *const *args, const char *out)
{
    const la_type type = w->loop->types[0];
    const bool single = type == LA_COMPLEX64, divided = w->rule == &la_fp_rules[UFUNC_divide];
    const bool squared = w->rule == &la_fp_rules[UFUNC_square];
    double x[2], y[2], z[2];
    read_parts(x, args[0], type);
    read_parts(y, args[w->nin - 1], w->loop->types[w->nin - 1]);
    if (squared || w->rule == &la_fp_rules[UFUNC_multiply] || (divided && y[1] == 0)) {
        for (int i = 0; i < 2; i++)
            for (int k = 0; k < 2; k++)
                if (loses_digits(x[i], y[k], divided, single)) return true;
        return false;
    }
    read_parts(z, out, type);
    const double smallest = single ? (double)FLT_MIN : DBL_MIN;
    return fabs(z[0]) < smallest && fabs(z[1]) < smallest;
}

/* A tiny result of operands that are not 0 and not infinite. */
static bool lost_digits(const watched *w, char *const *args, const char *out, unsigned in)
{
    if (in & (IS_NAN | IS_INFINITE)) return false;
    for (int k = 0; k < w->ncount; k++) /* f(0) is 0 wherever it is tiny */
        if (kind_of(args[k], w->loop->types[k]) & IS_ZERO) return false;
    if (parts_of(w->loop->types[0]) == 2) return lost_parts(w, args, out);
    return !is_exact(w, args, out);
}

static unsigned element_errors(const watched *w, char *const *args, const char *out, la_type type)
{
    const unsigned kind = kind_of(out, type);
    unsigned in = 0, errors = 0;
    if (!(kind & (IS_NAN | IS_INFINITE | IS_TINY))) return 0;
    for (int k = 0; k < w->ncount; k++)
        in |= kind_of(args[k], w->loop->types[k]);
    for (int k = w->ncount; k < w->nin; k++) /* others can't be to blame, but for a NaN */
        in |= kind_of(args[k], w->loop->types[k]) & IS_NAN;
    if ((kind & IS_NAN) && !(in & IS_NAN)) errors |= LA_FP_INVALID;
    if ((kind & IS_INFINITE) && !(in & (IS_NAN | IS_INFINITE))) {
        bool pole = w->rule->pole == ALWAYS;
        if (w->rule->pole == FIRST_IS_ZERO) pole = kind_of(args[0], w->loop->types[0]) & IS_ZERO;
        if (w->rule->pole == SECOND_IS_ZERO) pole = kind_of(args[1], w->loop->types[1]) & IS_ZERO;
        errors |= pole ? LA_FP_DIVIDE : LA_FP_OVERFLOW;
    }
    if ((w->wanted & LA_FP_UNDERFLOW) && (kind & IS_TINY) && lost_digits(w, args, out, in))
        errors |= LA_FP_UNDERFLOW;
    return errors;
}

/* Whether all that is special in a piece of results was so in its operands: the usual case of data
 * with NaNs in it. False where it would take a closer look to know. */
static bool is_inherited(const watched *w, char *const *args, const ptrdiff_t *steps, ptrdiff_t n,
                         const char *out, ptrdiff_t step, la_type type)
{
    const ptrdiff_t size = la_dtypes[type].itemsize;
    const int last = w->nin - 1;
    if (w->nin > 2 || w->ncount != w->nin || step != size || la_dtypes[type].kind != 'f')
        return false;
    for (int k = 0; k < w->nin; k++)
        if (w->loop->types[k] != type || (steps[k] != size && (steps[k] != 0 || w->nin == 1)))
            return false;
    if (steps[0] == 0 && steps[last] == 0) return false;
    switch (size) {
    case 2: return !any_suspect_16(out, args[0], steps[0], args[last], steps[last], n);
    case 4: return !any_suspect_32(out, args[0], steps[0], args[last], steps[last], n);
    default: return !any_suspect_64(out, args[0], steps[0], args[last], steps[last], n);
    }
}

/* Results of which one or another isn't finite. */
static void check_real(watched *w, char *const *args, const ptrdiff_t *steps, ptrdiff_t n,
                       const char *out, ptrdiff_t step, la_type type)
{
    const bool tiny = w->wanted & LA_FP_UNDERFLOW;
    const bool looked = w->rule->looks && (type == LA_FLOAT32 || type == LA_FLOAT64);
    if (LA_LIKELY(looked && !tiny ? !la_fp_special : !any_special(out, n, step, type, tiny)))
        return;
    if (!tiny && is_inherited(w, args, steps, n, out, step, type)) return;
    char *at[LA_UFUNC_MAXARGS] = {NULL};
    for (int k = 0; k < w->nin; k++)
        at[k] = args[k];
    for (ptrdiff_t i = 0; i < n && w->wanted; i++, out += step) {
        const unsigned errors = element_errors(w, at, out, type);
        if (errors) {
            la_fp_add(errors);
            w->wanted &= ~errors;
        }
        for (int k = 0; k < w->nin; k++)
            at[k] += steps[k];
    }
}

static int64_t integer_at(const char *p, la_type type)
{
    switch (type) {
    case LA_INT8: return *(const int8_t *)p;
    case LA_INT16: return *(const int16_t *)(const void *)p;
    case LA_INT32: return *(const int32_t *)(const void *)p;
    case LA_INT64: return *(const int64_t *)(const void *)p;
    case LA_UINT8: return *(const uint8_t *)p;
    case LA_UINT16: return *(const uint16_t *)(const void *)p;
    case LA_UINT32: return *(const uint32_t *)(const void *)p;
    default: return (int64_t)*(const uint64_t *)(const void *)p;
    }
}

/* Integers: division by zero; the lowest number by -1. */
#define ANY_ODD(T)                                                                                 \
    for (ptrdiff_t i = 0; i < n; i++)                                                              \
        all |= ((const T *)(const void *)p)[i] == 0 || ((const T *)(const void *)p)[i] == (T) - 1; \
    return all

/* Whether one of n adjacent divisors is 0 or -1 (or the greatest, which looks like that). */
static bool any_odd_divisor(const char *p, ptrdiff_t n, la_type type)
{
    bool all = false;
    switch (la_dtypes[type].itemsize) {
    case 1: ANY_ODD(uint8_t);
    case 2: ANY_ODD(uint16_t);
    case 4: ANY_ODD(uint32_t);
    default: ANY_ODD(uint64_t);
    }
}

static void check_integers(watched *w, char *const *args, const ptrdiff_t *steps, ptrdiff_t n)
{
    const la_type type = w->loop->types[0];
    const ptrdiff_t divisor_step = steps[w->nin - 1];
    if (divisor_step == 0 || divisor_step == la_dtypes[type].itemsize)
        if (!any_odd_divisor(args[w->nin - 1], divisor_step == 0 ? 1 : n, type)) return;
    const la_dtype *dtype = &la_dtypes[type];
    const int64_t lowest = dtype->kind == 'i' ? -((int64_t)1 << (8 * dtype->itemsize - 2)) * 2 : 1;
    const int divisor = w->nin - 1;
    const char *x = args[0], *y = args[divisor];
    for (ptrdiff_t i = 0; i < n && w->wanted; i++, x += steps[0], y += steps[divisor]) {
        const int64_t d = integer_at(y, type);
        unsigned errors = 0;
        if (LA_LIKELY(d > 0)) continue;
        if (d == 0)
            errors = (LA_FP_DIVIDE | LA_FP_INVALID) & w->rule->integer;
        else if (d == -1 && dtype->kind == 'i' && integer_at(x, type) == lowest)
            errors = LA_FP_OVERFLOW & w->rule->integer;
        if (errors) {
            la_fp_add(errors);
            w->wanted &= ~errors;
        }
    }
}

static void check(watched *w, char *const *args, const ptrdiff_t *steps, ptrdiff_t n,
                  char *const *outs)
{
    if (!is_inexact(w->loop->types[0])) {
        check_integers(w, args, steps, n);
        return;
    }
    for (int k = 0; k < w->nout; k++) {
        const la_type type = w->loop->types[w->nin + k];
        if (is_inexact(type)) check_real(w, args, steps, n, outs[k], steps[w->nin + k], type);
    }
}

/* --- running ---------------------------------------------------------------------------------- */

/* Bytes of an operand in a piece: results are looked at while they are in the first cache. Where
 * the loop looks itself, and hardly ever sees anything, pieces are longer: at each end, reads of
 * memory wait. */
#define PIECE      8192
#define LONG_PIECE (32 * PIECE)

static watched watch(const la_ufunc *ufunc, const la_loop *loop)
{
    const la_fp_rule *rule = &la_fp_rules[ufunc->index];
    return (watched){
        .rule = rule,
        .loop = loop,
        .nin = ufunc->nin,
        .nout = ufunc->nout,
        .ncount = rule->pole == FIRST_COUNTS ? 1 : ufunc->nin,
        .wanted = (is_inexact(loop->types[0]) ? rule->inexact : rule->integer) & la_fp_watch &
                  ~la_fp_found,
    };
}

/* Inputs that an output is written over are kept, a piece at a time. */
static void keep_inputs(const watched *w, char *const *args, const ptrdiff_t *steps, ptrdiff_t n,
                        char (*kept)[PIECE], char **inputs, ptrdiff_t *kept_steps)
{
    for (int k = 0; k < w->nin; k++) {
        inputs[k] = args[k];
        kept_steps[k] = steps[k];
        for (int o = w->nin; o < w->nin + w->nout; o++) {
            if (args[k] != args[o]) continue;
            const ptrdiff_t size = la_dtypes[w->loop->types[k]].itemsize;
            la_copy_find(size)(args[k], steps[k], kept[k], size, steps[k] == 0 ? 1 : n);
            inputs[k] = kept[k];
            kept_steps[k] = steps[k] == 0 ? 0 : size;
            break;
        }
    }
}

/* Whether the loop looks at its results itself, and leaves its inputs as they are. */
static bool looks_itself(const watched *w, char *const *args)
{
    const la_type type = w->loop->types[w->nin];
    bool looks = w->rule->looks && (type == LA_FLOAT32 || type == LA_FLOAT64);
    for (int k = 0; k < w->nin; k++)
        looks = looks && args[k] != args[w->nin];
    return looks && !(w->wanted & LA_FP_UNDERFLOW);
}

static la_status run_in_pieces(const la_ufunc *ufunc, const la_loop *loop, char *const *args,
                               ptrdiff_t n, const ptrdiff_t *steps)
{
    _Alignas(16) char kept[2][PIECE];
    watched w = watch(ufunc, loop);
    ptrdiff_t size = 1, all_steps[LA_UFUNC_MAXARGS] = {0};
    char *at[LA_UFUNC_MAXARGS] = {NULL}, *inputs[LA_UFUNC_MAXARGS] = {NULL};
    const int nargs = w.nin + w.nout;
    for (int k = 0; k < nargs; k++) {
        at[k] = args[k];
        all_steps[k] = steps[k];
        if (la_dtypes[loop->types[k]].itemsize > size) size = la_dtypes[loop->types[k]].itemsize;
    }
    const ptrdiff_t piece = (looks_itself(&w, args) ? LONG_PIECE : PIECE) / size;
    while (n > 0) {
        const ptrdiff_t m = n < piece || !w.wanted ? n : piece;
        la_fp_special = false;
        if (w.wanted) keep_inputs(&w, at, steps, m, kept, inputs, all_steps);
        LA_TRY(loop->run(at, m, steps));
        if (w.wanted) check(&w, inputs, all_steps, m, at + w.nin);
        for (int k = 0; k < nargs; k++)
            at[k] += m * steps[k];
        n -= m;
    }
    return LA_OK;
}

/* Few elements, two operands and a result apart from them, and nothing special: the usual case. */
la_status la_fp_run(const la_ufunc *ufunc, const la_loop *loop, char *const *args, ptrdiff_t n,
                    const ptrdiff_t *steps)
{
    const la_fp_rule *rule = &la_fp_rules[ufunc->index];
    const la_type type = loop->types[0];
    const int last = ufunc->nin;
    if (n > 128 || ufunc->nout > 1 || last > 2 || type < LA_FIRST_INEXACT ||
        (la_fp_watch & LA_FP_UNDERFLOW) || args[0] == args[last] || args[last - 1] == args[last])
        return run_in_pieces(ufunc, loop, args, n, steps);
    la_fp_special = false;
    LA_TRY(loop->run(args, n, steps));
    if (rule->looks && (type == LA_FLOAT32 || type == LA_FLOAT64)) {
        if (LA_LIKELY(!la_fp_special)) return LA_OK;
    } else if (LA_LIKELY(!any_special(args[last], n, steps[last], loop->types[last], false))) {
        return LA_OK;
    }
    watched w = watch(ufunc, loop);
    check(&w, args, steps, n, args + last);
    return LA_OK;
}

/* --- casts ------------------------------------------------------------------------------------ */

bool la_fp_cast_can_fail(la_type from, la_type to)
{
    if (to == LA_BOOL || from == to) return false;
    if (!is_inexact(from)) return to == LA_FLOAT16 && la_dtypes[from].itemsize > 1;
    return !is_inexact(to) || width_of(to) < width_of(from);
}

/* Whether reals lie outside the range of the integers that x86-64 converts to on the way to this
 * type: those are the casts of which NumPy complains. */
static bool out_of_range(const char *p, ptrdiff_t step, ptrdiff_t n, la_type from, la_type to)
{
    const bool narrow = la_dtypes[to].itemsize < 4 || to == LA_INT32;
    const double high = narrow ? 0x1p31 : to == LA_UINT64 ? 0x1p64 : 0x1p63;
    const double low = narrow ? -2147483649.0 : -9223372036854777856.0;
    if (step == width_of(from) && (uintptr_t)p % (size_t)step == 0) { /* sooner than one by one */
        const uint32_t power = narrow ? 31 : 63;
        bool suspect;
        switch (step) {
        case 2: suspect = any_special_16(p, n); break;
        case 4: suspect = any_beyond_32(p, n, (127 + power) << 23); break;
        default: suspect = any_beyond_64(p, n, (uint64_t)(1023 + power) << 52); break;
        }
        if (!suspect) return false;
    }
    for (ptrdiff_t i = 0; i < n; i++, p += step) {
        float narrow_value;
        double x;
        switch (width_of(from)) {
        case 2:
            if (kind_16(p, 1) & (IS_NAN | IS_INFINITE)) return true;
            continue;
        case 4:
            memcpy(&narrow_value, p, sizeof narrow_value);
            x = narrow_value;
            break;
        default: memcpy(&x, p, sizeof x); break;
        }
        if (!(x > low && x < high)) return true;
    }
    return false;
}

/* Whether a finite number became an infinite one. */
static bool overflowed(const char *from, ptrdiff_t from_stride, la_type from_type, const char *to,
                       ptrdiff_t to_stride, la_type to_type, ptrdiff_t n)
{
    if (!any_special(to, n, to_stride, to_type, false)) return false;
    for (; n > 0; n--, from += from_stride, to += to_stride)
        if ((kind_of(to, to_type) & IS_INFINITE) && !(kind_of(from, from_type) & IS_INFINITE))
            return true;
    return false;
}

/* Whether a double lost digits below the smallest float. */
static bool underflowed(const char *from, ptrdiff_t from_stride, const char *to,
                        ptrdiff_t to_stride, ptrdiff_t n)
{
    for (; n > 0; n--, from += from_stride, to += to_stride) {
        double x;
        float z;
        memcpy(&x, from, sizeof x);
        memcpy(&z, to, sizeof z);
        if (fabsf(z) < FLT_MIN && x != z) return true;
    }
    return false;
}

void la_fp_note_discard(la_type from, la_type to)
{
    if (from >= LA_COMPLEX64 && to < LA_COMPLEX64 && to != LA_BOOL)
        __atomic_or_fetch(&la_fp_found, LA_FP_DISCARD, __ATOMIC_RELAXED);
}

void la_fp_cast(la_cast_fn cast, la_type from_type, la_type to_type, const char *from,
                ptrdiff_t from_stride, char *to, ptrdiff_t to_stride, ptrdiff_t n)
{
    const bool to_integer = !is_inexact(to_type);
    const unsigned error = to_integer ? LA_FP_INVALID : LA_FP_OVERFLOW;
    const ptrdiff_t size = la_dtypes[from_type].itemsize;
    la_fp_note_discard(from_type, to_type);
    if (!la_fp_cast_can_fail(from_type, to_type)) {
        cast(from, from_stride, to, to_stride, n);
        return;
    }
    while (n > 0) {
        const bool look = la_fp_watch & error & ~la_fp_found;
        const ptrdiff_t m = look && n > PIECE / size ? PIECE / size : n;
        bool failed = false;
        if (look && to_integer) failed = out_of_range(from, from_stride, m, from_type, to_type);
        cast(from, from_stride, to, to_stride, m);
        if (look && !to_integer)
            failed = overflowed(from, from_stride, from_type, to, to_stride, to_type, m);
        if (failed) la_fp_add(error);
        if ((la_fp_watch & LA_FP_UNDERFLOW) && from_type == LA_FLOAT64 && to_type == LA_FLOAT32 &&
            underflowed(from, from_stride, to, to_stride, m))
            la_fp_add(LA_FP_UNDERFLOW);
        from += m * from_stride;
        to += m * to_stride;
        n -= m;
    }
}

/* --- whole arrays ----------------------------------------------------------------------------- */

/* The kinds of all elements of `a`, together. */
static unsigned kinds_in(const la_array *a, unsigned until)
{
    unsigned kinds = 0;
    ptrdiff_t index[LA_MAXDIMS] = {0};
    const char *p = a->data;
    if (!is_inexact(a->dtype->num)) return 0;
    for (ptrdiff_t i = 0; i < a->size && (kinds & until) != until; i++) {
        kinds |= kind_of(p, a->dtype->num);
        for (int axis = a->ndim - 1; axis >= 0; axis--) {
            p += a->strides[axis];
            if (++index[axis] < a->shape[axis]) break;
            p -= a->shape[axis] * a->strides[axis];
            index[axis] = 0;
        }
    }
    return kinds;
}

static bool has_special(const la_array *a)
{
    if (a->size == 0 || !is_inexact(a->dtype->num)) return false;
    if (a->flags & (LA_C_CONTIGUOUS | LA_F_CONTIGUOUS))
        return any_special(a->data, a->size, a->dtype->itemsize, a->dtype->num, false);
    return kinds_in(a, IS_NAN | IS_INFINITE) & (IS_NAN | IS_INFINITE);
}

void la_fp_check_result(const la_array *result, const la_array *a, const la_array *b)
{
    const unsigned kinds = kinds_in(result, IS_NAN | IS_INFINITE);
    const unsigned in =
        kinds_in(a, IS_NAN | IS_INFINITE) | (b ? kinds_in(b, IS_NAN | IS_INFINITE) : 0);
    if ((kinds & IS_NAN) && !(in & IS_NAN)) la_fp_add(LA_FP_INVALID);
    if ((kinds & (IS_NAN | IS_INFINITE)) && !(in & (IS_NAN | IS_INFINITE)))
        la_fp_add(LA_FP_OVERFLOW);
}

/* What the name says of each slice: whether an element that counts is so. */
static la_status any_in_slices(la_array *out, const char *name, const la_array *a, la_axes axes,
                               bool keepdims, const la_array *where)
{
    const la_ufunc *ufunc = la_ufunc_find(name);
    const la_typing typing = {a->dtype, LA_STRONG};
    const la_loop *loop;
    la_array answers = LA_ARRAY_NULL;
    const la_array *const in[1] = {a};
    la_array *const outs[1] = {&answers};
    LA_TRY(la_ufunc_resolve(ufunc, &typing, NULL, &loop));
    la_status status = la_ufunc_run(ufunc, loop, in, outs, LA_CASTING_NO, NULL);
    if (status == LA_OK)
        status = la_ufunc_reduce(out, la_ufunc_find("logical_or"), &answers, axes, keepdims, NULL,
                                 NULL, where);
    la_array_destroy(&answers);
    return status;
}

/* Whether an element of the result is so although nothing in its slice is. */
static bool appears(const char *name, const la_array *result, const la_array *a, la_axes axes,
                    bool keepdims, const la_array *where, const char *unless)
{
    la_array slices = LA_ARRAY_NULL, own = LA_ARRAY_NULL, other = LA_ARRAY_NULL;
    bool found = false;
    if (any_in_slices(&own, name, result, 0, false, NULL) == LA_OK &&
        any_in_slices(&slices, name, a, axes, keepdims, where) == LA_OK &&
        any_in_slices(&other, unless, a, axes, keepdims, where) == LA_OK &&
        own.ndim == slices.ndim) {
        /* All three are fresh, of the same shape: C order or the order of a's axes. */
        la_array flat[3] = {LA_ARRAY_NULL, LA_ARRAY_NULL, LA_ARRAY_NULL};
        const la_array *from[3] = {&own, &slices, &other};
        bool ok = true;
        for (int k = 0; k < 3; k++)
            ok = ok && la_astype(&flat[k], from[k], NULL, LA_ORDER_C, LA_CASTING_NO) == LA_OK;
        for (ptrdiff_t i = 0; ok && !found && i < own.size; i++)
            found = flat[0].data[i] && !flat[1].data[i] && !flat[2].data[i];
        for (int k = 0; k < 3; k++)
            la_array_destroy(&flat[k]);
    }
    la_array_destroy(&slices);
    la_array_destroy(&own);
    la_array_destroy(&other);
    return found;
}

void la_fp_check_reduction(const la_ufunc *ufunc, const la_array *result, const la_array *a,
                           la_axes axes, bool keepdims, const la_array *initial,
                           const la_array *where)
{
    const la_fp_rule *rule = &la_fp_rules[ufunc->index];
    if (!(rule->inexact & la_fp_watch & (LA_FP_OVERFLOW | LA_FP_INVALID)) || !has_special(result))
        return;
    if (initial && (kinds_in(initial, 0xff) & (IS_NAN | IS_INFINITE))) return;
    const unsigned watch = la_fp_watch; /* the questions below are nobody's computation */
    unsigned errors = 0;
    la_fp_watch = 0;
    if (appears("isnan", result, a, axes, keepdims, where, "isnan")) errors |= LA_FP_INVALID;
    if (appears("isinf", result, a, axes, keepdims, where, "isnan"))
        errors |= rule->pole == SECOND_IS_ZERO ? LA_FP_DIVIDE : LA_FP_OVERFLOW;
    la_fp_watch = watch;
    la_fp_add(errors);
}

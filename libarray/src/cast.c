/* Casting loops, one for each pair of types, made from cast.tmpl.h, and the table of them.
 *
 * Reals beyond an integer's range: C leaves their cast undefined, and NumPy gives what the machine
 * does. Here every machine gives what NumPy gives on x86-64: truncation to int32 (for types of 8
 * and 16 bits, whose higher bits are then dropped, and int32), to int64 (uint32, int64) or to
 * uint64, where what does not fit, NaN too, becomes the smallest integer, INT32_MIN or INT64_MIN.
 * uint64 takes -1.0 as 2**64 - 1, and 0 from what is 2**64 or more. */
#include "cast.h"

#include <string.h>

#include "libarray/float16.h"

/* --- reals to integers ---------------------------------------------------------------------- */

static inline int32_t to_int32_from_float(float x)
{
    const float limit = 2147483648.0f;
    return (int32_t)(x >= -limit && x < limit ? x : -limit);
}

static inline int32_t to_int32_from_double(double x)
{
    return (int32_t)(x > -2147483649.0 && x < 2147483648.0 ? x : -2147483648.0);
}

static inline int64_t to_int64_from_float(float x)
{
    const float limit = 9223372036854775808.0f;
    return (int64_t)(x >= -limit && x < limit ? x : -limit);
}

static inline int64_t to_int64_from_double(double x)
{
    const double limit = 9223372036854775808.0;
    return (int64_t)(x >= -limit && x < limit ? x : -limit);
}

static inline uint64_t to_uint64_from_double(double x)
{
    const double half = 9223372036854775808.0;
    if (x >= half) return x < 2 * half ? (uint64_t)x : 0;
    return (uint64_t)to_int64_from_double(x);
}

static inline uint64_t to_uint64_from_float(float x)
{
    return to_uint64_from_double(x);
}

/* --- the loops ------------------------------------------------------------------------------ */

#define KIND_BOOL    0
#define KIND_INT     1
#define KIND_REAL    2
#define KIND_COMPLEX 3
#define KIND_HALF    4

#define JOIN3(a, b, c)      a##_##b##_to_##c
#define CAST_NAME(a, b, c)  JOIN3(a, b, c)
#define JOIN_HEAD(a, b)     HEAD_##a##_to_##b
#define HEAD_NAME(a, b)     JOIN_HEAD(a, b)
#define JOIN_FROM(a, b)     a##_from_##b
#define FROM_NAME(to, part) JOIN_FROM(to, part)

/* float16: a cast to `through` and one from there. */
static void cast_by_way_of(la_type through, la_cast_fn first, la_cast_fn second, const char *from,
                           ptrdiff_t from_stride, char *to, ptrdiff_t to_stride, ptrdiff_t n)
{
    double chunk[128];
    const ptrdiff_t size = la_dtypes[through].itemsize;
    while (n > 0) {
        const ptrdiff_t m = n < 128 ? n : 128;
        first(from, from_stride, (char *)chunk, size, m);
        second((const char *)chunk, size, to, to_stride, m);
        from += m * from_stride;
        to += m * to_stride;
        n -= m;
    }
}

#define DECLARE_CAST(a, b)                                                                         \
    static void cast_##a##_to_##b(const char *from, ptrdiff_t from_stride, char *to,               \
                                  ptrdiff_t to_stride, ptrdiff_t n);
DECLARE_CAST(float16, float32)
DECLARE_CAST(float32, float16)
DECLARE_CAST(float64, float16)

#ifdef __wasm_simd128__
#include "cast_wasm.h"
#endif

#define CAST_BODY "cast.tmpl.h"
#include "cast_from.inc.h"
#undef CAST_BODY

#define SIZE_BODY "cast_copy.tmpl.h"
#include "each_size.inc.h"
#undef SIZE_BODY

/* --- the table ------------------------------------------------------------------------------ */

static const la_cast_fn casts[LA_NTYPES][LA_NTYPES] = {
#define CAST_BODY "cast_entry.tmpl.h"
#include "cast_from.inc.h"
#undef CAST_BODY
};

la_cast_fn la_copy_find(ptrdiff_t itemsize)
{
    switch (itemsize) {
    case 1: return copy_1;
    case 2: return copy_2;
    case 4: return copy_4;
    case 8: return copy_8;
    default: return copy_16;
    }
}

la_cast_fn la_cast_find(la_type from, la_type to)
{
    if (from == to) return la_copy_find(la_dtypes[to].itemsize);
    return casts[from][to];
}

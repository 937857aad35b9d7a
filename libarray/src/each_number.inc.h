/* Includes NUMBER_BODY once for each type that numbers are computed in: T, with ADD(x, y) and
 * MUL(x, y). Integers are computed without their sign, since those wrap. NUMBER_CASES(CASE) are the
 * cases of a switch over dtypes, CASE(T) being what is done. */

#define NUMBER_CASES(CASE)                                                                         \
    case LA_BOOL: CASE(bool);                                                                      \
    case LA_INT8:                                                                                  \
    case LA_UINT8: CASE(uint8_t);                                                                  \
    case LA_INT16:                                                                                 \
    case LA_UINT16: CASE(uint16_t);                                                                \
    case LA_INT32:                                                                                 \
    case LA_UINT32: CASE(uint32_t);                                                                \
    case LA_INT64:                                                                                 \
    case LA_UINT64: CASE(uint64_t);                                                                \
    case LA_FLOAT32: CASE(float);                                                                  \
    case LA_FLOAT64: CASE(double);                                                                 \
    case LA_COMPLEX64: CASE(la_complex64);                                                         \
    case LA_COMPLEX128: CASE(la_complex128);

#define ADD(x, y) ((x) | (y))
#define MUL(x, y) ((x) & (y))
#define T         bool
#include NUMBER_BODY
#undef T
#undef ADD
#undef MUL

/* Narrow integers: the casts keep C's promotion to int from mattering. */
#define ADD(x, y) ((T)((unsigned)(x) + (y)))
#define MUL(x, y) ((T)((unsigned)(x) * (y)))
#define T         uint8_t
#include NUMBER_BODY
#undef T
#define T uint16_t
#include NUMBER_BODY
#undef T
#undef ADD
#undef MUL

#define ADD(x, y) ((x) + (y))
#define MUL(x, y) ((x) * (y))
#define T         uint32_t
#include NUMBER_BODY
#undef T
#define T uint64_t
#include NUMBER_BODY
#undef T
#define T float
#include NUMBER_BODY
#undef T
#define T double
#include NUMBER_BODY
#undef T
#undef ADD
#undef MUL

#define ADD(x, y) ((T){(x).real + (y).real, (x).imag + (y).imag})
#define MUL(x, y)                                                                                  \
    ((T){(x).real * (y).real - (x).imag * (y).imag, (x).real * (y).imag + (x).imag * (y).real})
#define T la_complex64
#include NUMBER_BODY
#undef T
#define T la_complex128
#include NUMBER_BODY
#undef T
#undef ADD
#undef MUL

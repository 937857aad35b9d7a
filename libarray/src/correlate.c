/* Correlation of two vectors: sums of products of one with the other shifted along it. */
#include "libarray/numeric.h"

#include <string.h>

#define BLOCK          1024
#define JOINED(t)      correlate_##t
#define KERNEL(t)      JOINED(t)
#define SUM(sum, x, y) ((sum) + (x) * (y))

#define T uint32_t
#include "correlate.tmpl.h"
#undef T
#define T uint64_t
#include "correlate.tmpl.h"
#undef T
#define T float
#include "correlate.tmpl.h"
#undef T
#define T double
#include "correlate.tmpl.h"
#undef T
#undef SUM

/* Narrow integers: the casts keep C's promotion to int from mattering. */
#define SUM(sum, x, y) ((uint8_t)((sum) + (unsigned)(x) * (y)))
#define T              uint8_t
#include "correlate.tmpl.h"
#undef T
#undef SUM
#define SUM(sum, x, y) ((uint16_t)((sum) + (unsigned)(x) * (y)))
#define T              uint16_t
#include "correlate.tmpl.h"
#undef T
#undef SUM
#define SUM(sum, x, y) ((sum) | ((x) & (y)))
#define T              bool
#include "correlate.tmpl.h"
#undef T
#undef SUM
#define SUM(sum, x, y)                                                                             \
    ((T){(sum).real + ((x).real * (y).real - (x).imag * (y).imag),                                 \
         (sum).imag + ((x).real * (y).imag + (x).imag * (y).real)})
#define T la_complex64
#include "correlate.tmpl.h"
#undef T
#define T la_complex128
#include "correlate.tmpl.h"
#undef T
#undef SUM

la_status la_correlate(la_array *out, const la_array *a, const la_array *v, ptrdiff_t lead)
{
    switch (out->dtype->num) {
#define CASE(t)                                                                                    \
    KERNEL(t)                                                                                      \
    ((t *)(void *)out->data, out->size, (const t *)(const void *)a->data, a->size,                 \
     (const t *)(const void *)v->data, v->size, lead);                                             \
    return LA_OK
    case LA_BOOL: CASE(bool);
    case LA_INT8:
    case LA_UINT8: CASE(uint8_t);
    case LA_INT16:
    case LA_UINT16: CASE(uint16_t);
    case LA_INT32:
    case LA_UINT32: CASE(uint32_t);
    case LA_INT64:
    case LA_UINT64: CASE(uint64_t);
    case LA_FLOAT32: CASE(float);
    case LA_FLOAT64: CASE(double);
    case LA_COMPLEX64: CASE(la_complex64);
    case LA_COMPLEX128: CASE(la_complex128);
#undef CASE
    default: return la_fail(LA_TYPE_ERROR, "correlate: no loop for dtype('%s')", out->dtype->name);
    }
}

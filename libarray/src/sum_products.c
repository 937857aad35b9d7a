/* Sums of products of elements of any number of operands: what einsum computes of few elements. */
#include "libarray/numeric.h"

#include "iterate.h"

#define PASTED(name, t) name##_##t
#define JOINED(name, t) PASTED(name, t)

/* Unsigned, since these wrap. */
#define ADD(x, y) ((T)((x) + (y)))
#define MUL(x, y) ((T)((x) * (y)))
#define T         uint32_t
#include "sum_products.tmpl.h"
#undef T
#define T uint64_t
#include "sum_products.tmpl.h"
#undef T
#define T float
#include "sum_products.tmpl.h"
#undef T
#define T double
#include "sum_products.tmpl.h"
#undef T
#undef MUL

/* Narrow integers: the cast keeps C's promotion to int from mattering. */
#define MUL(x, y) ((T)((unsigned)(x) * (y)))
#define T         uint8_t
#include "sum_products.tmpl.h"
#undef T
#define T uint16_t
#include "sum_products.tmpl.h"
#undef T
#undef ADD
#undef MUL

#define ADD(x, y) ((x) || (y))
#define MUL(x, y) ((x) && (y))
#define T         bool
#include "sum_products.tmpl.h"
#undef T
#undef ADD
#undef MUL

#define ADD(x, y) ((T){(x).real + (y).real, (x).imag + (y).imag})
#define MUL(x, y)                                                                                  \
    ((T){(x).real * (y).real - (x).imag * (y).imag, (x).real * (y).imag + (x).imag * (y).real})
#define T la_complex64
#include "sum_products.tmpl.h"
#undef T
#define T la_complex128
#include "sum_products.tmpl.h"
#undef T
#undef ADD
#undef MUL

la_status la_sum_products(la_array *out, int nout, int ndim, const ptrdiff_t *shape, int n,
                          const la_array *const *operands, const ptrdiff_t *const *strides)
{
    const la_dtype *dtype = operands[0]->dtype;
    la_status status = la_array_init_zeros(out, dtype, nout, shape, LA_ORDER_C);
    if (status != LA_OK) return status;
    ptrdiff_t along[LA_MAXDIMS] = {0}; /* out's strides, 0 where is summed */
    for (int i = 0; i < nout; i++)
        along[i] = out->strides[i];
    char *data[LA_ITER_MAXOPS] = {out->data};
    const ptrdiff_t *steps[LA_ITER_MAXOPS] = {along};
    for (int k = 0; k < n; k++) {
        data[k + 1] = operands[k]->data;
        steps[k + 1] = strides[k];
    }
    la_iter it;
    la_iter_init(&it, n + 1, data, ndim, shape, steps);
    if (it.size == 0) return LA_OK;
    switch (dtype->num) {
#define CASE(t)                                                                                    \
    JOINED(sum_products, t)(&it, n);                                                               \
    break
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
    default:
        la_array_destroy(out);
        return la_fail(LA_TYPE_ERROR, "sum of products: no loop for dtype('%s')", dtype->name);
    }
    return LA_OK;
}

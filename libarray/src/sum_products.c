/* Sums of products of elements of any number of operands: what einsum computes of few elements. */
#include "libarray/numeric.h"

#include "iterate.h"

#include <string.h>

#define PASTED(name, t) name##_##t
#define JOINED(name, t) PASTED(name, t)

#define NUMBER_BODY "sum_products.tmpl.h"
#include "each_number.inc.h"
#undef NUMBER_BODY

la_status la_sum_products(la_array *out, int nout, int ndim, const ptrdiff_t *shape, int n,
                          const la_array *const *operands, const ptrdiff_t *const *strides)
{
    const la_dtype *dtype = operands[0]->dtype;
    int axes[LA_MAXDIMS], kept = 0;
    la_sort_axes(ndim, n, strides, axes);
    for (int i = 0; i < ndim; i++)
        if (axes[i] < nout) axes[kept++] = axes[i];
    la_status status = la_array_init_permuted(out, dtype, nout, shape, axes);
    if (status != LA_OK) return status;
    memset(out->data, 0, (size_t)la_array_nbytes(out));
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
        NUMBER_CASES(CASE)
#undef CASE
    default:
        la_array_destroy(out);
        return la_fail(LA_TYPE_ERROR, "sum of products: no loop for dtype('%s')", dtype->name);
    }
    return LA_OK;
}

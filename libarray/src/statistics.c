/* Sums of squared deviations, and counts. */
#include "libarray/statistics.h"

#include <math.h>
#include <string.h>

#define BLOCK     1024 /* numbers that stay in the first cache while they are read twice */
#define LANES     8    /* sums that don't wait for each other */
#define MOST_BINS 65536

typedef double lanes __attribute__((vector_size(LANES * sizeof(double))));

/* So many numbers, their mean, and the sum of their squared distances from it. */
typedef struct moments {
    double n, mean, squares;
} moments;

#define T    float
#define TYPE FLOAT32
#include "statistics.tmpl.h"
#undef T
#undef TYPE

#define T    double
#define TYPE FLOAT64
#include "statistics.tmpl.h"
#undef T
#undef TYPE

la_status la_squared_deviations(la_array *out, const la_array *a)
{
    double *const to = (double *)(void *)out->data;
    if (out->size == 0) return LA_OK;
    const ptrdiff_t n = a->size / out->size;
    for (ptrdiff_t i = 0; i < out->size; i++) {
        const char *x = a->data + i * n * a->dtype->itemsize;
        switch (a->dtype->num) {
        case LA_FLOAT32: to[i] = deviations_FLOAT32((const float *)(const void *)x, 1, n); break;
        case LA_FLOAT64: to[i] = deviations_FLOAT64((const double *)(const void *)x, 1, n); break;
        case LA_COMPLEX64: {
            const float *z = (const float *)(const void *)x;
            to[i] = deviations_FLOAT32(z, 2, n) + deviations_FLOAT32(z + 1, 2, n);
            break;
        }
        case LA_COMPLEX128: {
            const double *z = (const double *)(const void *)x;
            to[i] = deviations_FLOAT64(z, 2, n) + deviations_FLOAT64(z + 1, 2, n);
            break;
        }
        default: return la_fail(LA_TYPE_ERROR, "no deviations of %s", a->dtype->name);
        }
    }
    return LA_OK;
}

la_status la_bincount(la_array *out, const la_array *x, const la_array *weights,
                      ptrdiff_t minlength)
{
    const ptrdiff_t *const places = (const ptrdiff_t *)(const void *)x->data;
    ptrdiff_t least = 0, greatest = -1;
    for (ptrdiff_t i = 0; i < x->size; i++) {
        least = places[i] < least ? places[i] : least;
        greatest = places[i] > greatest ? places[i] : greatest;
    }
    if (least < 0) return la_fail(LA_VALUE_ERROR, "'list' argument must have no negative elements");
    const ptrdiff_t length = greatest < minlength ? minlength : (ptrdiff_t)((size_t)greatest + 1);
    const la_dtype *const dtype = la_dtype_of(weights != NULL ? LA_FLOAT64 : LA_INTP);
    la_status status = la_array_init_zeros(out, dtype, 1, &length, LA_ORDER_C);
    if (status != LA_OK) return status;
    const double *const add = weights ? (const double *)(const void *)weights->data : NULL;
    ptrdiff_t *const counts = (ptrdiff_t *)(void *)out->data;
    double *const sums = (double *)(void *)out->data;
    for (ptrdiff_t i = 0; i < x->size; i++) {
        if (add)
            sums[places[i]] += add[i];
        else
            counts[places[i]]++;
    }
    return LA_OK;
}

la_status la_histogram(la_array *out, const la_array *x, const la_array *edges,
                       const la_array *weights)
{
    const double *add = weights ? (const double *)(const void *)weights->data : NULL;
    if (x->dtype->num == LA_FLOAT32)
        histogram_FLOAT32(out, (const float *)(const void *)x->data, x->size,
                          (const float *)(const void *)edges->data, add);
    else
        histogram_FLOAT64(out, (const double *)(const void *)x->data, x->size,
                          (const double *)(const void *)edges->data, add);
    return LA_OK;
}

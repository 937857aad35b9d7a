/* Small arrays for tests: made from numbers, compared with numbers. */
#ifndef LIBARRAY_TEST_ARRAYS_H
#define LIBARRAY_TEST_ARRAYS_H

#include "check.h"
#include "libarray/libarray.h"

#define LENGTH(array) ((int)(sizeof(array) / sizeof(*(array))))

/* A shape or a list of axes, written in place. */
#define SHAPE(...)                                                                                 \
    LENGTH(((ptrdiff_t[]){__VA_ARGS__})), (ptrdiff_t[])                                            \
    {                                                                                              \
        __VA_ARGS__                                                                                \
    }

/* The element at a byte address as a double (of a complex number the real part). */
static inline double element_value(const char *p, la_type type)
{
    switch (type) {
    case LA_BOOL: return *(const unsigned char *)p;
    case LA_INT8: return *(const int8_t *)p;
    case LA_UINT8: return *(const uint8_t *)p;
    case LA_INT16: return *(const int16_t *)(const void *)p;
    case LA_UINT16: return *(const uint16_t *)(const void *)p;
    case LA_INT32: return *(const int32_t *)(const void *)p;
    case LA_UINT32: return *(const uint32_t *)(const void *)p;
    case LA_INT64: return (double)*(const int64_t *)(const void *)p;
    case LA_UINT64: return (double)*(const uint64_t *)(const void *)p;
    case LA_FLOAT16: return la_float16_to_float(*(const la_float16 *)(const void *)p);
    case LA_FLOAT32:
    case LA_COMPLEX64: return *(const float *)(const void *)p;
    default: return *(const double *)(const void *)p;
    }
}

static inline void element_set(char *p, la_type type, double x)
{
    switch (type) {
    case LA_BOOL: *(unsigned char *)p = x != 0; return;
    case LA_INT8: *(int8_t *)p = (int8_t)x; return;
    case LA_UINT8: *(uint8_t *)p = (uint8_t)x; return;
    case LA_INT16: *(int16_t *)(void *)p = (int16_t)x; return;
    case LA_UINT16: *(uint16_t *)(void *)p = (uint16_t)x; return;
    case LA_INT32: *(int32_t *)(void *)p = (int32_t)x; return;
    case LA_UINT32: *(uint32_t *)(void *)p = (uint32_t)x; return;
    case LA_INT64: *(int64_t *)(void *)p = (int64_t)x; return;
    case LA_UINT64: *(uint64_t *)(void *)p = (uint64_t)x; return;
    case LA_FLOAT16: *(la_float16 *)(void *)p = la_float16_from_double(x); return;
    case LA_FLOAT32: *(float *)(void *)p = (float)x; return;
    case LA_FLOAT64: *(double *)(void *)p = x; return;
    case LA_COMPLEX64: *(la_complex64 *)(void *)p = (la_complex64){(float)x, 0}; return;
    default: *(la_complex128 *)(void *)p = (la_complex128){x, 0}; return;
    }
}

/* The address of the i-th element in C order. */
static inline char *element_at(const la_array *a, ptrdiff_t i)
{
    char *p = a->data;
    for (int axis = a->ndim - 1; axis >= 0; axis--) {
        p += i % a->shape[axis] * a->strides[axis];
        i /= a->shape[axis];
    }
    return p;
}

static inline double value_at(const la_array *a, ptrdiff_t i)
{
    return element_value(element_at(a, i), a->dtype->num);
}

/* A new array of these values in C order; NULL: 0, 1, 2, ... */
static inline void make(la_array *a, la_type type, int ndim, const ptrdiff_t *shape,
                        const double *values)
{
    *a = LA_ARRAY_NULL;
    CHECK_OK(la_array_init(a, la_dtype_of(type), ndim, shape, LA_ORDER_C));
    for (ptrdiff_t i = 0; i < a->size; i++)
        element_set(element_at(a, i), type, values ? values[i] : (double)i);
}

static inline int same_values(const la_array *a, int n, const double *values)
{
    if (a->size != n) return 0;
    for (int i = 0; i < n; i++) {
        double x = value_at(a, i);
        if (x != values[i] && !(x != x && values[i] != values[i])) {
            printf("    element %d is %.17g, wanted %.17g\n", i, x, values[i]);
            return 0;
        }
    }
    return 1;
}

static inline int same_shape(const la_array *a, int ndim, const ptrdiff_t *shape)
{
    if (a->ndim != ndim) return 0;
    for (int i = 0; i < ndim; i++)
        if (a->shape[i] != shape[i]) return 0;
    return 1;
}

#define CHECK_VALUES(array, ...)                                                                   \
    CHECK(same_values(array, LENGTH(((double[]){__VA_ARGS__})), (double[]){__VA_ARGS__}))
#define CHECK_SHAPE(array, ...) CHECK(same_shape(array, SHAPE(__VA_ARGS__)))

#endif

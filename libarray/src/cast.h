/* Casting loops: one function per pair of types. */
#ifndef LIBARRAY_CAST_H
#define LIBARRAY_CAST_H

#include "libarray/array.h"

/* Casts n elements; strides in bytes; no overlap unless source and target coincide and the item
 * sizes are equal. The data need not be aligned. */
typedef void (*la_cast_fn)(const char *from, ptrdiff_t from_stride, char *to, ptrdiff_t to_stride,
                           ptrdiff_t n);

/* Never NULL. For equal types: a (strided) copy. */
la_cast_fn la_cast_find(la_type from, la_type to);

/* A strided copy of elements of so many bytes (1, 2, 4, 8, 16). */
la_cast_fn la_copy_find(ptrdiff_t itemsize);

#endif

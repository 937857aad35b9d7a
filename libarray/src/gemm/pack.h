/* Packing: a matrix of any strides becomes panels in contiguous memory (see la_gemm_block_fn). */
#ifndef LIBARRAY_PACK_H
#define LIBARRAY_PACK_H

#include "libarray/dtype.h"

/* Packs `count` vectors of `depth` elements: rows of A or columns of B. Element (i, p) lies at
 * from[i * stride + p * depth_stride] and goes to panel i / width. `width`: the panel's, at most
 * LA_PACK_WIDTH_MAX. The last panel is filled with zeros. */
#define LA_PACK_WIDTH_MAX 64
typedef void (*la_pack_fn)(int width, ptrdiff_t count, ptrdiff_t depth, const void *from,
                           ptrdiff_t stride, ptrdiff_t depth_stride, void *to);

/* By element size; complex elements are split into real and imaginary parts. */
la_pack_fn la_pack_find(la_type type);

/* Bytes of an element, without the dtype table, which the worker pool's module doesn't have. */
ptrdiff_t la_element_size(la_type type);

#endif

/* The blocked driver: packs panels of A and B, shares tiles of C among threads. Freestanding. */
#ifndef LIBARRAY_GEMM_DRIVER_H
#define LIBARRAY_GEMM_DRIVER_H

#include "gemm/gemm.h"
#include "gemm/transit.h"
#include "kernels/kernels.h"

/* Whether the kernel's `small` can compute the product, and whether it had better. */
bool la_gemm_can_be_small(const la_gemm_kernel *kernel, const la_gemm_args *args);
bool la_gemm_is_small(const la_gemm_kernel *kernel, const la_gemm_args *args);

/* Rows a multiple of a page apart fall into the same few sets of the cache. */
bool la_gemm_rows_alias(ptrdiff_t stride, ptrdiff_t itemsize);

/* Bytes of a workspace (aligned to 64) that suits the product: room for the packed panels of as
 * much of A and B as `limit` allows, at least LA_GEMM_WORKSPACE_MIN. */
#define LA_GEMM_WORKSPACE_MIN ((ptrdiff_t)32768)
ptrdiff_t la_gemm_workspace(const la_gemm_kernel *kernel, const la_gemm_args *args,
                            ptrdiff_t limit);

/* Panels of a whole matrix, to be used again and again: bytes, and the packing itself, by one
 * thread. The matrix is A (left) or B, count its rows or columns, k its depth; element (i, p) lies
 * at from[i * stride + p * depth_stride]. */
double la_gemm_packed_bytes(const la_gemm_kernel *kernel, bool left, ptrdiff_t count, ptrdiff_t k);
void la_gemm_pack(const la_gemm_kernel *kernel, bool left, ptrdiff_t count, ptrdiff_t k,
                  const void *from, ptrdiff_t stride, ptrdiff_t depth_stride, void *panels);

/* C = A B with the kernel, on up to num_threads threads; cannot fail. workspace_bytes >=
 * LA_GEMM_WORKSPACE_MIN. m, n, k >= 1. Neither num_threads nor the workspace changes a bit of C,
 * nor do panels of packed_a and packed_b, which are used if they are the kernel's. transit: NULL,
 * or how operands come and C goes. */
void la_gemm_blocked(const la_gemm_kernel *kernel, const la_gemm_args *args, int num_threads,
                     void *workspace, ptrdiff_t workspace_bytes, la_gemm_transit *transit);

/* The depth of each of the blocks into which k is cut, but the last: it depends on k alone, so that
 * an element's bits do too. */
ptrdiff_t la_gemm_depth(const la_gemm_kernel *kernel, ptrdiff_t k);

#endif

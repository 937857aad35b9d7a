/* What the files of the worker pool's module share. */
#ifndef LIBARRAY_POOL_H
#define LIBARRAY_POOL_H

#include "kernels/kernels.h"

#define EXPORT(NAME) __attribute__((export_name(NAME)))
#define IMPORT(NAME) __attribute__((import_module("env"), import_name(NAME)))

/* Has lines of A (0) or B (1) copied to where they were announced, and rows of C to where they
 * belong: so many from the first on (gemm/transit.h). Of a batch, groups of products (batch.c).
 * Called in the caller's instance only. */
IMPORT("bring") extern void pool_bring(int operand, ptrdiff_t lines);
IMPORT("take") extern void pool_take(ptrdiff_t rows);

/* What comes of a product, or of a batch: made, or made with an infinity or a NaN in it, perhaps
 * (see la_gemm_args). _pool.js knows them. */
typedef enum pool_made { POOL_NO_MEMORY, POOL_MADE, POOL_SPECIAL } pool_made;

/* The kernel in use. */
const la_gemm_kernel *pool_get_kernel(void);

#endif

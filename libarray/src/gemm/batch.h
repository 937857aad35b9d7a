/* Many matrix products of one kind and size: matmul's leading axes. */
#ifndef LIBARRAY_GEMM_BATCH_H
#define LIBARRAY_GEMM_BATCH_H

#include "gemm/gemm.h"

/* The products that `axes` count, of which `first` is the one at index 0 everywhere; its own axes
 * are NULL. What can be one product of more rows becomes one. The others are computed as la_gemm
 * computes each, the bits the same, and shared out whole: here or elsewhere, whichever has threads.
 * Fails as la_gemm does. Changes axes. */
la_status la_gemm_batch(const la_gemm_args *first, la_gemm_axes *axes);

#endif

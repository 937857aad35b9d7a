/* Looking at C for what floating-point errors leave (see libarray/fperr.h), while it is in a cache.
 */
#ifndef LIBARRAY_GEMM_LOOK_H
#define LIBARRAY_GEMM_LOOK_H

#include "gemm/gemm.h"

/* If anybody asks (args->special), at rows `i` .. `i + m` and columns `j` .. `j + n` of C. */
void la_gemm_look_at(const la_gemm_args *args, ptrdiff_t i, ptrdiff_t m, ptrdiff_t j, ptrdiff_t n);

/* At the whole of C. */
void la_gemm_look(const la_gemm_args *args);

#endif

/* Which kernels run. */
#ifndef LIBARRAY_DISPATCH_H
#define LIBARRAY_DISPATCH_H

#include "kernels/kernels.h"
#include "libarray/linalg.h"

/* The kernels in use: the chosen table with its empty slots filled from the reference, and with the
 * gemm kernels that were forced. */
const la_kernels *la_kernels_active(void);

/* Whether products of the type shall be packed. */
la_packing la_gemm_packing(la_type type);

#endif

/* c64_gemm_4x4__ref */
#include "kernels/kernels.h"

#define R           float
#define KERNEL      c64_gemm_4x4__ref
#define KERNEL_TYPE LA_COMPLEX64
#define MR          4
#define NR          4
#define KC          256
#define GFLOPS      4
#include "kernels/ref/gemm_complex.tmpl.h"

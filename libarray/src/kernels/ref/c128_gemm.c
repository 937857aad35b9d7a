/* c128_gemm_3x2__ref */
#include "kernels/kernels.h"

#define R           double
#define KERNEL      c128_gemm_3x2__ref
#define KERNEL_TYPE LA_COMPLEX128
#define MR          3
#define NR          2
#define KC          256
#define GFLOPS      2
#include "kernels/ref/gemm_complex.tmpl.h"

/* f64_gemm_4x4__ref */
#include "kernels/kernels.h"

#define T               double
#define KERNEL          f64_gemm_4x4__ref
#define KERNEL_TYPE     LA_FLOAT64
#define MR              4
#define NR              4
#define KC              256
#define GFLOPS          4
#define MADD(acc, x, y) ((acc) + (x) * (y))
#define ADD(x, y)       ((x) + (y))
#include "kernels/ref/gemm.tmpl.h"

/* f32_gemm_4x8__ref */
#include "kernels/kernels.h"

#define T               float
#define KERNEL          f32_gemm_4x8__ref
#define KERNEL_TYPE     LA_FLOAT32
#define MR              4
#define NR              8
#define KC              256
#define GFLOPS          8
#define MADD(acc, x, y) ((acc) + (x) * (y))
#define ADD(x, y)       ((x) + (y))
#include "kernels/ref/gemm.tmpl.h"

/* bool_gemm_4x16__ref: or of and. Any byte but 0 is true. */
#include "kernels/kernels.h"

#define T               uint8_t
#define KERNEL          bool_gemm_4x16__ref
#define KERNEL_TYPE     LA_BOOL
#define MR              4
#define NR              16
#define KC              256
#define GFLOPS          4
#define MADD(acc, x, y) ((T)((acc) | (((x) != 0) & ((y) != 0))))
#define ADD(x, y)       ((x) | (y))
#include "kernels/ref/gemm.tmpl.h"

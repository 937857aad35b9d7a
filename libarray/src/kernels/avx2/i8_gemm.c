/* i8_gemm_6x32__avx2, u8_gemm_6x32__avx2 */
#if defined(__x86_64__) && defined(__GNUC__)
#include "kernels/kernels.h"
#include "kernels/avx2/target.h"
#include "kernels/avx2/vector_i8.h"

#define KERNEL      i8_gemm_6x32__avx2
#define KERNEL_TYPE LA_INT8
#define TWIN        u8_gemm_6x32__avx2
#define TWIN_TYPE   LA_UINT8
#define KC          512
#define MC          96
#define NC          256
#define SMALL_MAX   (192 * 192 * 192)
#define GFLOPS      100
#include "kernels/simd_gemm.tmpl.h"
#include "kernels/avx2/target_end.h"
#else
typedef int la_nothing_here;
#endif

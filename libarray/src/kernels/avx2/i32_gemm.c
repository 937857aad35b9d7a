/* i32_gemm_6x16__avx2, u32_gemm_6x16__avx2 */
#if defined(__x86_64__) && defined(__GNUC__)
#include "kernels/kernels.h"
#include "kernels/avx2/target.h"
#include "kernels/avx2/vector_i32.h"

#define KERNEL      i32_gemm_6x16__avx2
#define KERNEL_TYPE LA_INT32
#define TWIN        u32_gemm_6x16__avx2
#define TWIN_TYPE   LA_UINT32
#define KC          320
#define MC          96
#define NC          256
#define SMALL_MAX   (256 * 256 * 256)
#define GFLOPS      40
#include "kernels/simd_gemm.tmpl.h"
#include "kernels/avx2/target_end.h"
#else
typedef int la_nothing_here;
#endif

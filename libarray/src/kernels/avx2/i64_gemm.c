/* i64_gemm_6x8__avx2, u64_gemm_6x8__avx2 */
#if defined(__x86_64__) && defined(__GNUC__)
#include "kernels/kernels.h"
#include "kernels/avx2/target.h"
#include "kernels/avx2/vector_i64.h"

#define KERNEL      i64_gemm_6x8__avx2
#define KERNEL_TYPE LA_INT64
#define TWIN        u64_gemm_6x8__avx2
#define TWIN_TYPE   LA_UINT64
#define KC          256
#define MC          96
#define NC          256
#define SMALL_MAX   (192 * 192 * 192)
#define GFLOPS      8
#include "kernels/simd_gemm.tmpl.h"
#include "kernels/avx2/target_end.h"
#else
typedef int la_nothing_here;
#endif

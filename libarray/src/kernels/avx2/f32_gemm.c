/* f32_gemm_6x16__avx2 */
#if defined(__x86_64__) && defined(__GNUC__)
#include "kernels/kernels.h"
#include "kernels/avx2/target.h"
#include "kernels/avx2/vector_f32.h"

#define KERNEL      f32_gemm_6x16__avx2
#define KERNEL_TYPE LA_FLOAT32
#define KC          320
#define MC          96
#define NC          256
#define SMALL_MAX   (192 * 192 * 192)
#define GFLOPS      80
#if !LA_FOR_POOL
#define FEW_ROWS f32_few__avx2
#include "kernels/simd_few.tmpl.h"
#endif
#include "kernels/simd_gemm.tmpl.h"
#include "kernels/avx2/target_end.h"
#else
typedef int la_nothing_here;
#endif

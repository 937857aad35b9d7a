/* i16_gemm_6x32__avx2, u16_gemm_6x32__avx2 */
#if defined(__x86_64__) && defined(__GNUC__)
#include "kernels/kernels.h"
#include "kernels/avx2/target.h"
#include "kernels/avx2/vector_i16.h"

#define KERNEL      i16_gemm_6x32__avx2
#define KERNEL_TYPE LA_INT16
#define TWIN        u16_gemm_6x32__avx2
#define TWIN_TYPE   LA_UINT16
#define KC          384
#define MC          96
#define NC          256
#define SMALL_MAX   (256 * 256 * 256)
#define GFLOPS      100
#include "kernels/simd_gemm.tmpl.h"
#include "kernels/avx2/target_end.h"
#else
typedef int la_nothing_here;
#endif

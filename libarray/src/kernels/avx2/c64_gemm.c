/* c64_gemm_6x8__avx2 */
#if defined(__x86_64__) && defined(__GNUC__)
#include "kernels/kernels.h"
#include "kernels/avx2/target.h"
#include "kernels/avx2/vector_f32.h"

#define KERNEL      c64_gemm_6x8__avx2
#define KERNEL_TYPE LA_COMPLEX64
#define KC          192
#define MC          96
#define NC          128
#define SMALL_MAX   (96 * 96 * 96)
#define GFLOPS      80
#include "kernels/simd_gemm_complex.tmpl.h"
#include "kernels/avx2/target_end.h"
#else
typedef int la_nothing_here;
#endif

/* c128_gemm_6x4__avx2 */
#if defined(__x86_64__) && defined(__GNUC__)
#include "kernels/kernels.h"
#include "kernels/avx2/target.h"
#include "kernels/avx2/vector_f64.h"

#define KERNEL      c128_gemm_6x4__avx2
#define KERNEL_TYPE LA_COMPLEX128
#define KC          128
#define MC          96
#define NC          128
#define SMALL_MAX   (96 * 96 * 96)
#define GFLOPS      40
#include "kernels/simd_gemm_complex.tmpl.h"
#include "kernels/avx2/target_end.h"
#else
typedef int la_nothing_here;
#endif

/* c64_gemm_6x4__wasm_simd128 */
#if defined(__wasm_simd128__)
#include "kernels/kernels.h"
#include "kernels/wasm_simd128/vector_f32.h"

#define KERNEL      c64_gemm_6x4__wasm_simd128
#define KERNEL_TYPE LA_COMPLEX64
#define WHOLE_TILES LA_FOR_POOL /* the pool's products are large, its module small */
#define KC          192
#define MC          96
#define NC          128
#define SMALL_MAX   (96 * 96 * 96)
#define GFLOPS      35
#include "kernels/simd_gemm_complex.tmpl.h"
#else
typedef int la_nothing_here;
#endif

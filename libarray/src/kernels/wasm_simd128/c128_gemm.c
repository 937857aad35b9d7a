/* c128_gemm_5x2__wasm_simd128: as f32_gemm_5x8 */
#if defined(__wasm_simd128__)
#include "kernels/kernels.h"
#include "kernels/wasm_simd128/vector_f64.h"

#define KERNEL      c128_gemm_5x2__wasm_simd128
#define KERNEL_TYPE LA_COMPLEX128
#define MR          5
#define WHOLE_TILES LA_FOR_POOL /* the pool's products are large, its module small */
#define KC          128
#define MC          100
#define NC          128
#define SMALL_MAX   (32 * 32 * 32)
#define GFLOPS      17
#include "kernels/simd_gemm_complex.tmpl.h"
#else
typedef int la_nothing_here;
#endif

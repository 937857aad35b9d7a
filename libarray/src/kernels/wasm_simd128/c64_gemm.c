/* c64_gemm_5x4__wasm_simd128: as f32_gemm_5x8 */
#if defined(__wasm_simd128__)
#include "kernels/kernels.h"
#include "kernels/wasm_simd128/vector_f32.h"

#define KERNEL      c64_gemm_5x4__wasm_simd128
#define KERNEL_TYPE LA_COMPLEX64
#define MR          5
#define WHOLE_TILES LA_FOR_POOL /* the pool's products are large, its module small */
#define KC          192
#define MC          100
#define NC          128
#define SMALL_MAX   (88 * 88 * 88)
#define GFLOPS      35
#include "kernels/simd_gemm_complex.tmpl.h"
#else
typedef int la_nothing_here;
#endif

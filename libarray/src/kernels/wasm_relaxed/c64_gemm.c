/* c64_gemm_6x4__wasm_relaxed */
#if defined(__wasm_relaxed_simd__)
#include "kernels/kernels.h"
#define LA_WASM_RELAXED
#include "kernels/wasm_simd128/vector_f32.h"

#define KERNEL      c64_gemm_6x4__wasm_relaxed
#define KERNEL_TYPE LA_COMPLEX64
#define WHOLE_TILES LA_FOR_POOL /* the pool's products are large, its module small */
#define KC          192
#define MC          96
#define NC          128
#define SMALL_MAX   (32 * 32 * 32)
#define GFLOPS      45
#include "kernels/simd_gemm_complex.tmpl.h"
#else
typedef int la_nothing_here;
#endif

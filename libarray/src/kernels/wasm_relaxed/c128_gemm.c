/* c128_gemm_6x2__wasm_relaxed */
#if defined(__wasm_relaxed_simd__)
#include "kernels/kernels.h"
#define LA_WASM_RELAXED
#include "kernels/wasm_simd128/vector_f64.h"

#define KERNEL      c128_gemm_6x2__wasm_relaxed
#define KERNEL_TYPE LA_COMPLEX128
#define WHOLE_TILES LA_FOR_POOL /* the pool's products are large, its module small */
#define KC          128
#define MC          96
#define NC          128
#define SMALL_MAX   (20 * 20 * 20)
#define GFLOPS      22
#include "kernels/simd_gemm_complex.tmpl.h"
#else
typedef int la_nothing_here;
#endif

/* i64_gemm_6x4__wasm_simd128, u64_gemm_6x4__wasm_simd128 */
#if defined(__wasm_simd128__)
#include "kernels/kernels.h"
#include "kernels/wasm_simd128/vector_i64.h"

#define KERNEL      i64_gemm_6x4__wasm_simd128
#define KERNEL_TYPE LA_INT64
#define TWIN        u64_gemm_6x4__wasm_simd128
#define TWIN_TYPE   LA_UINT64
#define WHOLE_TILES LA_FOR_POOL /* the pool's products are large, its module small */
#define KC          256
#define MC          96
#define NC          256
#define SMALL_MAX   (192 * 192 * 192)
#define GFLOPS      6
#include "kernels/simd_gemm.tmpl.h"
#else
typedef int la_nothing_here;
#endif

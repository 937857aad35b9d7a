/* i32_gemm_4x8__wasm_simd128, u32_gemm_4x8__wasm_simd128:
 * 4 rows, as products need a register, too, and 5 are no quicker */
#if defined(__wasm_simd128__)
#include "kernels/kernels.h"
#include "kernels/wasm_simd128/vector_i32.h"

#define KERNEL      i32_gemm_4x8__wasm_simd128
#define KERNEL_TYPE LA_INT32
#define TWIN        u32_gemm_4x8__wasm_simd128
#define TWIN_TYPE   LA_UINT32
#define MR          4
#define VECS        2
#define WHOLE_TILES LA_FOR_POOL /* the pool's products are large, its module small */
#define KC          384
#define MC          96
#define NC          256
#define SMALL_MAX   (88 * 88 * 88)
#define GFLOPS      40
#include "kernels/simd_gemm.tmpl.h"
#else
typedef int la_nothing_here;
#endif

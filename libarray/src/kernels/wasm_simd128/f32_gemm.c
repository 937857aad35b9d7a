/* f32_gemm_5x8__wasm_simd128: 10 sums, 2 vectors of B, an element of A, and a product that is to be
 * added. With a sixth row they are 16, one more than V8 has. */
#if defined(__wasm_simd128__)
#include "kernels/kernels.h"
#include "kernels/wasm_simd128/vector_f32.h"

#define KERNEL      f32_gemm_5x8__wasm_simd128
#define KERNEL_TYPE LA_FLOAT32
#define MR          5
#define VECS        2
#define STEPS       8 /* 5% at n = 256, 4% at 512 */
#define KC          384
#define MC          100
#define NC          256
#define SMALL_MAX   (72 * 72 * 72)
#define GFLOPS      45
#if !LA_FOR_POOL
#define FEW_ROWS f32_few__wasm_simd128
#include "kernels/simd_few.tmpl.h"
#endif
#include "kernels/simd_gemm.tmpl.h"
#else
typedef int la_nothing_here;
#endif

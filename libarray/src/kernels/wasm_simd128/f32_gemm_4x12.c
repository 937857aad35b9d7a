/* f32_gemm_4x12__wasm_simd128: 12 sums, but 3 vectors of B: one register too many */
#if defined(__wasm_simd128__)
#include "kernels/kernels.h"
#include "kernels/wasm_simd128/vector_f32.h"

#define KERNEL      f32_gemm_4x12__wasm_simd128
#define KERNEL_TYPE LA_FLOAT32
#define MR          4
#define VECS        3
#define WHOLE_TILES 1
#define KC          384
#define MC          96
#define NC          264
#define SMALL_MAX   (256 * 256 * 256)
#define GFLOPS      30
#include "kernels/simd_gemm.tmpl.h"
#else
typedef int la_nothing_here;
#endif

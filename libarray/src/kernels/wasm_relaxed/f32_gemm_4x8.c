/* f32_gemm_4x8__wasm_relaxed: 8 sums, few for two multiply-adds a cycle */
#if defined(__wasm_relaxed_simd__)
#include "kernels/kernels.h"
#define LA_WASM_RELAXED
#include "kernels/wasm_simd128/vector_f32.h"

#define KERNEL      f32_gemm_4x8__wasm_relaxed
#define KERNEL_TYPE LA_FLOAT32
#define MR          4
#define VECS        2
#define WHOLE_TILES 1
#define KC          384
#define MC          96
#define NC          256
#define SMALL_MAX   (256 * 256 * 256)
#define GFLOPS      45
#include "kernels/simd_gemm.tmpl.h"
#else
typedef int la_nothing_here;
#endif

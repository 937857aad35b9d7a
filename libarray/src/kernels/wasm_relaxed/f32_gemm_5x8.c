/* f32_gemm_5x8__wasm_relaxed: 10 sums, two registers to spare */
#if defined(__wasm_relaxed_simd__)
#include "kernels/kernels.h"
#define LA_WASM_RELAXED
#include "kernels/wasm_simd128/vector_f32.h"

#define KERNEL      f32_gemm_5x8__wasm_relaxed
#define KERNEL_TYPE LA_FLOAT32
#define MR          5
#define VECS        2
#define WHOLE_TILES 1
#define KC          384
#define MC          100
#define NC          256
#define SMALL_MAX   (256 * 256 * 256)
#define GFLOPS      48
#include "kernels/simd_gemm.tmpl.h"
#else
typedef int la_nothing_here;
#endif

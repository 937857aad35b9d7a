/* f64_gemm_4x4__wasm_relaxed: 8 sums, few for two multiply-adds a cycle */
#if defined(__wasm_relaxed_simd__)
#include "kernels/kernels.h"
#define LA_WASM_RELAXED
#include "kernels/wasm_simd128/vector_f64.h"

#define KERNEL      f64_gemm_4x4__wasm_relaxed
#define KERNEL_TYPE LA_FLOAT64
#define MR          4
#define VECS        2
#define WHOLE_TILES 1
#define KC          256
#define MC          96
#define NC          256
#define SMALL_MAX   (192 * 192 * 192)
#define GFLOPS      22
#include "kernels/simd_gemm.tmpl.h"
#else
typedef int la_nothing_here;
#endif

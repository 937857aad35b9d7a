/* f64_gemm_5x4__wasm_simd128: as f32_gemm_5x8 */
#if defined(__wasm_simd128__)
#include "kernels/kernels.h"
#include "kernels/wasm_simd128/vector_f64.h"

#define KERNEL      f64_gemm_5x4__wasm_simd128
#define KERNEL_TYPE LA_FLOAT64
#define MR          5
#define VECS        2
#define STEPS       8 /* as f32_gemm.c */
#define KC          256
#define MC          100
#define NC          256
#define SMALL_MAX   (48 * 48 * 48)
#define GFLOPS      22
#if !LA_FOR_POOL
#define FEW_ROWS f64_few__wasm_simd128
#include "kernels/simd_few.tmpl.h"
#endif
#include "kernels/simd_gemm.tmpl.h"
#else
typedef int la_nothing_here;
#endif

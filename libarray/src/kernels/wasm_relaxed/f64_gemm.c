/* f64_gemm_6x4__wasm_relaxed */
#if defined(__wasm_relaxed_simd__)
#include "kernels/kernels.h"
#define LA_WASM_RELAXED
#include "kernels/wasm_simd128/vector_f64.h"

#define KERNEL      f64_gemm_6x4__wasm_relaxed
#define KERNEL_TYPE LA_FLOAT64
#define KC          256
#define MC          96
#define NC          256
#define SMALL_MAX   (192 * 192 * 192)
#define GFLOPS      25
#if !LA_FOR_POOL
#define FEW_ROWS f64_few__wasm_relaxed
#include "kernels/simd_few.tmpl.h"
#endif
#include "kernels/simd_gemm.tmpl.h"
#else
typedef int la_nothing_here;
#endif

/* f32_gemm_6x8__wasm_relaxed */
#if defined(__wasm_relaxed_simd__)
#include "kernels/kernels.h"
#define LA_WASM_RELAXED
#include "kernels/wasm_simd128/vector_f32.h"

#define KERNEL      f32_gemm_6x8__wasm_relaxed
#define KERNEL_TYPE LA_FLOAT32
#define KC          384
#define MC          96
#define NC          256
#define SMALL_MAX   (256 * 256 * 256)
#define GFLOPS      50
#if !LA_FOR_POOL
#define FEW_ROWS f32_few__wasm_relaxed
#include "kernels/simd_few.tmpl.h"
#endif
#include "kernels/simd_gemm.tmpl.h"
#else
typedef int la_nothing_here;
#endif

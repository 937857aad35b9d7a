/* f32_gemm_6x8__wasm_simd128: one register too many, for the products */
#if defined(__wasm_simd128__)
#include "kernels/kernels.h"
#include "kernels/wasm_simd128/vector_f32.h"

#define KERNEL      f32_gemm_6x8__wasm_simd128
#define KERNEL_TYPE LA_FLOAT32
#define WHOLE_TILES 1
#define KC          384
#define MC          96
#define NC          256
#define SMALL_MAX   (256 * 256 * 256)
#define GFLOPS      35
#include "kernels/simd_gemm.tmpl.h"
#else
typedef int la_nothing_here;
#endif

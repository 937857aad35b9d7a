/* f64_gemm_6x4__wasm_simd128: one register too many, for the products */
#if defined(__wasm_simd128__)
#include "kernels/kernels.h"
#include "kernels/wasm_simd128/vector_f64.h"

#define KERNEL      f64_gemm_6x4__wasm_simd128
#define KERNEL_TYPE LA_FLOAT64
#define WHOLE_TILES 1
#define KC          256
#define MC          96
#define NC          256
#define SMALL_MAX   (192 * 192 * 192)
#define GFLOPS      18
#include "kernels/simd_gemm.tmpl.h"
#else
typedef int la_nothing_here;
#endif

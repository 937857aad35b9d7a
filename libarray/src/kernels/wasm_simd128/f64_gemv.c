/* Products with vectors: f64_dot__wasm_simd128, f64_gemv__wasm_simd128 */
#if defined(__wasm_simd128__)
#include "kernels/kernels.h"
#include "kernels/wasm_simd128/vector_f64.h"

#define DOT  la_f64_dot__wasm_simd128
#define GEMV la_f64_gemv__wasm_simd128
#include "kernels/simd_gemv.tmpl.h"
#else
typedef int la_nothing_here;
#endif

/* Products with vectors: f32_dot__wasm_simd128, f32_gemv__wasm_simd128 */
#if defined(__wasm_simd128__)
#include "kernels/kernels.h"
#include "kernels/wasm_simd128/vector_f32.h"

#define DOT  la_f32_dot__wasm_simd128
#define GEMV la_f32_gemv__wasm_simd128
#include "kernels/simd_gemv.tmpl.h"
#else
typedef int la_nothing_here;
#endif

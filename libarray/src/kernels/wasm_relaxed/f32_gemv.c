/* Products with vectors: f32_dot__wasm_relaxed, f32_gemv__wasm_relaxed */
#if defined(__wasm_relaxed_simd__)
#include "kernels/kernels.h"
#define LA_WASM_RELAXED
#include "kernels/wasm_simd128/vector_f32.h"

#define DOT  la_f32_dot__wasm_relaxed
#define GEMV la_f32_gemv__wasm_relaxed
#include "kernels/simd_gemv.tmpl.h"
#else
typedef int la_nothing_here;
#endif

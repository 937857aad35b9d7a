/* Products with vectors: f64_dot__wasm_relaxed, f64_gemv__wasm_relaxed */
#if defined(__wasm_relaxed_simd__)
#include "kernels/kernels.h"
#define LA_WASM_RELAXED
#include "kernels/wasm_simd128/vector_f64.h"

#define DOT  la_f64_dot__wasm_relaxed
#define GEMV la_f64_gemv__wasm_relaxed
#include "kernels/simd_gemv.tmpl.h"
#else
typedef int la_nothing_here;
#endif

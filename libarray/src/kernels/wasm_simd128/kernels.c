/* The table of wasm_simd128. */
#if defined(__wasm_simd128__)
#include "kernels/kernels.h"

extern const la_gemm_kernel la_f32_gemm_5x8__wasm_simd128, la_f64_gemm_5x4__wasm_simd128;

/* Kernels to compare with those. */
#define MORE(X)                                                                                    \
    X(f32_gemm_4x8__wasm_simd128)                                                                  \
    X(f32_gemm_6x8__wasm_simd128)                                                                  \
    X(f32_gemm_4x12__wasm_simd128)                                                                 \
    X(f32_gemm_8x8__wasm_simd128)                                                                  \
    X(f64_gemm_6x4__wasm_simd128)
MORE(LA_GEMM_DECLARE)
static const la_gemm_kernel *const more[] = {MORE(LA_GEMM_ADDRESS) NULL};

void la_f32_dot__wasm_simd128(ptrdiff_t n, const void *x, ptrdiff_t inc_x, const void *y,
                              ptrdiff_t inc_y, void *result);
void la_f64_dot__wasm_simd128(ptrdiff_t n, const void *x, ptrdiff_t inc_x, const void *y,
                              ptrdiff_t inc_y, void *result);
void la_f32_gemv__wasm_simd128(ptrdiff_t m, ptrdiff_t k, const void *a, ptrdiff_t rs_a,
                               ptrdiff_t cs_a, const void *x, ptrdiff_t inc_x, void *y,
                               ptrdiff_t inc_y);
void la_f64_gemv__wasm_simd128(ptrdiff_t m, ptrdiff_t k, const void *a, ptrdiff_t rs_a,
                               ptrdiff_t cs_a, const void *x, ptrdiff_t inc_x, void *y,
                               ptrdiff_t inc_y);

const la_kernels la_kernels_wasm_simd128 = {
    .struct_size = sizeof(la_kernels),
    .isa = "wasm_simd128",
    .rank = 10,
    .vector_bits = 128,
    .gemm =
        {
            [LA_FLOAT32] = &la_f32_gemm_5x8__wasm_simd128,
            [LA_FLOAT64] = &la_f64_gemm_5x4__wasm_simd128,
        },
    .more = more,
#if !LA_BLOCKS_ONLY
    .dot =
        {
            [LA_FLOAT32] = la_f32_dot__wasm_simd128,
            [LA_FLOAT64] = la_f64_dot__wasm_simd128,
        },
    .gemv =
        {
            [LA_FLOAT32] = la_f32_gemv__wasm_simd128,
            [LA_FLOAT64] = la_f64_gemv__wasm_simd128,
        },
#endif
};
#else
typedef int la_nothing_here;
#endif

/* The beginnings of casting loops that compilers for WebAssembly make element by element.
 * HEAD_a_to_b says that there is head_a_to_b, which returns how many of the n elements it has cast.
 */
#ifndef LIBARRAY_CAST_WASM_H
#define LIBARRAY_CAST_WASM_H

#include <wasm_simd128.h>

#define HEAD_float64_to_float32 1
#define HEAD_float64_to_int32   1

static inline ptrdiff_t head_float64_to_float32(const char *from, char *to, ptrdiff_t n)
{
    ptrdiff_t i = 0;
    for (; i + 4 <= n; i += 4) {
        v128_t low = wasm_f32x4_demote_f64x2_zero(wasm_v128_load(from + i * 8));
        v128_t high = wasm_f32x4_demote_f64x2_zero(wasm_v128_load(from + i * 8 + 16));
        wasm_v128_store(to + i * 4, wasm_i64x2_shuffle(low, high, 0, 2));
    }
    return i;
}

/* Two elements, as to_int32_from_double: the instruction saturates, so that only what is too large,
 * and NaN, must be replaced. */
static inline v128_t two_to_int32(v128_t x)
{
    v128_t fits = wasm_f64x2_lt(x, wasm_f64x2_const_splat(2147483648.0));
    x = wasm_v128_bitselect(x, wasm_f64x2_const_splat(-2147483648.0), fits);
    return wasm_i32x4_trunc_sat_f64x2_zero(x);
}

static inline ptrdiff_t head_float64_to_int32(const char *from, char *to, ptrdiff_t n)
{
    ptrdiff_t i = 0;
    for (; i + 4 <= n; i += 4) {
        v128_t low = two_to_int32(wasm_v128_load(from + i * 8));
        v128_t high = two_to_int32(wasm_v128_load(from + i * 8 + 16));
        wasm_v128_store(to + i * 4, wasm_i64x2_shuffle(low, high, 0, 2));
    }
    return i;
}

#endif

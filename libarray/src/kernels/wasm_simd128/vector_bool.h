/* Sixteen truth values in a WebAssembly vector. Any byte but 0 is true, so `and` is the minimum,
 * and only what is stored is made 0 or 1. */
#include <wasm_simd128.h>

#define T         uint8_t
#define V         v128_t
#define LANES     16
#define ADD(x, y) ((T)((x) | (y)))

LA_INLINE V vload(const T *p)
{
    return wasm_v128_load(p);
}

LA_INLINE void vstore(T *p, V x)
{
    wasm_v128_store(p, wasm_u8x16_min(x, wasm_i8x16_const_splat(1)));
}

LA_INLINE V vsplat(const T *p)
{
    return wasm_v128_load8_splat(p);
}

LA_INLINE V vzero(void)
{
    return wasm_i8x16_const_splat(0);
}

LA_INLINE V vadd(V x, V y)
{
    return wasm_v128_or(x, y);
}

/* Of the empty asm see vector_f32.h. */
LA_INLINE V vmadd(V acc, V x, V y)
{
    acc = wasm_v128_or(acc, wasm_u8x16_min(x, y));
    __asm__ volatile("" : "+r"(acc));
    return acc;
}

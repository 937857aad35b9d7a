/* Eight 8-bit integers in a WebAssembly vector of eight 16-bit lanes, modulo 2^8: signed and
 * unsigned alike. There is no product of bytes; that of 16-bit lanes has the right low byte,
 * whatever the high ones hold. */
#include <wasm_simd128.h>

#define T     uint8_t
#define V     v128_t
#define LANES 8

LA_INLINE V vload(const T *p)
{
    return wasm_u16x8_load8x8(p);
}

LA_INLINE void vstore(T *p, V x)
{
    x = wasm_v128_and(x, wasm_i16x8_const_splat(0xff));
    wasm_v128_store64_lane(p, wasm_u8x16_narrow_i16x8(x, x), 0);
}

/* In every byte: the high ones do no harm. */
LA_INLINE V vsplat(const T *p)
{
    return wasm_v128_load8_splat(p);
}

LA_INLINE V vzero(void)
{
    return wasm_i16x8_const_splat(0);
}

LA_INLINE V vadd(V x, V y)
{
    return wasm_i16x8_add(x, y);
}

/* Of the empty asm see vector_f32.h. */
LA_INLINE V vmadd(V acc, V x, V y)
{
    acc = wasm_i16x8_add(acc, wasm_i16x8_mul(x, y));
    __asm__ volatile("" : "+r"(acc));
    return acc;
}

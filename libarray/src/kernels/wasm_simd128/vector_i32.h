/* Four 32-bit integers in a WebAssembly vector, modulo 2^32: signed and unsigned alike. */
#include <wasm_simd128.h>

#define T     uint32_t
#define V     v128_t
#define LANES 4

LA_INLINE V vload(const T *p)
{
    return wasm_v128_load(p);
}

LA_INLINE void vstore(T *p, V x)
{
    wasm_v128_store(p, x);
}

LA_INLINE V vsplat(const T *p)
{
    return wasm_v128_load32_splat(p);
}

LA_INLINE V vzero(void)
{
    return wasm_i32x4_const_splat(0);
}

LA_INLINE V vadd(V x, V y)
{
    return wasm_i32x4_add(x, y);
}

/* Of the empty asm see vector_f32.h. */
LA_INLINE V vmadd(V acc, V x, V y)
{
    acc = wasm_i32x4_add(acc, wasm_i32x4_mul(x, y));
    __asm__ volatile("" : "+r"(acc));
    return acc;
}

/* Four floats in a WebAssembly vector. LA_WASM_RELAXED: multiply-add is the relaxed one, which is
 * fused wherever the machine has FMA. */
#include <wasm_simd128.h>

typedef v128_t vf32;

#define T     float
#define V     vf32
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
    return wasm_f32x4_const_splat(0);
}

LA_INLINE V vadd(V x, V y)
{
    return wasm_f32x4_add(x, y);
}

/* The empty asm keeps the compiler from moving multiply-adds about: left alone it gathers all
 * broadcasts of a step first, which takes 20 registers where the engine has 15, and the loop, which
 * spills, is a fifth slower. LA_WASM_UNORDERED does without, to be compared. */
LA_INLINE V vmadd(V acc, V x, V y)
{
#ifdef LA_WASM_RELAXED
    acc = wasm_f32x4_relaxed_madd(x, y, acc);
#else
    acc = wasm_f32x4_add(acc, wasm_f32x4_mul(x, y));
#endif
#ifndef LA_WASM_UNORDERED
    __asm__ volatile("" : "+r"(acc));
#endif
    return acc;
}

/* acc - x y */
LA_INLINE V vnmadd(V acc, V x, V y)
{
#ifdef LA_WASM_RELAXED
    acc = wasm_f32x4_relaxed_nmadd(x, y, acc);
#else
    acc = wasm_f32x4_sub(acc, wasm_f32x4_mul(x, y));
#endif
    __asm__ volatile("" : "+r"(acc));
    return acc;
}

/* LANES complex numbers: their real and their imaginary parts. */
LA_INLINE void vsplit(const T *p, V *re, V *im)
{
    V x = vload(p), y = vload(p + LANES);
    *re = wasm_i32x4_shuffle(x, y, 0, 2, 4, 6);
    *im = wasm_i32x4_shuffle(x, y, 1, 3, 5, 7);
}

LA_INLINE void vjoin(T *p, V re, V im)
{
    vstore(p, wasm_i32x4_shuffle(re, im, 0, 4, 1, 5));
    vstore(p + LANES, wasm_i32x4_shuffle(re, im, 2, 6, 3, 7));
}

/* The sum of the lanes, in a fixed order. */
LA_INLINE T vsum(V x)
{
    x = wasm_f32x4_add(x, wasm_i32x4_shuffle(x, x, 2, 3, 0, 1));
    return wasm_f32x4_extract_lane(x, 0) + wasm_f32x4_extract_lane(x, 1);
}

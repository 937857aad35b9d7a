/* Two doubles in a WebAssembly vector. LA_WASM_RELAXED: multiply-add is the relaxed one, which is
 * fused wherever the machine has FMA. */
#include <wasm_simd128.h>

typedef v128_t vf64;

#define T     double
#define V     vf64
#define LANES 2

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
    return wasm_v128_load64_splat(p);
}

LA_INLINE V vzero(void)
{
    return wasm_f64x2_const_splat(0);
}

LA_INLINE V vadd(V x, V y)
{
    return wasm_f64x2_add(x, y);
}

/* Of the empty asm see vector_f32.h. */
LA_INLINE V vmadd(V acc, V x, V y)
{
#ifdef LA_WASM_RELAXED
    acc = wasm_f64x2_relaxed_madd(x, y, acc);
#else
    acc = wasm_f64x2_add(acc, wasm_f64x2_mul(x, y));
#endif
    __asm__ volatile("" : "+r"(acc));
    return acc;
}

/* acc - x y */
LA_INLINE V vnmadd(V acc, V x, V y)
{
#ifdef LA_WASM_RELAXED
    acc = wasm_f64x2_relaxed_nmadd(x, y, acc);
#else
    acc = wasm_f64x2_sub(acc, wasm_f64x2_mul(x, y));
#endif
    __asm__ volatile("" : "+r"(acc));
    return acc;
}

/* LANES complex numbers: their real and their imaginary parts. */
LA_INLINE void vsplit(const T *p, V *re, V *im)
{
    V x = vload(p), y = vload(p + LANES);
    *re = wasm_i64x2_shuffle(x, y, 0, 2);
    *im = wasm_i64x2_shuffle(x, y, 1, 3);
}

LA_INLINE void vjoin(T *p, V re, V im)
{
    vstore(p, wasm_i64x2_shuffle(re, im, 0, 2));
    vstore(p + LANES, wasm_i64x2_shuffle(re, im, 1, 3));
}

/* The sum of the lanes. */
LA_INLINE T vsum(V x)
{
    return wasm_f64x2_extract_lane(x, 0) + wasm_f64x2_extract_lane(x, 1);
}

/* What one core can do: multiply-adds on twelve independent sums in registers. And what memory
 * gives it: reading, and copying. Freestanding; built twice, with and without relaxed SIMD.
 *
 * The empty asm keeps the compiler from merging, moving or dropping what has no use. The engine's
 * compiler sees none of it: no product may occur twice, or it is computed once. A fused operation
 * is different for each sum; where the product is an operation of its own, the sum itself is a
 * factor (Horner's rule): twelve of them are enough to hide how long both take one after the other.
 */
#include <stddef.h>
#include <wasm_simd128.h>

#define EXPORT(name) __attribute__((export_name(#name)))
#define KEEP(x)      __asm__ volatile("" : "+r"(x))

#define EACH_SUM(DO) DO(0) DO(1) DO(2) DO(3) DO(4) DO(5) DO(6) DO(7) DO(8) DO(9) DO(10) DO(11)

/* Two halves of what is read and copied, larger than any cache of a core. */
#define BYTES (32 << 20)
static unsigned char memory[2 * BYTES] __attribute__((aligned(64)));

#ifdef __wasm_relaxed_simd__
#define F32_STEP(sum) wasm_f32x4_relaxed_madd(x, y, sum)
#define F64_STEP(sum) wasm_f64x2_relaxed_madd(x, y, sum)
#else
#define F32_STEP(sum) wasm_f32x4_add(wasm_f32x4_mul(sum, x), y)
#define F64_STEP(sum) wasm_f64x2_add(wasm_f64x2_mul(sum, x), y)
#endif
#define I16_STEP(sum) wasm_i16x8_add(wasm_i16x8_mul(sum, x), y)
#define I64_STEP(sum) wasm_i64x2_add(wasm_i64x2_mul(sum, x), y)
#define I32_STEP(sum) wasm_i32x4_add(wasm_i32x4_mul(sum, x), y)

#define DEFINE(i) v128_t s##i = y;
#define ADVANCE(i)                                                                                 \
    s##i = STEP(s##i);                                                                             \
    KEEP(s##i);
#define ROUND     EACH_SUM(ADVANCE)
#define GATHER(i) y = wasm_v128_xor(y, s##i);

/* Four times twelve steps a turn. The result only makes the sums count as used. */
#define FUNCTION(name, splat, x0, y0)                                                              \
    EXPORT(name) int name(int turns)                                                               \
    {                                                                                              \
        v128_t x = splat(x0), y = splat(y0);                                                       \
        KEEP(x);                                                                                   \
        KEEP(y);                                                                                   \
        EACH_SUM(DEFINE)                                                                           \
        for (; turns > 0; turns--) {                                                               \
            ROUND ROUND ROUND ROUND                                                                \
        }                                                                                          \
        EACH_SUM(GATHER)                                                                           \
        return wasm_i32x4_extract_lane(y, 0);                                                      \
    }

EXPORT(bytes) int bytes(void)
{
    return BYTES;
}

EXPORT(fill) void fill(void)
{
    __builtin_memset(memory, 1, sizeof memory);
}

EXPORT(copy) void copy(int offset, int count)
{
    __builtin_memcpy(memory + BYTES + offset, memory + offset, (size_t)count);
}

EXPORT(read) int read(int offset, int count)
{
    const unsigned char *p = memory + offset, *end = p + count;
    v128_t s0 = wasm_i32x4_splat(0), s1 = s0, s2 = s0, s3 = s0;
    for (; p < end; p += 64) {
        s0 = wasm_i32x4_add(s0, wasm_v128_load(p));
        s1 = wasm_i32x4_add(s1, wasm_v128_load(p + 16));
        s2 = wasm_i32x4_add(s2, wasm_v128_load(p + 32));
        s3 = wasm_i32x4_add(s3, wasm_v128_load(p + 48));
    }
    return wasm_i32x4_extract_lane(wasm_i32x4_add(wasm_i32x4_add(s0, s1), wasm_i32x4_add(s2, s3)),
                                   0);
}

#define STEP F32_STEP
FUNCTION(f32, wasm_f32x4_splat, 0.5f, 1.0f)
#undef STEP
#define STEP F64_STEP
FUNCTION(f64, wasm_f64x2_splat, 0.5, 1.0)
#undef STEP
#define STEP I32_STEP
FUNCTION(i32, wasm_i32x4_splat, 3, 1)
#undef STEP
#define STEP I16_STEP
FUNCTION(i16, wasm_i16x8_splat, 3, 1)
#undef STEP
#define STEP I64_STEP
FUNCTION(i64, wasm_i64x2_splat, 3, 1)

/* Vectors of eight elements, in generic vectors: the same operations, so the same bits, on every
 * machine, and no intrinsics but madd()'s.
 *
 * Two things about WebAssembly shape what is written with them. V8 makes a constant anew wherever
 * it is used, by three instructions: constants are loaded from tables, of which neither it nor LLVM
 * is told that they never change (hidden()). And LLVM would follow one 16-byte part of a vector to
 * the end before it begins the next, so that each operation waits for the one before: step() has
 * all parts computed that far first. Together they make up half of a function's time.
 *
 * Where an instruction set has multiply-adds, madd() rounds once; elsewhere, and in engines whose
 * relaxed ones are two instructions, twice. What is written with it must be exact enough either
 * way.
 */
#ifndef LIBARRAY_LOOPS_LANES_H
#define LIBARRAY_LOOPS_LANES_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "../platform.h"
#include "loops.h"

#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic ignored "-Wpsabi" /* nothing here is called from another file */
#endif

enum { LANES = 8 };

#define INLINE      static inline __attribute__((always_inline))
#define LANES_OF(T) __attribute__((vector_size(LANES * sizeof(T))))

typedef double vector LANES_OF(double);
typedef int64_t lanes LANES_OF(double);
typedef uint64_t unsigned_lanes LANES_OF(double);
typedef float vector_float LANES_OF(float);
typedef int32_t lanes_float LANES_OF(float);
typedef uint32_t unsigned_lanes_float LANES_OF(float);

#if defined(__clang__) && defined(__wasm__)
#define ON_WASM 1
#endif

/* Multiply-adds of parts of a vector, where an instruction set has them. */
#if defined(__wasm_relaxed_simd__)
#define MADD_FLOAT64  __builtin_wasm_relaxed_madd_f64x2
#define MADD_FLOAT32  __builtin_wasm_relaxed_madd_f32x4
#define NMADD_FLOAT64 __builtin_wasm_relaxed_nmadd_f64x2
#define NMADD_FLOAT32 __builtin_wasm_relaxed_nmadd_f32x4
#define MADD_BYTES    16
#elif defined(__AVX2__) && defined(__FMA__)
#include <immintrin.h>
#define MADD_FLOAT64           _mm256_fmadd_pd
#define MADD_FLOAT32           _mm256_fmadd_ps
#define NMADD_FLOAT64(x, y, z) MADD_FLOAT64(-(x), y, z)
#define NMADD_FLOAT32(x, y, z) MADD_FLOAT32(-(x), y, z)
#define MADD_BYTES             32
#endif

#define T        double
#define MADD     MADD_FLOAT64
#define NMADD    NMADD_FLOAT64
#define LESSER   __builtin_wasm_pmin_f64x2
#define GREATER  __builtin_wasm_pmax_f64x2
#define BITS     int64_t
#define SIGN     INT64_MIN
#define NAME(f)  f
#define PARTS(p) "+r"((p)[0]), "+r"((p)[1]), "+r"((p)[2]), "+r"((p)[3])
#include "lanes.tmpl.h"
#undef T
#undef BITS
#undef SIGN
#undef NAME
#undef PARTS
#undef MADD
#undef NMADD
#undef LESSER
#undef GREATER

#define T        float
#define MADD     MADD_FLOAT32
#define NMADD    NMADD_FLOAT32
#define LESSER   __builtin_wasm_pmin_f32x4
#define GREATER  __builtin_wasm_pmax_f32x4
#define BITS     int32_t
#define SIGN     INT32_MIN
#define NAME(f)  f##_float
#define PARTS(p) "+r"((p)[0]), "+r"((p)[1])
#include "lanes.tmpl.h"
#undef T
#undef BITS
#undef SIGN
#undef NAME
#undef PARTS
#undef MADD
#undef NMADD
#undef LESSER
#undef GREATER

INLINE vector square_root(vector x)
{
#ifdef ON_WASM
    typedef double pair __attribute__((vector_size(16)));
    pair parts[LANES / 2];
    memcpy(parts, &x, sizeof x);
    for (int k = 0; k < LANES / 2; k++)
        parts[k] = __builtin_elementwise_sqrt(parts[k]);
    memcpy(&x, parts, sizeof x);
#else
    for (int k = 0; k < LANES; k++)
        x[k] = __builtin_sqrt(x[k]);
#endif
    return x;
}

INLINE vector widen(vector_float x)
{
    return __builtin_convertvector(x, vector);
}

INLINE vector_float narrow(vector x)
{
#ifdef ON_WASM /* the only way to get its instruction */
    typedef double pair __attribute__((vector_size(16)));
    typedef float four __attribute__((vector_size(16)));
    pair from[LANES / 2];
    four to[LANES / 4];
    memcpy(from, &x, sizeof from);
    for (int k = 0; k < LANES / 4; k++) {
        four low = __builtin_convertvector(
            __builtin_shufflevector(from[2 * k], (pair){0}, 0, 1, 2, 3), four);
        four high = __builtin_convertvector(
            __builtin_shufflevector(from[2 * k + 1], (pair){0}, 0, 1, 2, 3), four);
        __asm__("" : "+r"(low), "+r"(high)); /* or it makes one conversion of both, lane by lane */
        to[k] = __builtin_shufflevector(low, high, 0, 1, 4, 5);
    }
    vector_float z;
    memcpy(&z, to, sizeof z);
    return z;
#else
    return __builtin_convertvector(x, vector_float);
#endif
}

#endif

/* Squares of 4- and 8-byte elements turned in vector registers. HAS_TURN_n says that there is
 * turn_n, which writes the square of TURN_n elements at `from` to `to`, rows for columns; lines are
 * from_stride and to_stride bytes apart. */
#ifndef LIBARRAY_TRANSPOSE_TILE_H
#define LIBARRAY_TRANSPOSE_TILE_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#ifdef __has_builtin
#if __has_builtin(__builtin_shufflevector)
#define HAS_TURN_4 1
#define HAS_TURN_8 1
#endif
#endif

#ifdef HAS_TURN_4

enum { TURN_4 = 4, TURN_8 = 2 };

typedef uint32_t la_four __attribute__((vector_size(16)));
typedef uint64_t la_two __attribute__((vector_size(16)));

static inline void turn_4(char *to, ptrdiff_t to_stride, const char *from, ptrdiff_t from_stride)
{
    la_four a, b, c, d;
    memcpy(&a, from, 16);
    memcpy(&b, from + from_stride, 16);
    memcpy(&c, from + 2 * from_stride, 16);
    memcpy(&d, from + 3 * from_stride, 16);
    la_four ab_low = __builtin_shufflevector(a, b, 0, 4, 1, 5);
    la_four ab_high = __builtin_shufflevector(a, b, 2, 6, 3, 7);
    la_four cd_low = __builtin_shufflevector(c, d, 0, 4, 1, 5);
    la_four cd_high = __builtin_shufflevector(c, d, 2, 6, 3, 7);
    a = __builtin_shufflevector(ab_low, cd_low, 0, 1, 4, 5);
    b = __builtin_shufflevector(ab_low, cd_low, 2, 3, 6, 7);
    c = __builtin_shufflevector(ab_high, cd_high, 0, 1, 4, 5);
    d = __builtin_shufflevector(ab_high, cd_high, 2, 3, 6, 7);
    memcpy(to, &a, 16);
    memcpy(to + to_stride, &b, 16);
    memcpy(to + 2 * to_stride, &c, 16);
    memcpy(to + 3 * to_stride, &d, 16);
}

static inline void turn_8(char *to, ptrdiff_t to_stride, const char *from, ptrdiff_t from_stride)
{
    la_two a, b;
    memcpy(&a, from, 16);
    memcpy(&b, from + from_stride, 16);
    la_two low = __builtin_shufflevector(a, b, 0, 2);
    la_two high = __builtin_shufflevector(a, b, 1, 3);
    memcpy(to, &low, 16);
    memcpy(to + to_stride, &high, 16);
}

#endif
#endif

/* Tiles of 4- and 8-byte elements turned in vector registers. HAS_TURN_n says that there is turn_n.
 */
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

typedef uint32_t la_four __attribute__((vector_size(16)));
typedef uint64_t la_two __attribute__((vector_size(16)));

/* tile[i][k] = the i-th element of the k-th row; rows are row_stride bytes apart. */
static inline void turn_4(uint32_t (*tile)[16], const char *from, ptrdiff_t row_stride)
{
    for (int k = 0; k < 16; k += 4) {
        const char *row = from + k * row_stride;
        for (int i = 0; i < 16; i += 4) {
            la_four a, b, c, d;
            memcpy(&a, row + 4 * i, 16);
            memcpy(&b, row + row_stride + 4 * i, 16);
            memcpy(&c, row + 2 * row_stride + 4 * i, 16);
            memcpy(&d, row + 3 * row_stride + 4 * i, 16);
            la_four ab_low = __builtin_shufflevector(a, b, 0, 4, 1, 5);
            la_four ab_high = __builtin_shufflevector(a, b, 2, 6, 3, 7);
            la_four cd_low = __builtin_shufflevector(c, d, 0, 4, 1, 5);
            la_four cd_high = __builtin_shufflevector(c, d, 2, 6, 3, 7);
            a = __builtin_shufflevector(ab_low, cd_low, 0, 1, 4, 5);
            b = __builtin_shufflevector(ab_low, cd_low, 2, 3, 6, 7);
            c = __builtin_shufflevector(ab_high, cd_high, 0, 1, 4, 5);
            d = __builtin_shufflevector(ab_high, cd_high, 2, 3, 6, 7);
            memcpy(&tile[i][k], &a, 16);
            memcpy(&tile[i + 1][k], &b, 16);
            memcpy(&tile[i + 2][k], &c, 16);
            memcpy(&tile[i + 3][k], &d, 16);
        }
    }
}

static inline void turn_8(uint64_t (*tile)[8], const char *from, ptrdiff_t row_stride)
{
    for (int k = 0; k < 8; k += 2) {
        const char *row = from + k * row_stride;
        for (int i = 0; i < 8; i += 2) {
            la_two a, b;
            memcpy(&a, row + 8 * i, 16);
            memcpy(&b, row + row_stride + 8 * i, 16);
            la_two low = __builtin_shufflevector(a, b, 0, 2);
            la_two high = __builtin_shufflevector(a, b, 1, 3);
            memcpy(&tile[i][k], &low, 16);
            memcpy(&tile[i + 1][k], &high, 16);
        }
    }
}

#endif
#endif

/* Sixteen 8-bit integers in an AVX register of 16-bit lanes, modulo 2^8: signed and unsigned alike.
 * There is no product of bytes; that of 16-bit lanes has the right low byte, whatever the high ones
 * hold. */
#include <immintrin.h>

#define T     uint8_t
#define V     __m256i
#define LANES 16

LA_INLINE V vload(const T *p)
{
    return _mm256_cvtepu8_epi16(_mm_loadu_si128((const __m128i *)p));
}

LA_INLINE void vstore(T *p, V x)
{
    x = _mm256_and_si256(x, _mm256_set1_epi16(0xff));
    __m128i low = _mm256_castsi256_si128(x), high = _mm256_extracti128_si256(x, 1);
    _mm_storeu_si128((__m128i *)p, _mm_packus_epi16(low, high));
}

/* In every byte: the high ones do no harm. */
LA_INLINE V vsplat(const T *p)
{
    return _mm256_set1_epi8((char)*p);
}

LA_INLINE V vzero(void)
{
    return _mm256_setzero_si256();
}

LA_INLINE V vadd(V x, V y)
{
    return _mm256_add_epi16(x, y);
}

LA_INLINE V vmadd(V acc, V x, V y)
{
    return _mm256_add_epi16(acc, _mm256_mullo_epi16(x, y));
}

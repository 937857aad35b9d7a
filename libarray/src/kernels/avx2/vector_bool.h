/* Thirty-two truth values in an AVX register. Any byte but 0 is true, so `and` is the minimum, and
 * only what is stored is made 0 or 1. */
#include <immintrin.h>

#define T         uint8_t
#define V         __m256i
#define LANES     32
#define ADD(x, y) ((T)((x) | (y)))

LA_INLINE V vload(const T *p)
{
    return _mm256_loadu_si256((const V *)p);
}

LA_INLINE void vstore(T *p, V x)
{
    _mm256_storeu_si256((V *)p, _mm256_min_epu8(x, _mm256_set1_epi8(1)));
}

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
    return _mm256_or_si256(x, y);
}

LA_INLINE V vmadd(V acc, V x, V y)
{
    return _mm256_or_si256(acc, _mm256_min_epu8(x, y));
}

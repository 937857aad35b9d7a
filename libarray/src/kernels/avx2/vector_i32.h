/* Eight 32-bit integers in an AVX register, modulo 2^32: signed and unsigned alike. */
#include <immintrin.h>

#define T     uint32_t
#define V     __m256i
#define LANES 8

LA_INLINE V vload(const T *p)
{
    return _mm256_loadu_si256((const V *)p);
}

LA_INLINE void vstore(T *p, V x)
{
    _mm256_storeu_si256((V *)p, x);
}

LA_INLINE V vsplat(const T *p)
{
    return _mm256_set1_epi32((int)*p);
}

LA_INLINE V vzero(void)
{
    return _mm256_setzero_si256();
}

LA_INLINE V vadd(V x, V y)
{
    return _mm256_add_epi32(x, y);
}

LA_INLINE V vmadd(V acc, V x, V y)
{
    return _mm256_add_epi32(acc, _mm256_mullo_epi32(x, y));
}

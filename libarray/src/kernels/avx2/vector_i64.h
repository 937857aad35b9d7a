/* Four 64-bit integers in an AVX register, modulo 2^64: signed and unsigned alike. */
#include <immintrin.h>

#define T     uint64_t
#define V     __m256i
#define LANES 4

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
    return _mm256_set1_epi64x((long long)*p);
}

LA_INLINE V vzero(void)
{
    return _mm256_setzero_si256();
}

LA_INLINE V vadd(V x, V y)
{
    return _mm256_add_epi64(x, y);
}

/* The product's low half out of products of 32 bits. */
LA_INLINE V vmadd(V acc, V x, V y)
{
    V cross = _mm256_add_epi64(_mm256_mul_epu32(_mm256_srli_epi64(x, 32), y),
                               _mm256_mul_epu32(x, _mm256_srli_epi64(y, 32)));
    return _mm256_add_epi64(acc,
                            _mm256_add_epi64(_mm256_mul_epu32(x, y), _mm256_slli_epi64(cross, 32)));
}

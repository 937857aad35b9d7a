/* Eight floats in an AVX register. */
#include <immintrin.h>

#define T     float
#define V     __m256
#define LANES 8

LA_INLINE V vload(const T *p)
{
    return _mm256_loadu_ps(p);
}

LA_INLINE void vstore(T *p, V x)
{
    _mm256_storeu_ps(p, x);
}

LA_INLINE V vsplat(const T *p)
{
    return _mm256_broadcast_ss(p);
}

LA_INLINE V vzero(void)
{
    return _mm256_setzero_ps();
}

LA_INLINE V vadd(V x, V y)
{
    return _mm256_add_ps(x, y);
}

LA_INLINE V vmadd(V acc, V x, V y)
{
    return _mm256_fmadd_ps(x, y, acc);
}

/* The sum of the lanes, in a fixed order. */
LA_INLINE T vsum(V x)
{
    T lanes[LANES];
    _mm256_storeu_ps(lanes, x);
    for (int width = LANES / 2; width > 0; width /= 2) {
        for (int i = 0; i < width; i++)
            lanes[i] += lanes[i + width];
    }
    return lanes[0];
}

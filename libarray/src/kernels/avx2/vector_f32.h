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

/* acc - x y */
LA_INLINE V vnmadd(V acc, V x, V y)
{
    return _mm256_fnmadd_ps(x, y, acc);
}

/* LANES complex numbers: their real and their imaginary parts. */
LA_INLINE void vsplit(const T *p, V *re, V *im)
{
    V x = vload(p), y = vload(p + LANES);
    V low = _mm256_permute2f128_ps(x, y, 0x20), high = _mm256_permute2f128_ps(x, y, 0x31);
    *re = _mm256_shuffle_ps(low, high, 0x88);
    *im = _mm256_shuffle_ps(low, high, 0xdd);
}

LA_INLINE void vjoin(T *p, V re, V im)
{
    V low = _mm256_unpacklo_ps(re, im), high = _mm256_unpackhi_ps(re, im);
    vstore(p, _mm256_permute2f128_ps(low, high, 0x20));
    vstore(p + LANES, _mm256_permute2f128_ps(low, high, 0x31));
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

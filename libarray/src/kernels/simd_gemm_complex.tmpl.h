/* A complex gemm microkernel of MR rows (6 unless given) x 1 vector: simd_gemm.tmpl.h, with a sum
 * of real and a sum of imaginary parts where that has two vectors of columns. Again 12 sums, 2
 * vectors of B and one broadcast of A, now for 24 multiply-adds.
 *
 * The includer defines what simd_gemm.tmpl.h wants (T is the type of a part, LANES the complex
 * columns of a tile), and
 *   vnmadd(acc, x, y) = acc - x y
 *   vsplit(from, &re, &im), vjoin(to, re, im)    LANES complex numbers as two vectors of parts
 *
 * Packed panels are split already. Unpacked, B is split on the way: two shuffles for 24
 * multiply-adds. */
#include "kernels/rows.h"

#ifndef MR
#define MR 6
#endif
#define NR LANES
#ifndef UNROLL
#define UNROLL 2
#endif
#ifndef WHOLE_TILES
#define WHOLE_TILES 0
#endif
#define HAS_SMALL (!LA_FOR_POOL || !WHOLE_TILES)
#ifndef GROUP
#define GROUP 2
#endif

/* Step p from here: for each row, an element of A times a vector of B. The order of the four
 * products is always this one. */
LA_INLINE void LA_JOIN(KERNEL, _step)(const int rows, const bool packed, ptrdiff_t p, const T *a,
                                      const T *const rows_of_a[MR], const T *b, ptrdiff_t rs_b,
                                      V acc[MR][2])
{
    V re, im;
    if (packed) {
        re = vload(b + 2 * p * NR);
        im = vload(b + 2 * p * NR + LANES);
    } else {
        vsplit(b + 2 * p * rs_b, &re, &im);
    }
    LA_UNROLL
    for (int i = 0; i < rows; i++) {
        const T *x = packed ? a + 2 * p * MR + i : rows_of_a[i] + 2 * p;
        V part = vsplat(x);
        acc[i][0] = vmadd(acc[i][0], part, re);
        acc[i][1] = vmadd(acc[i][1], part, im);
        part = vsplat(packed ? x + MR : x + 1);
        acc[i][0] = vnmadd(acc[i][0], part, im);
        acc[i][1] = vmadd(acc[i][1], part, re);
    }
}

/* The sum over k of a column of A times a row of B, for `rows` rows. A and B are packed, or their
 * rows are rs_a and rs_b complex elements apart. */
LA_INLINE void LA_JOIN(KERNEL, _sum)(const int rows, const bool packed, ptrdiff_t k, const T *a,
                                     ptrdiff_t rs_a, const T *b, ptrdiff_t rs_b, V acc[MR][2])
{
    const T *rows_of_a[MR];
    LA_UNROLL
    for (int i = 0; i < rows; i++) {
        rows_of_a[i] = a + 2 * i * rs_a;
        acc[i][0] = vzero();
        acc[i][1] = vzero();
    }
    for (; k >= UNROLL; k -= UNROLL) {
        LA_UNROLL
        for (int p = 0; p < UNROLL; p++)
            LA_JOIN(KERNEL, _step)(rows, packed, p, a, rows_of_a, b, rs_b, acc);
        a += 2 * UNROLL * MR;
        b += 2 * UNROLL * (packed ? NR : rs_b);
        LA_UNROLL
        for (int i = 0; i < rows; i++)
            rows_of_a[i] += 2 * UNROLL;
    }
    for (; k > 0; k--) {
        LA_JOIN(KERNEL, _step)(rows, packed, 0, a, rows_of_a, b, rs_b, acc);
        a += 2 * MR;
        b += 2 * (packed ? NR : rs_b);
        LA_UNROLL
        for (int i = 0; i < rows; i++)
            rows_of_a[i] += 2;
    }
}

/* One tile to C with unit column stride. */
LA_INLINE void LA_JOIN(KERNEL, _tile)(const int rows, const bool packed, ptrdiff_t k, const T *a,
                                      ptrdiff_t rs_a, const T *b, ptrdiff_t rs_b, T *c,
                                      ptrdiff_t rs_c, bool accumulate)
{
    V acc[MR][2];
    LA_JOIN(KERNEL, _sum)(rows, packed, k, a, rs_a, b, rs_b, acc);
    if (accumulate) {
        LA_UNROLL
        for (int i = 0; i < rows; i++) {
            V re, im;
            vsplit(c + 2 * i * rs_c, &re, &im);
            acc[i][0] = vadd(re, acc[i][0]);
            acc[i][1] = vadd(im, acc[i][1]);
        }
    }
    LA_UNROLL
    for (int i = 0; i < rows; i++)
        vjoin(c + 2 * i * rs_c, acc[i][0], acc[i][1]);
}

/* A tile of up to MR rows of packed panels. */
static void LA_JOIN(KERNEL, _packed_tile)(int rows, ptrdiff_t k, const T *a, const T *b, T *c,
                                          ptrdiff_t rs_c, bool accumulate)
{
    ROWS_SWITCH(rows, true, k, a, 0, b, 0, c, rs_c, accumulate)
}

/* A tile at C's edge, or of a C without unit column stride: through a buffer. */
static void LA_JOIN(KERNEL, _edge_tile)(int rows, int columns, ptrdiff_t k, const T *a, const T *b,
                                        T *c, ptrdiff_t rs_c, ptrdiff_t cs_c, bool accumulate)
{
    T buffer[MR * 2 * NR];
    LA_JOIN(KERNEL, _packed_tile)(WHOLE_TILES ? MR : rows, k, a, b, buffer, NR, false);
    for (int i = 0; i < rows; i++) {
        for (int j = 0; j < columns; j++) {
            const T *from = buffer + 2 * (i * NR + j);
            T *to = c + 2 * (i * rs_c + j * cs_c);
            to[0] = accumulate ? to[0] + from[0] : from[0];
            to[1] = accumulate ? to[1] + from[1] : from[1];
        }
    }
}

/* Panels of A are taken GROUP at a time, as in simd_gemm.tmpl.h. */
static void LA_JOIN(KERNEL, _block)(ptrdiff_t m, ptrdiff_t n, ptrdiff_t k, const void *packed_a,
                                    const void *packed_b, void *out, ptrdiff_t rs_c, ptrdiff_t cs_c,
                                    bool accumulate)
{
    for (ptrdiff_t first = 0; first < m; first += GROUP * MR) {
        const ptrdiff_t end = m - first < GROUP * MR ? m : first + GROUP * MR;
        const T *b = packed_b;
        for (ptrdiff_t j = 0; j < n; j += NR, b += 2 * NR * k) {
            const int columns = n - j < NR ? (int)(n - j) : NR;
            const T *a = (const T *)packed_a + 2 * first * k;
            T *c = (T *)out + 2 * (first * rs_c + j * cs_c);
            for (ptrdiff_t i = first; i < end; i += MR, a += 2 * MR * k, c += 2 * MR * rs_c) {
                const int rows = end - i < MR ? (int)(end - i) : MR;
                if (columns < NR || cs_c != 1 || (WHOLE_TILES && rows < MR))
                    LA_JOIN(KERNEL, _edge_tile)(rows, columns, k, a, b, c, rs_c, cs_c, accumulate);
                else
                    LA_JOIN(KERNEL, _packed_tile)
                (WHOLE_TILES ? MR : rows, k, a, b, c, rs_c, accumulate);
            }
        }
    }
}

#if HAS_SMALL
/* LANES columns of C, all rows, shared out evenly. */
static void LA_JOIN(KERNEL, _strip)(ptrdiff_t m, ptrdiff_t k, const T *a, ptrdiff_t rs_a,
                                    const T *b, ptrdiff_t rs_b, T *c, ptrdiff_t rs_c)
{
    ptrdiff_t tiles = (m + MR - 1) / MR, rows = m / tiles, longer = m % tiles;
    for (ptrdiff_t t = 0; t < tiles; t++) {
        int height = (int)rows + (t < longer);
        ROWS_SWITCH(height, false, k, a, rs_a, b, rs_b, c, rs_c, false)
        a += 2 * height * rs_a;
        c += 2 * height * rs_c;
    }
}

/* Fewer columns than a tile has: B padded into a buffer, C through another. */
static void LA_JOIN(KERNEL, _narrow)(ptrdiff_t m, ptrdiff_t n, ptrdiff_t k, const T *a,
                                     ptrdiff_t rs_a, const T *b, ptrdiff_t rs_b, T *c,
                                     ptrdiff_t rs_c)
{
    T padded[KC * 2 * LANES], buffer[MR * 2 * LANES];
    for (ptrdiff_t p = 0; p < k; p++) {
        for (ptrdiff_t j = 0; j < 2 * LANES; j++)
            padded[p * 2 * LANES + j] = j < 2 * n ? b[2 * p * rs_b + j] : 0;
    }
    for (ptrdiff_t i = 0; i < m; i += MR) {
        ptrdiff_t rows = m - i < MR ? m - i : MR;
        LA_JOIN(KERNEL, _strip)(rows, k, a + 2 * i * rs_a, rs_a, padded, LANES, buffer, LANES);
        for (ptrdiff_t r = 0; r < rows; r++) {
            for (ptrdiff_t j = 0; j < 2 * n; j++)
                c[2 * (i + r) * rs_c + j] = buffer[r * 2 * LANES + j];
        }
    }
}

/* The last strip is moved back so that it ends with the row, and computes some columns again. */
static void LA_JOIN(KERNEL, _small)(ptrdiff_t m, ptrdiff_t n, ptrdiff_t k, const void *left,
                                    ptrdiff_t rs_a, const void *right, ptrdiff_t rs_b, void *out,
                                    ptrdiff_t rs_c)
{
    const T *b = right;
    T *c = out;
    if (n < LANES) {
        LA_JOIN(KERNEL, _narrow)(m, n, k, left, rs_a, b, rs_b, c, rs_c);
        return;
    }
    for (ptrdiff_t j = 0; j < n; j += LANES) {
        if (j + LANES > n) j = n - LANES;
        LA_JOIN(KERNEL, _strip)(m, k, left, rs_a, b + 2 * j, rs_b, c + 2 * j, rs_c);
    }
}
#endif

#include "kernels/gemm_table.tmpl.h"

#undef GROUP
#undef WHOLE_TILES
#undef HAS_SMALL
#undef UNROLL
#undef MR
#undef NR

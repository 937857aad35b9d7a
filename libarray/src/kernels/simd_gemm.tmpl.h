/* A gemm microkernel of 6 x (2 vectors) for any vector type of 16 registers or more.
 *
 * The includer defines, before the include:
 *   T, V            element and vector type; LANES elements in a V
 *   KERNEL          name, as f32_gemm_6x8__avx2; KERNEL_TYPE its la_type
 *   KC, MC, NC      block sizes; SMALL_MAX, GFLOPS: see la_gemm_kernel
 *   vload vstore vsplat vmadd vadd vzero    inline functions; vmadd(acc, x, y) = acc + x y
 *   ADD(x, y)       vadd of single elements, where it isn't x + y
 *   WHOLE_TILES     1: tiles at edges are computed whole, for a smaller kernel
 *   TWIN, TWIN_TYPE another kernel's name and type, where the same code serves two types
 * and gets `const la_gemm_kernel la_<KERNEL>` (and la_<TWIN>). The template undefines what it was
 * given, but T, V, LANES and the functions.
 *
 * Why 6 x 2 vectors: 12 accumulators, 2 vectors of B and a broadcast element of A are 15
 * registers, which is what V8 has left of x86's 16, and 12 independent chains hide the latency of
 * two multiply-adds a cycle. Where registers are that scarce the compiler must keep rows in order;
 * vmadd sees to it (see wasm_simd128/vector_f32.h). */
#define MR 6
#define NR (2 * LANES)
#ifndef GROUP
#define GROUP 2
#endif
#ifndef WHOLE_TILES
#define WHOLE_TILES 0
#endif
#ifndef ADD
#define ADD(x, y) ((T)((x) + (y)))
#endif

/* The sum over k of a column of A times a row of B, for `rows` x `vecs` vectors (both constants
 * where this is inlined). A is packed (rs_a = 1, cs_a = MR) or not (cs_a = 1). */
LA_INLINE void LA_JOIN(KERNEL, _sum)(const int rows, const int vecs, const bool packed, ptrdiff_t k,
                                     const T *a, ptrdiff_t rs_a, const T *b, ptrdiff_t rs_b,
                                     V acc[MR][2])
{
    const ptrdiff_t row = packed ? 1 : rs_a, step = packed ? MR : 1;
    const T *rows_of_a[MR];
    LA_UNROLL
    for (int i = 0; i < rows; i++) {
        rows_of_a[i] = a + i * row;
        acc[i][0] = vzero();
        acc[i][1] = vzero();
    }
    for (; k >= 4; k -= 4) {
        LA_UNROLL
        for (int p = 0; p < 4; p++) {
            V b0 = vload(b + p * rs_b);
            V b1 = vecs > 1 ? vload(b + p * rs_b + LANES) : b0;
            LA_UNROLL
            for (int i = 0; i < rows; i++) {
                V x = packed ? vsplat(a + p * MR + i) : vsplat(rows_of_a[i] + p);
                acc[i][0] = vmadd(acc[i][0], x, b0);
                if (vecs > 1) acc[i][1] = vmadd(acc[i][1], x, b1);
            }
        }
        a += 4 * step;
        b += 4 * rs_b;
        LA_UNROLL
        for (int i = 0; i < rows; i++)
            rows_of_a[i] += 4;
    }
    for (; k > 0; k--) {
        V b0 = vload(b);
        V b1 = vecs > 1 ? vload(b + LANES) : b0;
        LA_UNROLL
        for (int i = 0; i < rows; i++) {
            V x = packed ? vsplat(a + i) : vsplat(rows_of_a[i]);
            acc[i][0] = vmadd(acc[i][0], x, b0);
            if (vecs > 1) acc[i][1] = vmadd(acc[i][1], x, b1);
        }
        a += step;
        b += rs_b;
        LA_UNROLL
        for (int i = 0; i < rows; i++)
            rows_of_a[i] += 1;
    }
}

/* One tile to C with unit column stride. */
LA_INLINE void LA_JOIN(KERNEL, _tile)(const int rows, const int vecs, const bool packed,
                                      ptrdiff_t k, const T *a, ptrdiff_t rs_a, const T *b,
                                      ptrdiff_t rs_b, T *c, ptrdiff_t rs_c, bool accumulate)
{
    V acc[MR][2];
    LA_JOIN(KERNEL, _sum)(rows, vecs, packed, k, a, rs_a, b, rs_b, acc);
    if (accumulate) {
        LA_UNROLL
        for (int i = 0; i < rows; i++) {
            acc[i][0] = vadd(vload(c + i * rs_c), acc[i][0]);
            if (vecs > 1) acc[i][1] = vadd(vload(c + i * rs_c + LANES), acc[i][1]);
        }
    }
    LA_UNROLL
    for (int i = 0; i < rows; i++) {
        vstore(c + i * rs_c, acc[i][0]);
        if (vecs > 1) vstore(c + i * rs_c + LANES, acc[i][1]);
    }
}

/* A tile of up to 6 rows of packed panels. */
static void LA_JOIN(KERNEL, _packed_tile)(int rows, int vecs, ptrdiff_t k, const T *a, const T *b,
                                          T *c, ptrdiff_t rs_c, bool accumulate)
{
    switch (vecs * 8 + rows) {
    case 17: LA_JOIN(KERNEL, _tile)(1, 2, true, k, a, 1, b, NR, c, rs_c, accumulate); break;
    case 18: LA_JOIN(KERNEL, _tile)(2, 2, true, k, a, 1, b, NR, c, rs_c, accumulate); break;
    case 19: LA_JOIN(KERNEL, _tile)(3, 2, true, k, a, 1, b, NR, c, rs_c, accumulate); break;
    case 20: LA_JOIN(KERNEL, _tile)(4, 2, true, k, a, 1, b, NR, c, rs_c, accumulate); break;
    case 21: LA_JOIN(KERNEL, _tile)(5, 2, true, k, a, 1, b, NR, c, rs_c, accumulate); break;
    case 22: LA_JOIN(KERNEL, _tile)(6, 2, true, k, a, 1, b, NR, c, rs_c, accumulate); break;
    default: LA_JOIN(KERNEL, _tile)(6, 1, true, k, a, 1, b, NR, c, rs_c, accumulate); break;
    }
}

/* A tile at C's edge, or of a C without unit column stride: through a buffer. */
static void LA_JOIN(KERNEL, _edge_tile)(int rows, int columns, ptrdiff_t k, const T *a, const T *b,
                                        T *c, ptrdiff_t rs_c, ptrdiff_t cs_c, bool accumulate)
{
    T buffer[MR * NR];
    const int vecs = WHOLE_TILES || columns > LANES ? 2 : 1;
    const int height = WHOLE_TILES || vecs == 1 ? MR : rows;
    LA_JOIN(KERNEL, _packed_tile)(height, vecs, k, a, b, buffer, NR, false);
    for (int i = 0; i < rows; i++) {
        for (int j = 0; j < columns; j++) {
            T *to = c + i * rs_c + j * cs_c;
            *to = accumulate ? ADD(*to, buffer[i * NR + j]) : buffer[i * NR + j];
        }
    }
}

/* Panels of A are taken GROUP at a time: they stay in L1 together with the panel of B, which comes
 * from L2 once for all of them. */
static void LA_JOIN(KERNEL, _block)(ptrdiff_t m, ptrdiff_t n, ptrdiff_t k, const void *packed_a,
                                    const void *packed_b, void *out, ptrdiff_t rs_c, ptrdiff_t cs_c,
                                    bool accumulate)
{
    for (ptrdiff_t first = 0; first < m; first += GROUP * MR) {
        const ptrdiff_t end = m - first < GROUP * MR ? m : first + GROUP * MR;
        const T *b = packed_b;
        for (ptrdiff_t j = 0; j < n; j += NR, b += NR * k) {
            const int columns = n - j < NR ? (int)(n - j) : NR;
            const T *a = (const T *)packed_a + first * k;
            T *c = (T *)out + first * rs_c + j * cs_c;
            ptrdiff_t i = first;
            if (columns == NR && cs_c == 1) {
                for (; i + MR <= end; i += MR, a += MR * k, c += MR * rs_c)
                    LA_JOIN(KERNEL, _tile)(MR, 2, true, k, a, 1, b, NR, c, rs_c, accumulate);
                if (!WHOLE_TILES && i < end) {
                    LA_JOIN(KERNEL, _packed_tile)((int)(end - i), 2, k, a, b, c, rs_c, accumulate);
                    continue;
                }
            }
            for (; i < end; i += MR, a += MR * k, c += MR * rs_c) {
                const int rows = end - i < MR ? (int)(end - i) : MR;
                LA_JOIN(KERNEL, _edge_tile)(rows, columns, k, a, b, c, rs_c, cs_c, accumulate);
            }
        }
    }
}

#if !LA_BLOCKS_ONLY
/* A strip of 2 (or 1) vectors of columns of C, all rows; they are shared out evenly (16 = 6 + 5 +
 * 5), since a tile of few rows wastes the multipliers. */
LA_INLINE void LA_JOIN(KERNEL, _strip)(const int vecs, ptrdiff_t m, ptrdiff_t k, const T *a,
                                       ptrdiff_t rs_a, const T *b, ptrdiff_t rs_b, T *c,
                                       ptrdiff_t rs_c)
{
    ptrdiff_t tiles = (m + MR - 1) / MR, rows = m / tiles, longer = m % tiles;
    for (ptrdiff_t t = 0; t < tiles; t++) {
        int height = (int)rows + (t < longer);
        switch (height) {
        case 1: LA_JOIN(KERNEL, _tile)(1, vecs, false, k, a, rs_a, b, rs_b, c, rs_c, false); break;
        case 2: LA_JOIN(KERNEL, _tile)(2, vecs, false, k, a, rs_a, b, rs_b, c, rs_c, false); break;
        case 3: LA_JOIN(KERNEL, _tile)(3, vecs, false, k, a, rs_a, b, rs_b, c, rs_c, false); break;
        case 4: LA_JOIN(KERNEL, _tile)(4, vecs, false, k, a, rs_a, b, rs_b, c, rs_c, false); break;
        case 5: LA_JOIN(KERNEL, _tile)(5, vecs, false, k, a, rs_a, b, rs_b, c, rs_c, false); break;
        default: LA_JOIN(KERNEL, _tile)(6, vecs, false, k, a, rs_a, b, rs_b, c, rs_c, false); break;
        }
        a += height * rs_a;
        c += height * rs_c;
    }
}

static void LA_JOIN(KERNEL, _strip2)(ptrdiff_t m, ptrdiff_t k, const T *a, ptrdiff_t rs_a,
                                     const T *b, ptrdiff_t rs_b, T *c, ptrdiff_t rs_c)
{
    LA_JOIN(KERNEL, _strip)(2, m, k, a, rs_a, b, rs_b, c, rs_c);
}

static void LA_JOIN(KERNEL, _strip1)(ptrdiff_t m, ptrdiff_t k, const T *a, ptrdiff_t rs_a,
                                     const T *b, ptrdiff_t rs_b, T *c, ptrdiff_t rs_c)
{
    LA_JOIN(KERNEL, _strip)(1, m, k, a, rs_a, b, rs_b, c, rs_c);
}

/* Fewer columns than a vector has lanes: B padded into a buffer, C through another. */
static void LA_JOIN(KERNEL, _narrow)(ptrdiff_t m, ptrdiff_t n, ptrdiff_t k, const T *a,
                                     ptrdiff_t rs_a, const T *b, ptrdiff_t rs_b, T *c,
                                     ptrdiff_t rs_c)
{
    T padded[KC * LANES], buffer[MR * LANES];
    for (ptrdiff_t p = 0; p < k; p++) {
        for (ptrdiff_t j = 0; j < LANES; j++)
            padded[p * LANES + j] = j < n ? b[p * rs_b + j] : 0;
    }
    for (ptrdiff_t i = 0; i < m; i += MR) {
        ptrdiff_t rows = m - i < MR ? m - i : MR;
        LA_JOIN(KERNEL, _strip1)(rows, k, a + i * rs_a, rs_a, padded, LANES, buffer, LANES);
        for (ptrdiff_t r = 0; r < rows; r++) {
            for (ptrdiff_t j = 0; j < n; j++)
                c[(i + r) * rs_c + j] = buffer[r * LANES + j];
        }
    }
}

/* Edges: the last strip is moved back so that it ends with the row. It then computes some columns
 * a second time, with the same result, and no lane is ever loaded or stored beyond the edge. */
static void LA_JOIN(KERNEL, _small)(ptrdiff_t m, ptrdiff_t n, ptrdiff_t k, const void *left,
                                    ptrdiff_t rs_a, const void *right, ptrdiff_t rs_b, void *out,
                                    ptrdiff_t rs_c)
{
    const T *a = left, *b = right;
    T *c = out;
    ptrdiff_t j = 0;
    if (n < LANES) {
        LA_JOIN(KERNEL, _narrow)(m, n, k, a, rs_a, b, rs_b, c, rs_c);
        return;
    }
    for (; j + NR <= n; j += NR)
        LA_JOIN(KERNEL, _strip2)(m, k, a, rs_a, b + j, rs_b, c + j, rs_c);
    if (n - j > LANES && n >= NR) {
        j = n - NR;
        LA_JOIN(KERNEL, _strip2)(m, k, a, rs_a, b + j, rs_b, c + j, rs_c);
        return;
    }
    while (j < n) {
        if (j + LANES > n) j = n - LANES;
        LA_JOIN(KERNEL, _strip1)(m, k, a, rs_a, b + j, rs_b, c + j, rs_c);
        j += LANES;
    }
}
#endif

#include "kernels/gemm_table.tmpl.h"

#undef GROUP
#undef WHOLE_TILES
#undef ADD
#undef MR
#undef NR

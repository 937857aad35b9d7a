/* A gemm microkernel of MR rows x VECS vectors, for any vector type.
 *
 * The includer defines, before the include:
 *   T, V            element and vector type; LANES elements in a V
 *   KERNEL          name, as f32_gemm_6x8__wasm_simd128; KERNEL_TYPE its la_type
 *   MR, VECS        the tile: up to 8 rows, up to 3 vectors of columns; 6 x 2 unless given
 *   KC, MC, NC      block sizes; SMALL_MAX, GFLOPS: see la_gemm_kernel
 *   vload vstore vsplat vmadd vadd vzero    inline functions; vmadd(acc, x, y) = acc + x y
 *   ADD(x, y)       vadd of single elements, where it isn't x + y
 *   STEPS           steps of k in a turn of the loop; 4 unless given
 *   WHOLE_TILES     1: tiles at edges are computed whole, and none is unpacked in the worker pool,
 *                   for a smaller kernel
 *   TWIN, TWIN_TYPE another kernel's name and type, where the same code serves two types
 * and gets `const la_gemm_kernel la_<KERNEL>` (and la_<TWIN>). The template undefines what it was
 * given, but T, V, LANES and the functions.
 *
 * Why 6 x 2 vectors: 12 accumulators, 2 vectors of B and a broadcast element of A are 15
 * registers, which is what V8 has left of x86's 16, and 12 independent chains hide the latency of
 * two multiply-adds a cycle. Where registers are that scarce the compiler must keep rows in order;
 * vmadd sees to it (see wasm_simd128/vector_f32.h). Other tiles are there to be compared. */
#include "kernels/rows.h"

#ifndef MR
#define MR   6
#define VECS 2
#endif
#define NR (VECS * LANES)
#ifndef STEPS
#define STEPS 4
#endif
#ifndef GROUP
#define GROUP 2
#endif
#ifndef WHOLE_TILES
#define WHOLE_TILES 0
#endif
#define HAS_SMALL (!LA_FOR_POOL || !WHOLE_TILES)
#ifndef ADD
#define ADD(x, y) ((T)((x) + (y)))
#endif

/* The sum over k of a column of A times a row of B, for `rows` x `vecs` vectors (both constants
 * where this is inlined). A is packed (rs_a = 1, cs_a = MR) or not (cs_a = 1). Vectors are written
 * out: of a loop over them LLVM makes more address arithmetic, 10% of a product of 16 x 16. */
LA_INLINE void LA_JOIN(KERNEL, _sum)(const int rows, const int vecs, const bool packed, ptrdiff_t k,
                                     const T *a, ptrdiff_t rs_a, const T *b, ptrdiff_t rs_b,
                                     V acc[MR][3])
{
    const ptrdiff_t row = packed ? 1 : rs_a, step = packed ? MR : 1;
    const T *rows_of_a[MR];
    LA_UNROLL
    for (int i = 0; i < rows; i++) {
        rows_of_a[i] = a + i * row;
        acc[i][0] = acc[i][1] = acc[i][2] = vzero();
    }
    for (; k >= STEPS; k -= STEPS) {
        LA_UNROLL
        for (int p = 0; p < STEPS; p++) {
            V b0 = vload(b + p * rs_b);
            V b1 = vecs > 1 ? vload(b + p * rs_b + LANES) : b0;
            V b2 = vecs > 2 ? vload(b + p * rs_b + 2 * LANES) : b0;
            LA_UNROLL
            for (int i = 0; i < rows; i++) {
                V x = packed ? vsplat(a + p * MR + i) : vsplat(rows_of_a[i] + p);
                acc[i][0] = vmadd(acc[i][0], x, b0);
                if (vecs > 1) acc[i][1] = vmadd(acc[i][1], x, b1);
                if (vecs > 2) acc[i][2] = vmadd(acc[i][2], x, b2);
            }
        }
        a += STEPS * step;
        b += STEPS * rs_b;
        LA_UNROLL
        for (int i = 0; i < rows; i++)
            rows_of_a[i] += STEPS;
    }
    for (; k > 0; k--) {
        V b0 = vload(b);
        V b1 = vecs > 1 ? vload(b + LANES) : b0;
        V b2 = vecs > 2 ? vload(b + 2 * LANES) : b0;
        LA_UNROLL
        for (int i = 0; i < rows; i++) {
            V x = packed ? vsplat(a + i) : vsplat(rows_of_a[i]);
            acc[i][0] = vmadd(acc[i][0], x, b0);
            if (vecs > 1) acc[i][1] = vmadd(acc[i][1], x, b1);
            if (vecs > 2) acc[i][2] = vmadd(acc[i][2], x, b2);
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
    V acc[MR][3];
    LA_JOIN(KERNEL, _sum)(rows, vecs, packed, k, a, rs_a, b, rs_b, acc);
    if (accumulate) {
        LA_UNROLL
        for (int i = 0; i < rows; i++) {
            acc[i][0] = vadd(vload(c + i * rs_c), acc[i][0]);
            if (vecs > 1) acc[i][1] = vadd(vload(c + i * rs_c + LANES), acc[i][1]);
            if (vecs > 2) acc[i][2] = vadd(vload(c + i * rs_c + 2 * LANES), acc[i][2]);
        }
    }
    LA_UNROLL
    for (int i = 0; i < rows; i++) {
        vstore(c + i * rs_c, acc[i][0]);
        if (vecs > 1) vstore(c + i * rs_c + LANES, acc[i][1]);
        if (vecs > 2) vstore(c + i * rs_c + 2 * LANES, acc[i][2]);
    }
}

/* A tile of up to MR rows of packed panels: of all VECS vectors, or MR rows of one. A panel's last
 * rows may be padding. */
static void LA_JOIN(KERNEL, _packed_tile)(int rows, int vecs, ptrdiff_t k, const T *a, const T *b,
                                          T *c, ptrdiff_t rs_c, bool accumulate)
{
    if (WHOLE_TILES)
        LA_JOIN(KERNEL, _tile)(MR, VECS, true, k, a, 1, b, NR, c, rs_c, accumulate);
    else if (VECS > 1 && vecs == 1)
        LA_JOIN(KERNEL, _tile)(MR, 1, true, k, a, 1, b, NR, c, rs_c, accumulate);
    else
        ROWS_SWITCH(rows, VECS, true, k, a, 1, b, NR, c, rs_c, accumulate)
}

/* A part of a tile, from a buffer to any C. */
static void LA_JOIN(KERNEL, _put)(int rows, int columns, const T *buffer, T *c, ptrdiff_t rs_c,
                                  ptrdiff_t cs_c, bool accumulate)
{
    for (int i = 0; i < rows; i++) {
        for (int j = 0; j < columns; j++) {
            T *to = c + i * rs_c + j * cs_c;
            *to = accumulate ? ADD(*to, buffer[i * NR + j]) : buffer[i * NR + j];
        }
    }
}

/* A tile at C's edge, or of a C without unit column stride: through a buffer. */
static void LA_JOIN(KERNEL, _edge_tile)(int rows, int columns, ptrdiff_t k, const T *a, const T *b,
                                        T *c, ptrdiff_t rs_c, ptrdiff_t cs_c, bool accumulate)
{
    T buffer[MR * NR];
    int vecs = columns > LANES ? VECS : 1;
    LA_JOIN(KERNEL, _packed_tile)(rows, vecs, k, a, b, buffer, NR, false);
    LA_JOIN(KERNEL, _put)(rows, columns, buffer, c, rs_c, cs_c, accumulate);
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
                    LA_JOIN(KERNEL, _tile)(MR, VECS, true, k, a, 1, b, NR, c, rs_c, accumulate);
                if (!WHOLE_TILES && i < end) {
                    LA_JOIN(KERNEL, _packed_tile)((int)(end - i), VECS, k, a, b, c, rs_c,
                                                  accumulate);
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

#if HAS_SMALL
/* A strip of VECS vectors (or 1) of columns of C, all rows; they are shared out evenly (16 = 6 + 5
 * + 5), since a tile of few rows wastes the multipliers. */
LA_INLINE void LA_JOIN(KERNEL, _strip)(const int vecs, ptrdiff_t m, ptrdiff_t k, const T *a,
                                       ptrdiff_t rs_a, const T *b, ptrdiff_t rs_b, T *c,
                                       ptrdiff_t rs_c)
{
    ptrdiff_t tiles = (m + MR - 1) / MR, rows = m / tiles, longer = m % tiles;
    for (ptrdiff_t t = 0; t < tiles; t++) {
        int height = (int)rows + (t < longer);
        ROWS_SWITCH(height, vecs, false, k, a, rs_a, b, rs_b, c, rs_c, false)
        a += height * rs_a;
        c += height * rs_c;
    }
}

static void LA_JOIN(KERNEL, _wide_strip)(ptrdiff_t m, ptrdiff_t k, const T *a, ptrdiff_t rs_a,
                                         const T *b, ptrdiff_t rs_b, T *c, ptrdiff_t rs_c)
{
    LA_JOIN(KERNEL, _strip)(VECS, m, k, a, rs_a, b, rs_b, c, rs_c);
}

static void LA_JOIN(KERNEL, _narrow_strip)(ptrdiff_t m, ptrdiff_t k, const T *a, ptrdiff_t rs_a,
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
        LA_JOIN(KERNEL, _narrow_strip)(rows, k, a + i * rs_a, rs_a, padded, LANES, buffer, LANES);
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
        LA_JOIN(KERNEL, _wide_strip)(m, k, a, rs_a, b + j, rs_b, c + j, rs_c);
    if (n - j > LANES && n >= NR) {
        j = n - NR;
        LA_JOIN(KERNEL, _wide_strip)(m, k, a, rs_a, b + j, rs_b, c + j, rs_c);
        return;
    }
    while (j < n) {
        if (j + LANES > n) j = n - LANES;
        LA_JOIN(KERNEL, _narrow_strip)(m, k, a, rs_a, b + j, rs_b, c + j, rs_c);
        j += LANES;
    }
}

#if !LA_FOR_POOL
static void LA_JOIN(KERNEL, _few_columns)(ptrdiff_t m, ptrdiff_t n, ptrdiff_t k, ptrdiff_t kc,
                                          ptrdiff_t rows, const void *left, ptrdiff_t rs_a,
                                          const void *packed_b, void *out, ptrdiff_t rs_c,
                                          ptrdiff_t cs_c)
{
    T buffer[LA_PACKED_ROWS * NR];
    for (ptrdiff_t i = 0; i < m; i += rows) {
        const ptrdiff_t height = m - i < rows ? m - i : rows;
        const T *a = (const T *)left + i * rs_a, *b = packed_b;
        for (ptrdiff_t p = 0; p < k; p += kc) {
            const ptrdiff_t depth = k - p < kc ? k - p : kc;
            for (ptrdiff_t j = 0; j < n; j += NR, b += NR * depth) {
                const int columns = n - j < NR ? (int)(n - j) : NR;
                const bool direct = columns == NR && cs_c == 1 && p == 0;
                T *c = (T *)out + i * rs_c + j * cs_c, *to = direct ? c : buffer;
                const ptrdiff_t rs_to = direct ? rs_c : NR;
                if (columns > LANES)
                    LA_JOIN(KERNEL, _wide_strip)(height, depth, a + p, rs_a, b, NR, to, rs_to);
                else
                    LA_JOIN(KERNEL, _narrow_strip)(height, depth, a + p, rs_a, b, NR, to, rs_to);
                if (!direct)
                    LA_JOIN(KERNEL, _put)((int)height, columns, buffer, c, rs_c, cs_c, p > 0);
            }
        }
    }
}

#define FEW_COLUMNS LA_JOIN(KERNEL, _few_columns)
#endif
#endif

#include "kernels/gemm_table.tmpl.h"

#undef GROUP
#undef STEPS
#undef WHOLE_TILES
#undef HAS_SMALL
#undef ADD
#undef MR
#undef NR
#undef VECS

/* Sizes by which a product is sent one way or the other: measured, and nowhere else. */
#ifndef LIBARRAY_GEMM_SIZES_H
#define LIBARRAY_GEMM_SIZES_H

/* Bytes of packed panels that a product may hold at a time. One thread alone packs a block of k
 * after the other into the same, smaller workspace, which stays in the cache: 2% at n = 1024 over
 * twice as much.
 * Several threads would have to meet between blocks. */
#define LA_GEMM_WORKSPACE_LIMIT ((ptrdiff_t)16 << 20)
#define LA_GEMM_WORKSPACE_ALONE ((ptrdiff_t)3 << 20)
/* Of a flat A, of at most so many rows, B is packed in chunks that the L2 holds until they are
 * used: 8% at 64 rows. */
#define LA_GEMM_FLAT_ROWS      128
#define LA_GEMM_WORKSPACE_FLAT ((ptrdiff_t)720 << 10)

/* What a kernel's small_max leaves open. A product unpacked reads B in narrow strips and writes C
 * column by column: rows that are too long, or columns too long for too little work, are better
 * packed. So are operands whose rows alias, unless they are few. */
#define LA_SMALL_COLUMNS      512
#define LA_SMALL_ROWS         512
#define LA_SMALL_DEPTH        32 /* with less, LA_SMALL_ROWS counts */
#define LA_ALIASING_BYTES     4096
#define LA_SMALL_ALIASING_MAX (96.0 * 96 * 96)

/* Columns of B up to which A is read in place: with more, a packed copy pays for itself. */
#define LA_FEW_COLUMNS_MAX 32

/* Where B is prepacked: bytes of it that lie in L1, so that panels are no better than B itself. */
#define LA_PACKED_BYTES 32768.0

/* Multiplications (m n k) from which a second thread pays, the start of a region included. */
#define LA_GEMM_PARALLEL_MIN (160.0 * 160 * 160)

/* Of a batch: multiplications in all of it from which a second thread pays; in one product of it,
 * from which all threads had better share that; and those below which the pool's copying of each by
 * itself takes longer than the product. */
#define LA_BATCH_PARALLEL_MIN (128.0 * 128 * 128)
#define LA_BATCH_PRODUCT_MAX  (192.0 * 192 * 192)
#define LA_BATCH_OFFLOAD_MIN  (32.0 * 32 * 32)

/* A product whose k is less than KC by this factor has flat tiles. */
#define LA_SHALLOW 4

/* Multiplications in a tile of C, at least, where threads share them out. */
#define LA_TILE_MIN 262144.0

/* Bytes of C that are looked at (gemm/look.h) when they have been made, about. */
#define LA_LOOK_BYTES 262144.0

/* Bytes of A from which a matrix times a vector, which memory bounds, is shared out. */
#define LA_GEMV_PARALLEL_MIN ((double)(1 << 20))
#define LA_GEMV_ROWS         64 /* rows in an item, about, at least */

/* A product computed elsewhere has its operands and its result copied: the speed of that, in bytes
 * a second, and what the way there costs, in seconds. Offered where it saves a fifth at least, and
 * not even thought of below so many multiplications. */
#define LA_OFFLOAD_MIN              (64.0 * 64 * 64)
#define LA_OFFLOAD_BYTES_PER_SECOND 14e9
#define LA_OFFLOAD_LATENCY          20e-6
#define LA_OFFLOAD_GAIN             0.8
/* Of 64 x 64 in float32: 8 stay (1.05 if they didn't), 10 are 1.09 times as fast, 16 1.12, 64 1.36.
 */
#define LA_BATCH_OFFLOAD_GAIN 0.9

#endif

/* The tables at the end of a SIMD microkernel's template: KERNEL, and TWIN where the same code
 * serves a second type. */
#if HAS_SMALL
#define UNPACKED     LA_JOIN(KERNEL, _small)
#define UNPACKED_MAX SMALL_MAX
#else
#define UNPACKED     NULL
#define UNPACKED_MAX 0
#endif
#ifndef FEW_ROWS
#define FEW_ROWS NULL
#endif
#ifndef FEW_COLUMNS
#define FEW_COLUMNS NULL
#endif

#define TABLE(NAME, TYPE)                                                                          \
    const la_gemm_kernel LA_JOIN(la_, NAME) = {                                                    \
        .name = LA_TEXT(NAME),                                                                     \
        .type = TYPE,                                                                              \
        .mr = MR,                                                                                  \
        .nr = NR,                                                                                  \
        .kc = KC,                                                                                  \
        .mc = MC,                                                                                  \
        .nc = NC,                                                                                  \
        .block = LA_JOIN(KERNEL, _block),                                                          \
        .small = UNPACKED,                                                                         \
        .small_max = UNPACKED_MAX,                                                                 \
        .few_rows = FEW_ROWS,                                                                      \
        .few_columns = FEW_COLUMNS,                                                                \
        .gflops = GFLOPS,                                                                          \
    }

TABLE(KERNEL, KERNEL_TYPE);
#ifdef TWIN
TABLE(TWIN, TWIN_TYPE);
#endif

#undef TABLE
#undef UNPACKED
#undef UNPACKED_MAX
#undef KERNEL
#undef KERNEL_TYPE
#undef TWIN
#undef TWIN_TYPE
#undef FEW_ROWS
#undef FEW_COLUMNS
#undef KC
#undef MC
#undef NC
#undef SMALL_MAX
#undef GFLOPS

/* The tables at the end of a SIMD microkernel's template: KERNEL, and TWIN where the same code
 * serves a second type. */
const la_gemm_kernel LA_JOIN(la_, KERNEL) = {
    .name = LA_TEXT(KERNEL),
    .type = KERNEL_TYPE,
    .mr = MR,
    .nr = NR,
    .kc = KC,
    .mc = MC,
    .nc = NC,
    .block = LA_JOIN(KERNEL, _block),
#if !LA_BLOCKS_ONLY
    .small = LA_JOIN(KERNEL, _small),
    .small_max = SMALL_MAX,
#ifdef FEW_ROWS
    .few_rows = FEW_ROWS,
#endif
#ifdef FEW_COLUMNS
    .few_columns = FEW_COLUMNS,
#endif
#endif
    .gflops = GFLOPS,
};

#ifdef TWIN
const la_gemm_kernel LA_JOIN(la_, TWIN) = {
    .name = LA_TEXT(TWIN),
    .type = TWIN_TYPE,
    .mr = MR,
    .nr = NR,
    .kc = KC,
    .mc = MC,
    .nc = NC,
    .block = LA_JOIN(KERNEL, _block),
#if !LA_BLOCKS_ONLY
    .small = LA_JOIN(KERNEL, _small),
    .small_max = SMALL_MAX,
#ifdef FEW_ROWS
    .few_rows = FEW_ROWS,
#endif
#ifdef FEW_COLUMNS
    .few_columns = FEW_COLUMNS,
#endif
#endif
    .gflops = GFLOPS,
};
#endif

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

/* BLAS as it comes, for what is neither level 3 nor large. */
#include "netlib.h"

/* Sums in any order, so that they become vectors. */
#if defined(__clang__)
#pragma clang fp reassociate(on)
#else
#pragma GCC optimize("associative-math", "no-signed-zeros")
#endif

/* These are ours (../blas3.c); of the plain loops two remain, for small products. */
#undef cgemm_
#define cgemm_ la_reference_cgemm
#undef cher2k_
#define cher2k_ la_reference_cher2k
#undef cherk_
#define cherk_ la_reference_cherk
#undef ctrmm_
#define ctrmm_ la_reference_ctrmm
#undef ctrsm_
#define ctrsm_ la_reference_ctrsm
#undef dgemm_
#define dgemm_ la_reference_dgemm
#undef dsyr2k_
#define dsyr2k_ la_reference_dsyr2k
#undef dsyrk_
#define dsyrk_ la_reference_dsyrk
#undef dtrmm_
#define dtrmm_ la_reference_dtrmm
#undef dtrsm_
#define dtrsm_ la_reference_dtrsm
#undef sgemm_
#define sgemm_ la_reference_sgemm
#undef ssyr2k_
#define ssyr2k_ la_reference_ssyr2k
#undef ssyrk_
#define ssyrk_ la_reference_ssyrk
#undef strmm_
#define strmm_ la_reference_strmm
#undef strsm_
#define strsm_ la_reference_strsm
#undef zgemm_
#define zgemm_ la_reference_zgemm
#undef zher2k_
#define zher2k_ la_reference_zher2k
#undef zherk_
#define zherk_ la_reference_zherk
#undef ztrmm_
#define ztrmm_ la_reference_ztrmm
#undef ztrsm_
#define ztrsm_ la_reference_ztrsm

#include "f2c_blas.c"

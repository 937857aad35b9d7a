/* BLAS as it comes, for what is neither level 3 nor large. */
#include "netlib.h"

/* Sums in any order, so that they become vectors. */
#if defined(__clang__)
#pragma clang fp reassociate(on)
#else
#pragma GCC optimize("associative-math", "no-signed-zeros")
#endif

/* These are ours (../blas1.c, ../blas2.c, ../blas3.c); of the plain loops some remain, for small
 * products, vectors with gaps and numbers whose squares overflow. */
#undef dnrm2_
#define dnrm2_ la_reference_dnrm2
#undef dznrm2_
#define dznrm2_ la_reference_dznrm2
#undef dgemv_
#define dgemv_ la_reference_dgemv
#undef dger_
#define dger_ la_reference_dger
#undef dsymv_
#define dsymv_ la_reference_dsymv
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

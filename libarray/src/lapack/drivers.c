/* LAPACK's drivers over stacks of matrices, and the table of them. */
#include <float.h>
#include <math.h>
#include <string.h>

#include "lapack/finite.h"
#include "lapack/names.h"
#include "lapack/work.h"

const la_lapack_host *_Atomic la_lapack_lent;
LA_THREAD_LOCAL bool la_lapack_starved;

static void attach(const la_lapack_host *host)
{
    la_lapack_lent = host;
}

/* The largest of both, and at least 1: what LAPACK wants of the lengths of its arrays. */
static inline int larger(int a, int b)
{
    int most = a > b ? a : b;
    return most > 1 ? most : 1;
}

static inline int smaller(int a, int b)
{
    return a < b ? a : b;
}

static bool has_nan(ptrdiff_t n, const double *x)
{
    bool found = false;
    for (ptrdiff_t i = 0; i < n; i++)
        found |= isnan(x[i]);
    return found;
}

enum { LU_PANEL = 8 /* columns that are factored one by one */ };

#define SELF(name) LA_JOIN(LA_JOIN(P, _), name)
#define TEMPLATE   "lapack/spoil.tmpl.h"
#include "lapack/each_type.inc.h"
#undef TEMPLATE
#define TEMPLATE "lapack/lu.tmpl.h"
#include "lapack/each_type.inc.h"
#undef TEMPLATE
#define TEMPLATE "lapack/solve.tmpl.h"
#include "lapack/each_type.inc.h"
#undef TEMPLATE
#define TEMPLATE "lapack/cholesky.tmpl.h"
#include "lapack/each_type.inc.h"
#undef TEMPLATE
#define TEMPLATE "lapack/qr.tmpl.h"
#include "lapack/each_type.inc.h"
#undef TEMPLATE
#define TEMPLATE "lapack/svd.tmpl.h"
#include "lapack/each_type.inc.h"
#undef TEMPLATE
#define TEMPLATE "lapack/eigh.tmpl.h"
#include "lapack/each_type.inc.h"
#undef TEMPLATE
#define TEMPLATE "lapack/eig.tmpl.h"
#include "lapack/each_type.inc.h"
#undef TEMPLATE
#define TEMPLATE "lapack/lstsq.tmpl.h"
#include "lapack/each_type.inc.h"
#undef TEMPLATE

#define ROUTINES(P)                                                                                \
    {P##_solve_stack, P##_det_stack,  P##_cholesky_stack, P##_qr_stack, P##_qr_q_stack,            \
     P##_svd_stack,   P##_eigh_stack, P##_eig_stack,      P##_lstsq_one}

const la_lapack la_lapack_table = {
    sizeof(la_lapack),
    attach,
    ROUTINES(d),
    ROUTINES(z),
};

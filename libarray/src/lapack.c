/* LAPACK over arrays: types and shapes; what computes is behind the table of lapack/lapack.h. */
#include "lapack/finite.h"
#include "lapack/lapack.h"

#include <limits.h>

#include "memory.h"

/* In WebAssembly the table comes later, from a module of its own. */
#if defined(__wasm__) && !defined(LA_LAPACK_LINKED)
static const la_lapack *table;
#else
static const la_lapack *table = &la_lapack_table;
#endif

static const la_lapack_host host = {la_gemm, la_alloc, la_dealloc};

la_status la_lapack_register(const la_lapack *given)
{
    if (given->struct_size != sizeof(la_lapack))
        return la_fail(LA_VALUE_ERROR, "LAPACK's table is of another version of libarray");
    table = given;
    table->attach(&host);
    return LA_OK;
}

bool la_lapack_is_loaded(void)
{
    return table != NULL;
}

/* NULL where there are none. */
static const la_lapack_routines *routines_for(const la_array *a)
{
    if (table == NULL) return NULL;
    table->attach(&host);
    if (a->dtype->num == LA_FLOAT64) return &table->float64;
    return a->dtype->num == LA_COMPLEX128 ? &table->complex128 : NULL;
}

static la_status no_routines(const la_array *a)
{
    if (table == NULL) return la_fail(LA_RUNTIME_ERROR, "LAPACK is not loaded");
    return la_fail(LA_TYPE_ERROR, "array type %s is unsupported in linalg", a->dtype->name);
}

/* A stack's shape: axes before the last `core` ones, and those, -1 where there is none. */
typedef struct stack {
    ptrdiff_t count, columns, rows;
} stack;

/* Checks layout, type and size of one operand, with one core axis (of `rows`) or two. */
static la_status check(const la_array *x, la_type type, int core, stack *s)
{
    const unsigned needed = LA_C_CONTIGUOUS | LA_ALIGNED | LA_WRITEABLE;
    if (x->dtype->num != type || x->ndim < core || (x->flags & needed) != needed)
        return la_fail(LA_VALUE_ERROR, "an operand of LAPACK is not laid out as it has to be");
    s->rows = core > 0 ? x->shape[x->ndim - 1] : 1;
    s->columns = core > 1 ? x->shape[x->ndim - 2] : 1;
    s->count = 1;
    for (int i = 0; i < x->ndim - core; i++)
        s->count *= x->shape[i];
    if (s->rows > INT_MAX || s->columns > INT_MAX)
        return la_fail(LA_VALUE_ERROR, "Too large work array required -- computation cannot be "
                                       "performed with standard 32-bit LAPACK.");
    return LA_OK;
}

static la_status fits(bool condition)
{
    return condition ? LA_OK : la_fail(LA_VALUE_ERROR, "operands of LAPACK don't fit together");
}

static la_status memory(la_status status)
{
    return status == LA_OK ? LA_OK : la_fail(status, "no memory for LAPACK to work in");
}

/* words: what is said where `failed` was set, by the call that gave `status`. */
static la_status finish(la_status status, const bool *failed, const char *words)
{
    LA_TRY(memory(status));
    return *failed ? la_fail(LA_LINALG_ERROR, "%s", words) : LA_OK;
}

static la_status check_square(const la_array *a, stack *s)
{
    LA_TRY(check(a, a->dtype->num, 2, s));
    return fits(s->rows == s->columns);
}

la_status la_solve(la_array *a, la_array *b)
{
    const la_lapack_routines *routines = routines_for(a);
    stack sa = {0, 0, 0}, sb = {0, 0, 0};
    bool failed = false;
    if (routines == NULL) return no_routines(a);
    LA_TRY(check_square(a, &sa));
    LA_TRY(check(b, a->dtype->num, 2, &sb));
    LA_TRY(fits(sb.count == sa.count && sb.rows == sa.rows));
    return finish(
        routines->solve(sa.count, (int)sa.rows, (int)sb.columns, a->data, b->data, &failed),
        &failed, "Singular matrix");
}

la_status la_det(la_array *a, la_array *det, la_array *sign, la_array *logdet)
{
    const la_lapack_routines *routines = routines_for(a);
    la_array *outs[3] = {det, sign, logdet};
    stack sa = {0, 0, 0}, so = {0, 0, 0};
    if (routines == NULL) return no_routines(a);
    LA_TRY(check_square(a, &sa));
    for (int i = 0; i < 3; i++) {
        if (outs[i] == NULL) continue;
        LA_TRY(check(outs[i], i == 2 ? LA_FLOAT64 : a->dtype->num, 0, &so));
        LA_TRY(fits(so.count == sa.count));
    }
    return memory(routines->det(sa.count, (int)sa.rows, a->data, det != NULL ? det->data : NULL,
                                sign != NULL ? sign->data : NULL,
                                logdet != NULL ? logdet->data : NULL));
}

la_status la_cholesky(la_array *a, bool upper)
{
    const la_lapack_routines *routines = routines_for(a);
    stack sa = {0, 0, 0};
    bool failed = false;
    if (routines == NULL) return no_routines(a);
    LA_TRY(check_square(a, &sa));
    return finish(routines->cholesky(sa.count, (int)sa.rows, upper, a->data, &failed), &failed,
                  "Matrix is not positive definite");
}

la_status la_qr(la_array *a, la_array *tau)
{
    const la_lapack_routines *routines = routines_for(a);
    stack sa = {0, 0, 0}, st = {0, 0, 0};
    if (routines == NULL) return no_routines(a);
    LA_TRY(check(a, a->dtype->num, 2, &sa));
    LA_TRY(check(tau, a->dtype->num, 1, &st));
    LA_TRY(fits(st.count == sa.count && st.rows == (sa.rows < sa.columns ? sa.rows : sa.columns)));
    return memory(routines->qr(sa.count, (int)sa.rows, (int)sa.columns, a->data, tau->data));
}

la_status la_qr_q(la_array *q, const la_array *tau)
{
    const la_lapack_routines *routines = routines_for(q);
    stack sq = {0, 0, 0}, st = {0, 0, 0};
    if (routines == NULL) return no_routines(q);
    LA_TRY(check(q, q->dtype->num, 2, &sq));
    LA_TRY(check(tau, q->dtype->num, 1, &st));
    LA_TRY(fits(st.count == sq.count && st.rows <= sq.columns && sq.columns <= sq.rows));
    return memory(
        routines->qr_q(sq.count, (int)sq.rows, (int)sq.columns, (int)st.rows, q->data, tau->data));
}

la_status la_svd(la_array *a, la_array *s, la_array *u, la_array *vh)
{
    const la_lapack_routines *routines = routines_for(a);
    stack sa = {0, 0, 0}, ss = {0, 0, 0}, su = {0, 0, 0}, sv = {0, 0, 0};
    char job = 'N';
    bool failed = false;
    if (routines == NULL) return no_routines(a);
    LA_TRY(check(a, a->dtype->num, 2, &sa));
    LA_TRY(check(s, LA_FLOAT64, 1, &ss));
    ptrdiff_t least = sa.rows < sa.columns ? sa.rows : sa.columns;
    LA_TRY(fits(ss.count == sa.count && ss.rows == least && (u == NULL) == (vh == NULL)));
    if (u != NULL) {
        LA_TRY(check(u, a->dtype->num, 2, &su));
        LA_TRY(check(vh, a->dtype->num, 2, &sv));
        bool thin = su.columns == least && sv.rows == least;
        bool whole = su.columns == sa.rows && sv.rows == sa.columns;
        LA_TRY(fits(su.count == sa.count && sv.count == sa.count && su.rows == sa.rows &&
                    sv.columns == sa.columns && (thin || whole)));
        job = thin ? 'S' : 'A';
    }
    return finish(routines->svd(sa.count, job, (int)sa.rows, (int)sa.columns, a->data, s->data,
                                u != NULL ? u->data : NULL, vh != NULL ? vh->data : NULL, &failed),
                  &failed, "SVD did not converge");
}

la_status la_eigh(la_array *a, la_array *w, bool vectors, bool upper)
{
    const la_lapack_routines *routines = routines_for(a);
    stack sa = {0, 0, 0}, sw = {0, 0, 0};
    bool failed = false;
    if (routines == NULL) return no_routines(a);
    LA_TRY(check_square(a, &sa));
    LA_TRY(check(w, LA_FLOAT64, 1, &sw));
    LA_TRY(fits(sw.count == sa.count && sw.rows == sa.rows));
    return finish(routines->eigh(sa.count, (int)sa.rows, vectors, upper, a->data, w->data, &failed),
                  &failed, "Eigenvalues did not converge");
}

la_status la_eig(la_array *a, la_array *w, la_array *v)
{
    const la_lapack_routines *routines = routines_for(a);
    stack sa = {0, 0, 0}, sw = {0, 0, 0}, sv = {0, 0, 0};
    bool failed = false;
    if (routines == NULL) return no_routines(a);
    LA_TRY(check_square(a, &sa));
    if (!la_all_finite(la_array_nbytes(a) / (ptrdiff_t)sizeof(double), (const double *)a->data))
        return la_fail(LA_LINALG_ERROR, "Array must not contain infs or NaNs");
    LA_TRY(check(w, LA_COMPLEX128, 1, &sw));
    LA_TRY(fits(sw.count == sa.count && sw.rows == sa.rows));
    if (v != NULL) {
        LA_TRY(check(v, LA_COMPLEX128, 2, &sv));
        LA_TRY(fits(sv.count == sa.count && sv.rows == sa.rows && sv.columns == sa.rows));
    }
    return finish(routines->eig(sa.count, (int)sa.rows, a->data, w->data,
                                v != NULL ? v->data : NULL, &failed),
                  &failed, "Eigenvalues did not converge");
}

la_status la_lstsq(la_array *a, la_array *b, double rcond, la_array *s, int *rank)
{
    const la_lapack_routines *routines = routines_for(a);
    stack sa = {0, 0, 0}, sb = {0, 0, 0}, ss = {0, 0, 0};
    bool failed = false;
    if (routines == NULL) return no_routines(a);
    LA_TRY(check(a, a->dtype->num, 2, &sa));
    LA_TRY(check(b, a->dtype->num, 2, &sb));
    LA_TRY(check(s, LA_FLOAT64, 1, &ss));
    ptrdiff_t least = sa.rows < sa.columns ? sa.rows : sa.columns,
              most = sa.rows + sa.columns - least;
    LA_TRY(fits(sa.count == 1 && sb.count == 1 && sb.rows == most && ss.rows == least));
    return finish(routines->lstsq((int)sa.rows, (int)sa.columns, (int)sb.columns, a->data, b->data,
                                  rcond, s->data, rank, &failed),
                  &failed, "SVD did not converge in Linear Least Squares");
}

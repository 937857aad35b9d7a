/* Least squares, by singular values. */

#if COMPLEX
int F(gelsd_)(int *m, int *n, int *nrhs, T *a, int *lda, T *b, int *ldb, double *s, double *rcond,
              int *rank, T *work, int *lwork, double *rwork, int *iwork, int *info);
#define REAL_WORK(x) x,
#else
int F(gelsd_)(int *m, int *n, int *nrhs, T *a, int *lda, T *b, int *ldb, double *s, double *rcond,
              int *rank, T *work, int *lwork, int *iwork, int *info);
#define REAL_WORK(x)
#endif

static la_status SELF(lstsq_one)(int m, int n, int nrhs, void *a, void *b, double rcond, void *s,
                                 int *rank, bool *failed)
{
    work w = {.n = 0};
    int lda = larger(m, 1), ldb = larger(m, n), info = 0, lwork = -1, integers = 0;
    double limit = (double)rcond, reals = 0;
    T best = 0;
    F(gelsd_)(&m, &n, &nrhs, a, &lda, b, &ldb, s, &limit, rank, &best, &lwork,
              REAL_WORK(&reals) & integers, &info);
    lwork = larger((int)*(double *)&best, 1);
    T *room = work_get(&w, lwork, sizeof(T));
    double *real_room = COMPLEX ? work_get(&w, (ptrdiff_t)reals, sizeof(double)) : NULL;
    int *integer_room = work_get(&w, integers, sizeof(int));
    (void)real_room;
    (void)reals;
    if (!work_failed(&w))
        F(gelsd_)(&m, &n, &nrhs, a, &lda, b, &ldb, s, &limit, rank, room, &lwork,
                  REAL_WORK(real_room) integer_room, &info);
    if (info != 0) *failed = true;
    return work_end(&w);
}

#undef REAL_WORK

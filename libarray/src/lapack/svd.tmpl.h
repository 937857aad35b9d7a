/* a = u s vh, by divide and conquer. */

#if COMPLEX
int F(gesdd_)(char *jobz, int *m, int *n, T *a, int *lda, double *s, T *u, int *ldu, T *vt,
              int *ldvt, T *work, int *lwork, double *rwork, int *iwork, int *info);
#define REAL_WORK real_room,
#else
int F(gesdd_)(char *jobz, int *m, int *n, T *a, int *lda, double *s, T *u, int *ldu, T *vt,
              int *ldvt, T *work, int *lwork, int *iwork, int *info);
#define REAL_WORK
#endif

static la_status SELF(svd_stack)(ptrdiff_t count, char job, int m, int n, void *a, void *s, void *u,
                                 void *vh, bool *failed)
{
    work w = {.n = 0};
    T best = 0, none = 0;
    ptrdiff_t least = smaller(m, n), most = larger(m, n);
    ptrdiff_t columns_u = job == 'A' ? m : least, rows_v = job == 'A' ? n : least;
    int lda = larger(m, 1), ldu = lda, ldvt = larger((int)rows_v, 1), info = 0, lwork = -1;
    int *integers = work_get(&w, 8 * least, sizeof(int));
#if COMPLEX
    double *real_room = work_get(&w,
                                 job == 'N' ? 7 * least
                                            : least * (5 * least + 7 > 2 * most + 2 * least + 1
                                                           ? 5 * least + 7
                                                           : 2 * most + 2 * least + 1),
                                 sizeof(double));
#else
    (void)most;
#endif
    if (!work_failed(&w))
        F(gesdd_)(&job, &m, &n, a, &lda, s, &none, &ldu, &none, &ldvt, &best, &lwork,
                  REAL_WORK integers, &info);
    lwork = (int)*(double *)&best;
    T *room = work_get(&w, lwork, sizeof(T));
    const ptrdiff_t size_u = m * columns_u, size_v = rows_v * n;
    const ptrdiff_t size = (ptrdiff_t)m * n, doubles = size * (COMPLEX ? 2 : 1);
    for (ptrdiff_t i = 0; i < count && !work_failed(&w); i++) {
        T *matrix = (T *)a + i * size, *to_u = &none, *to_v = &none;
        double *found = (double *)s + i * least;
        if (job != 'N') {
            to_u = (T *)u + i * size_u;
            to_v = (T *)vh + i * size_v;
        }
        if (la_all_finite(doubles, (double *)matrix)) {
            F(gesdd_)(&job, &m, &n, matrix, &lda, found, to_u, &ldu, to_v, &ldvt, room, &lwork,
                      REAL_WORK integers, &info);
            if (info != 0) *failed = true;
        } else {
            if (has_nan(doubles, (double *)matrix)) *failed = true;
            d_spoil(least, found);
            SELF(spoil)(job == 'N' ? 1 : size_u, to_u);
            SELF(spoil)(job == 'N' ? 1 : size_v, to_v);
        }
    }
    return work_end(&w);
}

#undef REAL_WORK

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
    if (!w.failed)
        F(gesdd_)(&job, &m, &n, a, &lda, s, &none, &ldu, &none, &ldvt, &best, &lwork,
                  REAL_WORK integers, &info);
    lwork = (int)*(double *)&best;
    T *room = work_get(&w, lwork, sizeof(T));
    for (ptrdiff_t i = 0; i < count && !w.failed; i++) {
        T *to_u = job == 'N' ? &none : (T *)u + i * m * columns_u;
        T *to_v = job == 'N' ? &none : (T *)vh + i * rows_v * n;
        F(gesdd_)(&job, &m, &n, (T *)a + i * m * n, &lda, (double *)s + i * least, to_u, &ldu, to_v,
                  &ldvt, room, &lwork, REAL_WORK integers, &info);
        if (info != 0) *failed = true;
    }
    return work_end(&w);
}

#undef REAL_WORK

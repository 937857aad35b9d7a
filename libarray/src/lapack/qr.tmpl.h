/* a = q r, by reflectors. */

int F(geqrf_)(int *m, int *n, T *a, int *lda, T *tau, T *work, int *lwork, int *info);
#if COMPLEX
#define REFLECTED ungqr_
#else
#define REFLECTED orgqr_
#endif
int F(REFLECTED)(int *m, int *n, int *k, T *a, int *lda, T *tau, T *work, int *lwork, int *info);

static la_status SELF(qr_stack)(ptrdiff_t count, int m, int n, void *a, void *tau)
{
    work w = {.n = 0};
    T best = 0;
    int ld = larger(m, 1), info = 0, lwork = -1;
    F(geqrf_)(&m, &n, a, &ld, tau, &best, &lwork, &info);
    lwork = larger((int)best, n);
    T *room = work_get(&w, lwork, sizeof(T));
    for (ptrdiff_t i = 0; i < count && !work_failed(&w); i++)
        F(geqrf_)(&m, &n, (T *)a + i * m * n, &ld, (T *)tau + i * smaller(m, n), room, &lwork,
                  &info);
    return work_end(&w);
}

static la_status SELF(qr_q_stack)(ptrdiff_t count, int m, int columns, int k, void *q,
                                  const void *tau)
{
    work w = {.n = 0};
    T best = 0, *factors = (T *)tau;
    int ld = larger(m, 1), info = 0, lwork = -1;
    F(REFLECTED)(&m, &columns, &k, q, &ld, factors, &best, &lwork, &info);
    lwork = larger((int)best, columns);
    T *room = work_get(&w, lwork, sizeof(T));
    for (ptrdiff_t i = 0; i < count && !work_failed(&w); i++)
        F(REFLECTED)(&m, &columns, &k, (T *)q + i * m * columns, &ld, factors + i * k, room, &lwork,
                     &info);
    return work_end(&w);
}

#undef REFLECTED

/* Any square matrices' eigenvalues and right eigenvectors. */

#if COMPLEX
int F(geev_)(char *jobvl, char *jobvr, int *n, T *a, int *lda, T *w, T *vl, int *ldvl, T *vr,
             int *ldvr, T *work, int *lwork, double *rwork, int *info);
#else
int F(geev_)(char *jobvl, char *jobvr, int *n, T *a, int *lda, T *wr, T *wi, T *vl, int *ldvl,
             T *vr, int *ldvr, T *work, int *lwork, int *info);
#endif

#if COMPLEX
static la_status SELF(eig_stack)(ptrdiff_t count, int n, void *a, void *values, void *vectors,
                                 bool *failed)
{
    work w = {.n = 0};
    char *job = vectors != NULL ? "V" : "N";
    int ld = larger(n, 1), info = 0, lwork = -1;
    T best = 0, none = 0;
    double *real_room = work_get(&w, 2 * (ptrdiff_t)n, sizeof(double));
    if (!work_failed(&w))
        F(geev_)("N", job, &n, a, &ld, values, &none, &ld, &none, &ld, &best, &lwork, real_room,
                 &info);
    lwork = larger((int)*(double *)&best, 1);
    T *room = work_get(&w, lwork, sizeof(T));
    for (ptrdiff_t i = 0; i < count && !work_failed(&w); i++) {
        T *v = vectors != NULL ? (T *)vectors + i * n * n : &none;
        F(geev_)("N", job, &n, (T *)a + i * n * n, &ld, (T *)values + i * n, &none, &ld, v, &ld,
                 room, &lwork, real_room, &info);
        if (info != 0) *failed = true;
    }
    return work_end(&w);
}
#else
static inline void SELF(set)(double _Complex *to, double real, double imaginary)
{
    ((double *)to)[0] = real;
    ((double *)to)[1] = imaginary;
}

/* Eigenvectors of a pair of conjugate eigenvalues come as two columns, their real and imaginary
 * parts. */
static void SELF(unpack_vectors)(ptrdiff_t n, const T *imaginary, const T *packed,
                                 double _Complex *v)
{
    for (ptrdiff_t j = 0; j < n; j++) {
        const T *column = packed + j * n;
        bool pair = imaginary[j] != 0 && j + 1 < n;
        for (ptrdiff_t i = 0; i < n; i++) {
            SELF(set)(&v[j * n + i], column[i], pair ? column[n + i] : 0);
            if (pair) SELF(set)(&v[(j + 1) * n + i], column[i], -column[n + i]);
        }
        if (pair) j++;
    }
}

static la_status SELF(eig_stack)(ptrdiff_t count, int n, void *a, void *values, void *vectors,
                                 bool *failed)
{
    work w = {.n = 0};
    char *job = vectors != NULL ? "V" : "N";
    int ld = larger(n, 1), info = 0, lwork = -1;
    T best = 0, none = 0;
    T *real = work_get(&w, n, sizeof(T)), *imaginary = work_get(&w, n, sizeof(T));
    T *packed = vectors != NULL ? work_get(&w, (ptrdiff_t)n * n, sizeof(T)) : &none;
    if (!work_failed(&w))
        F(geev_)("N", job, &n, a, &ld, real, imaginary, &none, &ld, packed, &ld, &best, &lwork,
                 &info);
    lwork = larger((int)best, 1);
    T *room = work_get(&w, lwork, sizeof(T));
    for (ptrdiff_t i = 0; i < count && !work_failed(&w); i++) {
        F(geev_)("N", job, &n, (T *)a + i * n * n, &ld, real, imaginary, &none, &ld, packed, &ld,
                 room, &lwork, &info);
        if (info != 0) *failed = true;
        for (ptrdiff_t j = 0; j < n; j++)
            SELF(set)((double _Complex *)values + i * n + j, real[j], imaginary[j]);
        if (vectors != NULL)
            SELF(unpack_vectors)(n, imaginary, packed, (double _Complex *)vectors + i * n * n);
    }
    return work_end(&w);
}
#endif

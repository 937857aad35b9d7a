/* Symmetric and Hermitian matrices' eigenvalues, by divide and conquer. */

#if COMPLEX
int F(heevd_)(char *jobz, char *uplo, int *n, T *a, int *lda, double *w, T *work, int *lwork,
              double *rwork, int *lrwork, int *iwork, int *liwork, int *info);
#define EIGH(A, W, WORK, RWORK, IWORK)                                                             \
    F(heevd_)(job, uplo, &n, A, &ld, W, WORK, &lwork, RWORK, &lrwork, IWORK, &liwork, &info)
#else
int F(syevd_)(char *jobz, char *uplo, int *n, T *a, int *lda, double *w, T *work, int *lwork,
              int *iwork, int *liwork, int *info);
#define EIGH(A, W, WORK, RWORK, IWORK)                                                             \
    F(syevd_)(job, uplo, &n, A, &ld, W, WORK, &lwork, IWORK, &liwork, &info)
#endif

static la_status SELF(eigh_stack)(ptrdiff_t count, int n, bool vectors, bool upper, void *a,
                                  void *values, bool *failed)
{
    work w = {.n = 0};
    char *job = vectors ? "V" : "N", *uplo = upper ? "U" : "L";
    int ld = larger(n, 1), info = 0, lwork = -1, lrwork = -1, liwork = -1, best_integers = 0;
    T best = 0;
    double best_real = 0;
    EIGH(a, values, &best, &best_real, &best_integers);
    lwork = larger((int)*(double *)&best, 1);
    lrwork = larger((int)best_real, 1);
    liwork = larger(best_integers, 1);
    T *room = work_get(&w, lwork, sizeof(T));
    double *real_room = COMPLEX ? work_get(&w, lrwork, sizeof(double)) : NULL;
    int *integers = work_get(&w, liwork, sizeof(int));
    (void)real_room;
    (void)lrwork;
    const ptrdiff_t size = (ptrdiff_t)n * n, doubles = size * (COMPLEX ? 2 : 1);
    for (ptrdiff_t i = 0; i < count && !work_failed(&w); i++) {
        T *matrix = (T *)a + i * size;
        double *found = (double *)values + i * n;
        if (la_all_finite(doubles, (double *)matrix)) {
            EIGH(matrix, found, room, real_room, integers);
            if (info != 0) *failed = true;
        } else {
            SELF(spoil)(size, matrix);
            d_spoil(n, found);
        }
    }
    return work_end(&w);
}

#undef EIGH

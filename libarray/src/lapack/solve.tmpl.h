/* Linear systems and determinants, by LU factors. */

int F(gesv_)(int *n, int *nrhs, T *a, int *lda, int *ipiv, T *b, int *ldb, int *info);
int F(getrf_)(int *m, int *n, T *a, int *lda, int *ipiv, int *info);

static la_status SELF(solve_stack)(ptrdiff_t count, int n, int nrhs, void *a, void *b, bool *failed)
{
    work w = {.n = 0};
    int *pivots = work_get(&w, n, sizeof(int)), ld = larger(n, 1), info = 0;
    for (ptrdiff_t i = 0; i < count && !w.failed; i++) {
        F(gesv_)(&n, &nrhs, (T *)a + i * n * n, &ld, pivots, (T *)b + i * n * nrhs, &ld, &info);
        if (info != 0) *failed = true;
    }
    return work_end(&w);
}

static la_status SELF(det_stack)(ptrdiff_t count, int n, void *a, void *det, void *sign,
                                 void *logdet)
{
    work w = {.n = 0};
    int *pivots = work_get(&w, n, sizeof(int)), ld = larger(n, 1), info = 0;
    for (ptrdiff_t i = 0; i < count && !w.failed; i++) {
        T *lu = (T *)a + i * n * n, direction = 1;
        double logarithm = 0;
        F(getrf_)(&n, &n, lu, &ld, pivots, &info);
        if (info > 0) {
            direction = 0;
            logarithm = -INFINITY;
        }
        for (ptrdiff_t k = 0; info == 0 && k < n; k++) {
            T pivot = lu[k * n + k];
#if COMPLEX
            double size = hypot(((double *)&pivot)[0], ((double *)&pivot)[1]);
#else
            double size = pivot < 0 ? -pivot : pivot;
#endif
            if (pivots[k] != k + 1) direction = -direction;
            direction *= pivot / size;
            logarithm += log(size);
        }
        if (det != NULL) ((T *)det)[i] = direction * exp(logarithm);
        if (sign != NULL) ((T *)sign)[i] = direction;
        if (logdet != NULL) ((double *)logdet)[i] = logarithm;
    }
    return work_end(&w);
}

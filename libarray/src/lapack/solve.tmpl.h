/* Linear systems and determinants, by LU factors. */

static la_status SELF(solve_stack)(ptrdiff_t count, int n, int nrhs, void *a, void *b, bool *failed)
{
    work w = {.n = 0};
    int *pivots = work_get(&w, n, sizeof(int));
    for (ptrdiff_t i = 0; i < count && !work_failed(&w); i++) {
        T *lu = (T *)a + i * n * n;
        if (SELF(factor)(n, n, lu, n, pivots) != 0)
            *failed = true;
        else
            SELF(substitute)(n, nrhs, lu, pivots, (T *)b + i * n * nrhs);
    }
    return work_end(&w);
}

static la_status SELF(det_stack)(ptrdiff_t count, int n, void *a, void *det, void *sign,
                                 void *logdet)
{
    work w = {.n = 0};
    int *pivots = work_get(&w, n, sizeof(int));
    for (ptrdiff_t i = 0; i < count && !work_failed(&w); i++) {
        T *lu = (T *)a + i * n * n, direction = 1;
        double logarithm = 0;
        const bool singular = SELF(factor)(n, n, lu, n, pivots) != 0;
        if (singular) {
            direction = 0;
            logarithm = -INFINITY;
        }
        for (ptrdiff_t k = 0; !singular && k < n; k++) {
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

/* a = l l^H, or u^H u. */

int F(potrf_)(char *uplo, int *n, T *a, int *lda, int *info);

static la_status SELF(cholesky_stack)(ptrdiff_t count, int n, bool upper, void *a, bool *failed)
{
    int ld = larger(n, 1), info = 0;
    for (ptrdiff_t i = 0; i < count; i++) {
        T *factor = (T *)a + i * n * n;
        F(potrf_)(upper ? "U" : "L", &n, factor, &ld, &info);
        if (info != 0) *failed = true;
        for (ptrdiff_t j = 0; j < n; j++) {
            for (ptrdiff_t k = upper ? j + 1 : 0; k < (upper ? n : j); k++)
                factor[j * n + k] = 0;
        }
    }
    return LA_OK;
}

/* Distributions of vectors: a row of `out` each. */
#include "random/bitgen.h"

#include "include/legacy-distributions.h"

double la_kahan_sum(const double *x, ptrdiff_t n)
{
    if (n <= 0) return 0.0;
    double sum = x[0], lost = 0.0;
    for (ptrdiff_t i = 1; i < n; i++) {
        double y = x[i] - lost, t = sum + y;
        lost = (t - sum) - y;
        sum = t;
    }
    return sum;
}

la_status la_random_multinomial(la_bitgen *g, bool legacy, const la_array *n, const la_array *p,
                                la_array *out)
{
    ptrdiff_t rows = out->shape[0], d = out->shape[1];
    for (ptrdiff_t i = 0; i < rows; i++) {
        int64_t count = *(const int64_t *)(n->data + i * n->strides[0]);
        double *row = (double *)(p->data + i * p->strides[0]);
        int64_t *to = (int64_t *)out->data + i * d;
        if (legacy)
            legacy_random_multinomial(&g->next, count, to, row, d, &g->binomial);
        else
            random_multinomial(&g->next, count, to, row, d, &g->binomial);
    }
    return LA_OK;
}

/* By gamma deviates, divided by their sum. */
static void dirichlet_gamma(la_bitgen *g, aug_bitgen_t *aug, const double *alpha, ptrdiff_t k,
                            double *row)
{
    double sum = 0.0;
    for (ptrdiff_t j = 0; j < k; j++) {
        row[j] = aug != NULL ? legacy_standard_gamma(aug, alpha[j])
                             : random_standard_gamma(&g->next, alpha[j]);
        sum += row[j];
    }
    double scale = 1.0 / sum;
    for (ptrdiff_t j = 0; j < k; j++)
        row[j] *= scale;
}

/* By beta deviates, breaking a stick: where all alphas are so small that gammas would underflow.
 * rest(j): the sum of alpha[j ..]. */
static void dirichlet_stick(la_bitgen *g, const double *alpha, const double *rest, ptrdiff_t k,
                            double *row)
{
    double left = 1.0;
    for (ptrdiff_t j = 0; j < k - 1; j++) {
        double part = random_beta(&g->next, alpha[j], rest[j + 1]);
        row[j] = left * part;
        left *= 1.0 - part;
        if (rest[j + 1] == 0) break;
    }
    row[k - 1] = left;
}

la_status la_random_dirichlet(la_bitgen *g, la_gauss *gauss, bool legacy, const la_array *alpha,
                              la_array *out)
{
    ptrdiff_t rows = out->shape[0], k = out->shape[1];
    const double *a = (const double *)alpha->data;
    double *to = (double *)out->data, largest = 0.0;
    for (ptrdiff_t j = 0; j < k; j++)
        largest = a[j] > largest || a[j] != a[j] ? a[j] : largest;
    if (legacy) {
        aug_bitgen_t aug = {&g->next, gauss->has_gauss, gauss->gauss};
        for (ptrdiff_t i = 0; i < rows; i++)
            dirichlet_gamma(g, &aug, a, k, to + i * k);
        gauss->has_gauss = aug.has_gauss;
        gauss->gauss = aug.gauss;
    } else if (k > 0 && largest < 0.1) {
        la_array rest = LA_ARRAY_NULL;
        la_status status = la_array_init(&rest, alpha->dtype, 1, &k, LA_ORDER_C);
        if (status != LA_OK) return status;
        double *sums = (double *)rest.data, sum = 0.0;
        for (ptrdiff_t j = k - 1; j >= 0; j--)
            sums[j] = sum += a[j];
        for (ptrdiff_t i = 0; sum > 0 && i < rows; i++)
            dirichlet_stick(g, a, sums, k, to + i * k);
        la_array_destroy(&rest);
    } else {
        for (ptrdiff_t i = 0; i < rows; i++)
            dirichlet_gamma(g, NULL, a, k, to + i * k);
    }
    return LA_OK;
}

la_status la_random_mvhg(la_bitgen *g, bool count, int64_t total, const la_array *colors,
                         int64_t nsample, la_array *out)
{
    size_t k = (size_t)out->shape[1], rows = (size_t)out->shape[0];
    int64_t *of = (int64_t *)colors->data, *to = (int64_t *)out->data;
    if (!count) {
        random_multivariate_hypergeometric_marginals(&g->next, total, k, of, nsample, rows, to);
        return LA_OK;
    }
    int failed =
        random_multivariate_hypergeometric_count(&g->next, total, k, of, nsample, rows, to);
    return failed ? la_fail(LA_MEMORY_ERROR, "out of memory") : LA_OK;
}

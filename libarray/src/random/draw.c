/* Draws from a distribution into an array: one table of distributions. */
#include "random/bitgen.h"

#include <string.h>

#include "include/legacy-distributions.h"
#include "iterate.h"
#include "random/fill.h"

/* What a distribution takes and gives. R: a real number, N: an integer of 64 bits, F: float32. The
 * first letter is the result's, the others are the parameters'. A prefix A: a legacy distribution
 * that minds the other normal deviate of a pair. FILL: many at once. FILL_SCALED: p[0] + p[1] times
 * what fills, where the parameters are the same for all; else as RRR. */
typedef enum kind {
    R,
    RR,
    RRR,
    RRRR,
    AR,
    ARR,
    ARRR,
    ARRRR,
    N,
    NR,
    NRR,
    NRN,
    NNNN,
    ANRR,
    FF,
    FILL,
    FILL_SCALED,
    FILL_R,
    FILL_F
} kind;

typedef struct distribution {
    const char *name;
    kind kind;
    union {
        double (*r)(bitgen_t *);
        double (*rr)(bitgen_t *, double);
        double (*rrr)(bitgen_t *, double, double);
        double (*rrrr)(bitgen_t *, double, double, double);
        double (*ar)(aug_bitgen_t *);
        double (*arr)(aug_bitgen_t *, double);
        double (*arrr)(aug_bitgen_t *, double, double);
        double (*arrrr)(aug_bitgen_t *, double, double, double);
        int64_t (*n)(bitgen_t *);
        int64_t (*nr)(bitgen_t *, double);
        int64_t (*nrr)(bitgen_t *, double, double);
        int64_t (*nrn)(bitgen_t *, double, int64_t, binomial_t *);
        int64_t (*nnnn)(bitgen_t *, int64_t, int64_t, int64_t);
        int64_t (*anrr)(aug_bitgen_t *, double, double);
        float (*ff)(bitgen_t *, float);
        void (*fill_r)(bitgen_t *, npy_intp, double *);
        void (*fill_f)(bitgen_t *, npy_intp, float *);
        void (*fill)(la_bitgen *, ptrdiff_t, double *);
    } draw;
} distribution;

static const distribution table[] = {
    {"random", FILL, {.fill = la_fill_uniform}},
    {"random_f", FILL_F, {.fill_f = random_standard_uniform_fill_f}},
    {"standard_normal", FILL, {.fill = la_fill_normal}},
    {"standard_normal_f", FILL_F, {.fill_f = random_standard_normal_fill_f}},
    {"standard_exponential", FILL_R, {.fill_r = random_standard_exponential_fill}},
    {"standard_exponential_f", FILL_F, {.fill_f = random_standard_exponential_fill_f}},
    {"standard_exponential_inv", FILL_R, {.fill_r = random_standard_exponential_inv_fill}},
    {"standard_exponential_inv_f", FILL_F, {.fill_f = random_standard_exponential_inv_fill_f}},
    {"standard_cauchy", R, {.r = random_standard_cauchy}},
    {"exponential", RR, {.rr = random_exponential}},
    {"standard_gamma", RR, {.rr = random_standard_gamma}},
    {"standard_gamma_f", FF, {.ff = random_standard_gamma_f}},
    {"chisquare", RR, {.rr = random_chisquare}},
    {"pareto", RR, {.rr = random_pareto}},
    {"weibull", RR, {.rr = random_weibull}},
    {"power", RR, {.rr = random_power}},
    {"rayleigh", RR, {.rr = random_rayleigh}},
    {"standard_t", RR, {.rr = random_standard_t}},
    {"normal", FILL_SCALED, {.rrr = random_normal}},
    {"uniform", FILL_SCALED, {.rrr = random_uniform}},
    {"beta", RRR, {.rrr = random_beta}},
    {"gamma", RRR, {.rrr = random_gamma}},
    {"f", RRR, {.rrr = random_f}},
    {"laplace", RRR, {.rrr = random_laplace}},
    {"gumbel", RRR, {.rrr = random_gumbel}},
    {"logistic", RRR, {.rrr = random_logistic}},
    {"lognormal", RRR, {.rrr = random_lognormal}},
    {"noncentral_chisquare", RRR, {.rrr = random_noncentral_chisquare}},
    {"wald", RRR, {.rrr = random_wald}},
    {"vonmises", RRR, {.rrr = random_vonmises}},
    {"noncentral_f", RRRR, {.rrrr = random_noncentral_f}},
    {"triangular", RRRR, {.rrrr = random_triangular}},
    {"positive_int", N, {.n = random_positive_int}},
    {"poisson", NR, {.nr = random_poisson}},
    {"zipf", NR, {.nr = random_zipf}},
    {"geometric", NR, {.nr = random_geometric}},
    {"logseries", NR, {.nr = random_logseries}},
    {"negative_binomial", NRR, {.nrr = random_negative_binomial}},
    {"binomial", NRN, {.nrn = random_binomial}},
    {"hypergeometric", NNNN, {.nnnn = random_hypergeometric}},
    {"legacy_gauss", AR, {.ar = legacy_gauss}},
    {"legacy_standard_exponential", AR, {.ar = legacy_standard_exponential}},
    {"legacy_standard_cauchy", AR, {.ar = legacy_standard_cauchy}},
    {"legacy_exponential", ARR, {.arr = legacy_exponential}},
    {"legacy_standard_gamma", ARR, {.arr = legacy_standard_gamma}},
    {"legacy_chisquare", ARR, {.arr = legacy_chisquare}},
    {"legacy_pareto", ARR, {.arr = legacy_pareto}},
    {"legacy_weibull", ARR, {.arr = legacy_weibull}},
    {"legacy_power", ARR, {.arr = legacy_power}},
    {"legacy_standard_t", ARR, {.arr = legacy_standard_t}},
    {"legacy_rayleigh", RR, {.rr = legacy_rayleigh}},
    {"legacy_normal", ARRR, {.arrr = legacy_normal}},
    {"legacy_beta", ARRR, {.arrr = legacy_beta}},
    {"legacy_gamma", ARRR, {.arrr = legacy_gamma}},
    {"legacy_f", ARRR, {.arrr = legacy_f}},
    {"legacy_lognormal", ARRR, {.arrr = legacy_lognormal}},
    {"legacy_noncentral_chisquare", ARRR, {.arrr = legacy_noncentral_chisquare}},
    {"legacy_wald", ARRR, {.arrr = legacy_wald}},
    {"legacy_vonmises", RRR, {.rrr = legacy_vonmises}},
    {"legacy_noncentral_f", ARRRR, {.arrrr = legacy_noncentral_f}},
    {"legacy_poisson", NR, {.nr = legacy_random_poisson}},
    {"legacy_zipf", NR, {.nr = legacy_random_zipf}},
    {"legacy_geometric", NR, {.nr = legacy_random_geometric}},
    {"legacy_logseries", NR, {.nr = legacy_logseries}},
    {"legacy_negative_binomial", ANRR, {.anrr = legacy_negative_binomial}},
    {"legacy_binomial", NRN, {.nrn = legacy_random_binomial}},
    {"legacy_hypergeometric", NNNN, {.nnnn = legacy_random_hypergeometric}},
};

int la_random_find(const char *name)
{
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        if (strcmp(table[i].name, name) == 0) return (int)i;
    }
    return -1;
}

/* The parameters of one draw lie at p[0], p[1], p[2]. */
static double real(const char *const *p, int i)
{
    return *(const double *)p[i];
}

static int64_t whole(const char *const *p, int i)
{
    return *(const int64_t *)p[i];
}

static void draw_one(const distribution *d, la_bitgen *g, aug_bitgen_t *aug, const char *const *p,
                     char *out)
{
    bitgen_t *b = &g->next;
    double *r = (double *)out;
    int64_t *n = (int64_t *)out;
    switch (d->kind) {
    case R: *r = d->draw.r(b); return;
    case RR: *r = d->draw.rr(b, real(p, 0)); return;
    case FILL_SCALED:
    case RRR: *r = d->draw.rrr(b, real(p, 0), real(p, 1)); return;
    case RRRR: *r = d->draw.rrrr(b, real(p, 0), real(p, 1), real(p, 2)); return;
    case AR: *r = d->draw.ar(aug); return;
    case ARR: *r = d->draw.arr(aug, real(p, 0)); return;
    case ARRR: *r = d->draw.arrr(aug, real(p, 0), real(p, 1)); return;
    case ARRRR: *r = d->draw.arrrr(aug, real(p, 0), real(p, 1), real(p, 2)); return;
    case N: *n = d->draw.n(b); return;
    case NR: *n = d->draw.nr(b, real(p, 0)); return;
    case NRR: *n = d->draw.nrr(b, real(p, 0), real(p, 1)); return;
    case NRN: *n = d->draw.nrn(b, real(p, 0), whole(p, 1), &g->binomial); return;
    case NNNN: *n = d->draw.nnnn(b, whole(p, 0), whole(p, 1), whole(p, 2)); return;
    case ANRR: *n = d->draw.anrr(aug, real(p, 0), real(p, 1)); return;
    case FF: *(float *)out = d->draw.ff(b, *(const float *)p[0]); return;
    case FILL:
    case FILL_R:
    case FILL_F: return; /* not one by one */
    }
}

la_status la_random_draw(la_bitgen *g, la_gauss *gauss, int number, int nargs,
                         const la_array *const *args, la_array *out)
{
    const distribution *d = &table[number];
    double *const to = (double *)(void *)out->data;
    if (d->kind == FILL) {
        d->draw.fill(g, out->size, to);
        return LA_OK;
    }
    if (d->kind == FILL_SCALED && args[0]->size == 1 && args[1]->size == 1 &&
        (out->flags & LA_C_CONTIGUOUS)) {
        const double offset = *(const double *)(const void *)args[0]->data;
        const double scale = *(const double *)(const void *)args[1]->data;
        (d->draw.rrr == random_normal ? la_fill_normal : la_fill_uniform)(g, out->size, to);
        for (ptrdiff_t i = 0; i < out->size; i++)
            to[i] = offset + scale * to[i];
        return LA_OK;
    }
    if (d->kind == FILL_R) {
        d->draw.fill_r(&g->next, out->size, to);
        return LA_OK;
    }
    if (d->kind == FILL_F) {
        d->draw.fill_f(&g->next, out->size, (float *)out->data);
        return LA_OK;
    }
    aug_bitgen_t aug = {.bit_generator = &g->next};
    if (gauss != NULL) {
        aug.has_gauss = gauss->has_gauss;
        aug.gauss = gauss->gauss;
    }
    ptrdiff_t strides[3][LA_MAXDIMS];
    char *data[4] = {out->data};
    const ptrdiff_t *walked[4] = {out->strides};
    for (int i = 0; i < nargs; i++) {
        la_broadcast_strides(args[i], out->ndim, out->shape, strides[i]);
        data[i + 1] = args[i]->data;
        walked[i + 1] = strides[i];
    }
    la_iter it;
    la_iter_init_ordered(&it, nargs + 1, data, out->ndim, out->shape, walked);
    if (it.size > 0) {
        do {
            const char *p[3] = {it.ptr[1], it.ptr[2], it.ptr[3]};
            char *to = it.ptr[0];
            for (ptrdiff_t i = 0; i < it.inner; i++) {
                draw_one(d, g, &aug, p, to);
                to += it.inner_strides[0];
                for (int k = 0; k < nargs; k++)
                    p[k] += it.inner_strides[k + 1];
            }
        } while (la_iter_next(&it));
    }
    if (gauss != NULL) {
        gauss->has_gauss = aug.has_gauss;
        gauss->gauss = aug.gauss;
    }
    return LA_OK;
}

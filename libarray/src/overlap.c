/* Whether two arrays have a byte in common, exactly.
 *
 * They have if some elements' addresses agree: if a sum of positive strides, each taken a bounded
 * number of times, makes the distance between where the arrays begin. Strides are tried from the
 * greatest on, each only as often as the smaller ones can make up for the rest. */
#include <string.h>

#include "libarray/array.h"

#define MAX_TERMS (2 * LA_MAXDIMS + 2)

/* stride * x, 0 <= x <= most */
typedef struct term {
    ptrdiff_t stride, most;
} term;

typedef struct problem {
    int n;
    term terms[MAX_TERMS];        /* greatest strides first */
    ptrdiff_t reach[MAX_TERMS];   /* the greatest sum of the terms from here on */
    ptrdiff_t divisor[MAX_TERMS]; /* of all strides from here on */
    ptrdiff_t work;               /* steps left; negative: any number */
} problem;

static ptrdiff_t common_divisor(ptrdiff_t x, ptrdiff_t y)
{
    while (y != 0) {
        const ptrdiff_t rest = x % y;
        x = y;
        y = rest;
    }
    return x;
}

/* 1 yes, 0 no, -1 too much work. */
static int solve(problem *p, int k, ptrdiff_t target)
{
    if (target == 0) return 1;
    if (k == p->n || target > p->reach[k] || target % p->divisor[k] != 0) return 0;
    if (p->work == 0) return -1;
    if (p->work > 0) p->work--;
    const ptrdiff_t stride = p->terms[k].stride;
    const ptrdiff_t rest = k + 1 < p->n ? p->reach[k + 1] : 0;
    ptrdiff_t low = target > rest ? (target - rest + stride - 1) / stride : 0;
    ptrdiff_t high = target / stride;
    if (high > p->terms[k].most) high = p->terms[k].most;
    for (ptrdiff_t x = high; x >= low; x--) {
        const int found = solve(p, k + 1, target - x * stride);
        if (found != 0) return found;
    }
    return 0;
}

/* Adds a term, with the others of its stride. */
static void add_term(problem *p, ptrdiff_t stride, ptrdiff_t most)
{
    if (most == 0 || stride == 0) return;
    int at = 0;
    while (at < p->n && p->terms[at].stride > stride)
        at++;
    if (at < p->n && p->terms[at].stride == stride) {
        p->terms[at].most += most;
        return;
    }
    memmove(p->terms + at + 1, p->terms + at, (size_t)(p->n - at) * sizeof(term));
    p->terms[at] = (term){stride, most};
    p->n++;
}

/* Adds an array's axes; returns the lowest address and adds up how far it reaches. */
static ptrdiff_t add_axes(problem *p, const la_array *a, ptrdiff_t *extent)
{
    ptrdiff_t lowest = 0;
    for (int i = 0; i < a->ndim; i++) {
        const ptrdiff_t stride = a->strides[i] < 0 ? -a->strides[i] : a->strides[i];
        if (a->strides[i] < 0) lowest += a->strides[i] * (a->shape[i] - 1);
        add_term(p, stride, a->shape[i] - 1);
        *extent += stride * (a->shape[i] - 1);
    }
    return lowest;
}

la_status la_shares_memory(const la_array *a, const la_array *b, ptrdiff_t max_work, bool *shares)
{
    *shares = la_may_overlap(a, b);
    if (!*shares || max_work == 0) return LA_OK;
    problem p = {.n = 0, .work = max_work};
    ptrdiff_t extent_a = 0, extent_b = 0;
    const ptrdiff_t low_a = add_axes(&p, a, &extent_a), low_b = add_axes(&p, b, &extent_b);
    add_term(&p, 1, a->dtype->itemsize - 1 + b->dtype->itemsize - 1);
    /* a's byte is b's: b's axes are counted from their other ends, so that all is added. */
    const ptrdiff_t target =
        (b->data + low_b) - (a->data + low_a) + extent_b + b->dtype->itemsize - 1;
    ptrdiff_t reach = 0, divisor = 0;
    for (int k = p.n - 1; k >= 0; k--) {
        reach += p.terms[k].stride * p.terms[k].most;
        divisor = common_divisor(p.terms[k].stride, divisor);
        p.reach[k] = reach;
        p.divisor[k] = divisor;
    }
    const int found = solve(&p, 0, target);
    if (found < 0) return la_fail(LA_RUNTIME_ERROR, "Exceeded max_work");
    *shares = found > 0;
    return LA_OK;
}

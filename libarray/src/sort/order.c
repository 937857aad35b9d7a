/* Ranking by words of 32 bits: sort by the first word, then each run of elements that agree in it
 * by the next one. A word and an element's number make one key of 64 bits. */
#include "sort/order.h"

#include "memory.h"
#include "sort/keys.h"

int la_ranking_words(const la_dtype *d)
{
    const int words = la_has_wide_keys(d) ? 2 : 1;
    return d->kind == 'c' ? 1 + 2 * words : words;
}

la_status la_ranking_init(la_ranking *r, ptrdiff_t n, int most_words)
{
    *r = (la_ranking){.n = n};
    if ((uint64_t)n > UINT32_MAX)
        return la_fail(LA_VALUE_ERROR, "more than 2**32 elements along an axis can't be ranked");
    ptrdiff_t bytes;
    if (la_multiply_sizes(n, 2 * 8 + 4 * (ptrdiff_t)most_words, &bytes))
        r->packed = la_alloc(bytes);
    if (!r->packed)
        return la_fail(LA_MEMORY_ERROR, "Unable to allocate memory to sort %td elements", n);
    r->scratch = r->packed + n;
    r->words = (uint32_t *)(r->scratch + n);
    return LA_OK;
}

void la_ranking_destroy(la_ranking *r)
{
    if (r->packed) la_dealloc(r->packed);
    *r = (la_ranking){0};
}

/* --- words ---------------------------------------------------------------------------------- */

/* Keys of 64 bits as their distance to the smallest: one word where that is enough for all, else
 * two, of which the first distinguishes as many as it can. */
static void add_wide(la_ranking *r, const uint64_t *keys)
{
    uint64_t min = UINT64_MAX, max = 0;
    for (ptrdiff_t i = 0; i < r->n; i++) {
        min = keys[i] < min ? keys[i] : min;
        max = keys[i] > max ? keys[i] : max;
    }
    uint32_t *const first = r->words + r->nwords * r->n, *const second = first + r->n;
    const uint64_t span = r->n > 0 ? max - min : 0;
    r->nwords++;
    if (span >> 32 == 0) {
        for (ptrdiff_t i = 0; i < r->n; i++)
            first[i] = (uint32_t)(keys[i] - min);
        return;
    }
    const int shift = __builtin_clzll(span);
    for (ptrdiff_t i = 0; i < r->n; i++) {
        const uint64_t distance = (keys[i] - min) << shift;
        first[i] = (uint32_t)(distance >> 32);
        second[i] = (uint32_t)distance;
    }
    r->nwords++;
}

/* Numbers that aren't complex, `step` apart. */
static void add_real(la_ranking *r, const void *x, ptrdiff_t step, const la_dtype *d)
{
    if (la_has_wide_keys(d)) {
        la_keys64(r->scratch, x, step, r->n, d, true);
        add_wide(r, r->scratch);
    } else {
        la_keys32(r->words + r->nwords * r->n, x, step, r->n, d, true);
        r->nwords++;
    }
}

/* Complex numbers of which a part is NaN come behind all others: first those whose imaginary part
 * is, then those whose real part is, then those of two. */
static void add_classes(la_ranking *r, const void *x, const la_dtype *d)
{
    uint32_t *const classes = r->words + r->nwords * r->n, any = 0;
    if (d->num == LA_COMPLEX64) {
        const la_complex64 *z = x;
        for (ptrdiff_t i = 0; i < r->n; i++)
            any |= classes[i] = 2u * (z[i].real != z[i].real) + (z[i].imag != z[i].imag);
    } else {
        const la_complex128 *z = x;
        for (ptrdiff_t i = 0; i < r->n; i++)
            any |= classes[i] = 2u * (z[i].real != z[i].real) + (z[i].imag != z[i].imag);
    }
    if (any) r->nwords++;
}

void la_ranking_add(la_ranking *r, const void *x, const la_dtype *d)
{
    if (d->kind != 'c') {
        add_real(r, x, 1, d);
        return;
    }
    const la_dtype *part = la_dtype_of(d->num == LA_COMPLEX64 ? LA_FLOAT32 : LA_FLOAT64);
    add_classes(r, x, d);
    add_real(r, x, 2, part);
    add_real(r, (const char *)x + part->itemsize, 2, part);
}

/* --- order ---------------------------------------------------------------------------------- */

/* Sorts n elements that agree in all words before `level`. */
static void sort_from(const la_ranking *r, uint64_t *packed, uint64_t *scratch, ptrdiff_t n,
                      int level)
{
    const uint32_t *const word = r->words + level * r->n;
    for (ptrdiff_t i = 0; i < n; i++) {
        const uint32_t element = (uint32_t)packed[i];
        packed[i] = (uint64_t)word[element] << 32 | element;
    }
    la_sort_keys64(packed, scratch, n, 32);
    if (level + 1 == r->nwords) return;
    for (ptrdiff_t start = 0, end; start < n; start = end) {
        for (end = start + 1; end < n && packed[end] >> 32 == packed[start] >> 32;)
            end++;
        if (end - start > 1) sort_from(r, packed + start, scratch + start, end - start, level + 1);
    }
}

static void number(la_ranking *r)
{
    for (ptrdiff_t i = 0; i < r->n; i++)
        r->packed[i] = (uint64_t)i;
}

void la_ranking_sort(la_ranking *r)
{
    number(r);
    if (r->nwords > 0) sort_from(r, r->packed, r->scratch, r->n, 0);
}

void la_ranking_select(la_ranking *r, int nkth, const ptrdiff_t *kth)
{
    if (r->nwords == 0 || (r->nwords > 1 && nkth > 1)) {
        la_ranking_sort(r);
        return;
    }
    for (ptrdiff_t i = 0; i < r->n; i++)
        r->packed[i] = (uint64_t)r->words[i] << 32 | (uint64_t)i;
    la_select_keys64(r->packed, r->scratch, r->n, nkth, kth);
    if (r->nwords == 1 || nkth == 0) return;
    /* Of the elements that agree with the one selected in the first word, the others decide. */
    const uint64_t word = r->packed[kth[0]] >> 32;
    const ptrdiff_t less = la_divide_keys64(r->packed, r->n, word << 32);
    uint64_t *const rest = r->packed + less;
    ptrdiff_t equal = r->n - less;
    if (word < UINT32_MAX) equal = la_divide_keys64(rest, equal, (word + 1) << 32);
    la_sort_keys64(rest, r->scratch, equal, 0);
    sort_from(r, rest, r->scratch, equal, 1);
}

/* Ranking: the order of elements, by one key or several. */
#ifndef LIBARRAY_SORT_ORDER_H
#define LIBARRAY_SORT_ORDER_H

#include "libarray/array.h"

/* Elements to be ranked: `nwords` words of 32 bits each, the most significant first. A word of all
 * elements lies together, before the next word. */
typedef struct la_ranking {
    ptrdiff_t n;
    int nwords;
    uint32_t *words;
    uint64_t *packed;  /* the word that is looked at and, below it, the element's number */
    uint64_t *scratch; /* as long */
} la_ranking;

/* The most words that an element of the type may need. */
int la_ranking_words(const la_dtype *d);

/* For n elements of at most so many words. MemoryError; ValueError beyond 2**32 elements. */
la_status la_ranking_init(la_ranking *r, ptrdiff_t n, int most_words);
void la_ranking_destroy(la_ranking *r);

/* Forgets all words; then the elements are equal. */
static inline void la_ranking_reset(la_ranking *r)
{
    r->nwords = 0;
}

/* Among elements that are equal so far, n contiguous aligned elements of any type decide. */
void la_ranking_add(la_ranking *r, const void *x, const la_dtype *d);

/* Sorts, equal elements in their order; then la_ranking_at(r, i) is the i-th element's number. */
void la_ranking_sort(la_ranking *r);

/* Only the places kth[] (ascending) need to be right, with smaller elements before them. */
void la_ranking_select(la_ranking *r, int nkth, const ptrdiff_t *kth);

static inline ptrdiff_t la_ranking_at(const la_ranking *r, ptrdiff_t i)
{
    return (ptrdiff_t)(uint32_t)r->packed[i];
}

#endif

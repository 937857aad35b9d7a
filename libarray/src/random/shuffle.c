/* Shuffles, and samples without repetition. */
#include "random/bitgen.h"

#include <stdlib.h>
#include <string.h>

/* n items of `itemsize` bytes, `stride` bytes apart. */
static void shuffle_lane(bitgen_t *b, ptrdiff_t n, ptrdiff_t itemsize, ptrdiff_t stride, char *data)
{
    char held[sizeof(la_complex128)];
    for (ptrdiff_t i = n - 1; i > 0; i--) {
        ptrdiff_t j = (ptrdiff_t)random_interval(b, (uint64_t)i);
        if (i == j) continue;
        memcpy(held, data + j * stride, (size_t)itemsize);
        memcpy(data + j * stride, data + i * stride, (size_t)itemsize);
        memcpy(data + i * stride, held, (size_t)itemsize);
    }
}

la_status la_random_shuffle(la_bitgen *g, la_array *a, int axis)
{
    if (a->size == 0) return LA_OK;
    ptrdiff_t index[LA_MAXDIMS] = {0};
    char *lane = a->data;
    for (;;) {
        shuffle_lane(&g->next, a->shape[axis], a->dtype->itemsize, a->strides[axis], lane);
        int d = a->ndim - 1; /* the next lane, in C order of the other axes */
        for (; d >= 0; d--) {
            if (d == axis) continue;
            lane += a->strides[d];
            if (++index[d] < a->shape[d]) break;
            lane -= index[d] * a->strides[d];
            index[d] = 0;
        }
        if (d < 0) return LA_OK;
    }
}

/* The last items of data[first .. n) take their places at random. */
static void shuffle_tail(bitgen_t *b, int64_t n, int64_t first, int64_t *data)
{
    for (int64_t i = n - 1; i >= first; i--) {
        int64_t j = (int64_t)random_bounded_uint64(b, 0, (uint64_t)i, 0, false);
        int64_t held = data[j];
        data[j] = data[i];
        data[i] = held;
    }
}

/* Shuffles the end of 0 .. population - 1, and takes it. */
static la_status sample_tail(bitgen_t *b, int64_t population, int64_t n, int64_t *out)
{
    int64_t *all = malloc((size_t)population * sizeof *all);
    if (all == NULL) return la_fail(LA_MEMORY_ERROR, "out of memory");
    for (int64_t i = 0; i < population; i++)
        all[i] = i;
    shuffle_tail(b, population, population - n > 1 ? population - n : 1, all);
    memcpy(out, all + (population - n), (size_t)n * sizeof *out);
    free(all);
    return LA_OK;
}

/* A set of numbers, by open addressing; -1: a free place. */
typedef struct number_set {
    uint64_t mask;
    int64_t *places;
} number_set;

/* Whether the number is new to the set, in which it is then. */
static bool insert(number_set *set, int64_t number)
{
    uint64_t at = (uint64_t)number & set->mask;
    while (set->places[at] != -1) {
        if (set->places[at] == number) return false;
        at = (at + 1) & set->mask;
    }
    set->places[at] = number;
    return true;
}

/* Floyd's algorithm: J. Bentley, R. Floyd, "Programming pearls: a sample of brilliance", 1987. */
static la_status sample_floyd(bitgen_t *b, int64_t population, int64_t n, bool shuffle,
                              int64_t *out)
{
    number_set set = {.mask = (uint64_t)(1.2 * (double)n)};
    for (int shift = 1; shift < 64; shift *= 2)
        set.mask |= set.mask >> shift;
    size_t size = (size_t)set.mask + 1;
    set.places = malloc(size * sizeof *set.places);
    if (set.places == NULL) return la_fail(LA_MEMORY_ERROR, "out of memory");
    memset(set.places, -1, size * sizeof *set.places);
    for (int64_t i = 0, j = population - n; j < population; i++, j++) {
        int64_t drawn = (int64_t)random_bounded_uint64(b, 0, (uint64_t)j, 0, false);
        out[i] = insert(&set, drawn) ? drawn : (insert(&set, j), j);
    }
    free(set.places);
    if (shuffle) shuffle_tail(b, n, 1, out);
    return LA_OK;
}

la_status la_random_sample(la_bitgen *g, int64_t population, bool shuffle, la_array *out)
{
    int64_t n = out->size;
    int64_t cutoff = shuffle ? 50 : 20; /* from which share of the population a set costs more */
    if (population > 10000 && n > population / cutoff) {
        return sample_tail(&g->next, population, n, (int64_t *)out->data);
    }
    return sample_floyd(&g->next, population, n, shuffle, (int64_t *)out->data);
}

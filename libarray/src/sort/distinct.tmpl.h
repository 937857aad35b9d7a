/* Different keys of type T, BITS wide. SPREAD: what a key is multiplied by, so that all its bits
 * have a say in the topmost. */

/* Slots that are free hold the first element's key. */
typedef struct LA_CAT(key_table, BITS) {
    T keys[SLOTS + 1], list[LA_MOST_DISTINCT], scratch[LA_MOST_DISTINCT];
    table known;
} LA_CAT(key_table, BITS);

/* Where a key is, or a free slot where it belongs. */
static inline ptrdiff_t LA_CAT(slot_of, BITS)(const T *keys, T key)
{
    ptrdiff_t slot = (ptrdiff_t)((T)(key * SPREAD) >> (BITS - SLOTS_LOG2));
    while (keys[slot] != key && keys[slot] != keys[SLOTS])
        slot = (slot + 1) & (SLOTS - 1);
    return key == keys[SLOTS] ? SLOTS : slot;
}

/* Enters elements start .. start + n with these keys. False where there are too many. */
static inline bool LA_CAT(enter, BITS)(LA_CAT(key_table, BITS) * t, ptrdiff_t *different,
                                       const T *keys, ptrdiff_t start, ptrdiff_t n, bool counting)
{
    for (ptrdiff_t i = 0; i < n; i++) {
        const ptrdiff_t slot = LA_CAT(slot_of, BITS)(t->keys, keys[i]);
        if (LA_UNLIKELY(t->keys[slot] != keys[i])) {
            if (*different == LA_MOST_DISTINCT) return false;
            t->list[(*different)++] = t->keys[slot] = keys[i];
            t->known.first[slot] = start + i;
            t->known.count[slot] = 0;
        }
        if (counting) t->known.count[slot]++;
    }
    return true;
}

/* Makes the keys of up to BLOCK elements from `start`; zeros of both signs have one. */
static void LA_CAT(block_keys, BITS)(T *keys, const la_array *a, ptrdiff_t start, ptrdiff_t *n)
{
    *n = a->size - start < BLOCK ? a->size - start : BLOCK;
    LA_CAT(la_keys, BITS)(keys, a->data + start * a->dtype->itemsize, 1, *n, a->dtype, true);
}

/* Enters all elements. False where too many are different. */
static bool LA_CAT(enter_all, BITS)(LA_CAT(key_table, BITS) * t, ptrdiff_t *different,
                                    const la_array *a, bool counting)
{
    T keys[BLOCK];
    ptrdiff_t n = 0;
    for (ptrdiff_t start = 0; start < a->size; start += n) {
        LA_CAT(block_keys, BITS)(keys, a, start, &n);
        if (start == 0) {
            for (ptrdiff_t slot = 0; slot <= SLOTS; slot++)
                t->keys[slot] = keys[0];
            t->list[0] = keys[0];
            t->known.first[SLOTS] = t->known.count[SLOTS] = 0;
            *different = 1;
        }
        if (!(counting ? LA_CAT(enter, BITS)(t, different, keys, start, n, true)
                       : LA_CAT(enter, BITS)(t, different, keys, start, n, false)))
            return false;
    }
    return true;
}

static void LA_CAT(invert, BITS)(LA_CAT(key_table, BITS) * t, const la_array *a, ptrdiff_t *to)
{
    T keys[BLOCK];
    ptrdiff_t n = 0;
    for (ptrdiff_t start = 0; start < a->size; start += n) {
        LA_CAT(block_keys, BITS)(keys, a, start, &n);
        for (ptrdiff_t i = 0; i < n; i++)
            to[start + i] = t->known.rank[LA_CAT(slot_of, BITS)(t->keys, keys[i])];
    }
}

static la_status LA_CAT(distinct, BITS)(const la_array *a, la_array *values, la_array *first,
                                        la_array *counts, la_array *inverse, ptrdiff_t *n)
{
    LA_CAT(key_table, BITS) *t = la_alloc(sizeof *t);
    if (!t) return la_fail(LA_MEMORY_ERROR, "Unable to allocate a table of different elements");
    ptrdiff_t different = 0;
    if (LA_CAT(enter_all, BITS)(t, &different, a, counts != NULL)) {
        LA_CAT(la_sort_keys, BITS)(t->list, t->scratch, different, 0);
        LA_CAT(la_unkeys, BITS)(values->data, t->list, different, a->dtype);
        for (ptrdiff_t i = 0; i < different; i++) {
            const ptrdiff_t slot = LA_CAT(slot_of, BITS)(t->keys, t->list[i]);
            t->known.rank[slot] = i;
            take_zero(values, i, a, t->known.first[slot]);
            if (first) ((ptrdiff_t *)(void *)first->data)[i] = t->known.first[slot];
            if (counts) ((ptrdiff_t *)(void *)counts->data)[i] = t->known.count[slot];
        }
        if (inverse) LA_CAT(invert, BITS)(t, a, (ptrdiff_t *)(void *)inverse->data);
        *n = different;
    }
    la_dealloc(t);
    return LA_OK;
}

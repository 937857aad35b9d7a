/* Sorting and selecting keys of type T, BITS wide.
 *
 * Few keys are sorted by insertion, some more by merging, many by their digits, from the lowest of
 * those that matter: of the bits in which the keys differ (their distance from the smallest), only
 * the topmost, some more than it takes to count the keys, are worth a pass. What is left out of
 * order among neighbours is then sorted where it is found. */

static void LA_CAT(insert, BITS)(T *keys, ptrdiff_t n)
{
    for (ptrdiff_t i = 1; i < n; i++) {
        const T key = keys[i];
        ptrdiff_t k = i;
        for (; k > 0 && keys[k - 1] > key; k--)
            keys[k] = keys[k - 1];
        keys[k] = key;
    }
}

/* Merges two neighbours in order. */
static void LA_CAT(merge, BITS)(T *to, const T *left, ptrdiff_t nleft, ptrdiff_t nright)
{
    const T *right = left + nleft;
    const T *const middle = right, *const end = right + nright;
    while (left < middle && right < end) { /* without a branch on what is compared */
        const T x = *left, y = *right;
        const bool second = y < x;
        *to++ = second ? y : x;
        right += second;
        left += !second;
    }
    memcpy(to, left, (size_t)(middle - left) * sizeof(T));
    to += middle - left;
    memcpy(to, right, (size_t)(end - right) * sizeof(T));
}

static void LA_CAT(merge_sort, BITS)(T *keys, T *scratch, ptrdiff_t n)
{
    const ptrdiff_t run = FEW / 2;
    for (ptrdiff_t i = 0; i < n; i += run)
        LA_CAT(insert, BITS)(keys + i, n - i < run ? n - i : run);
    T *from = keys, *to = scratch;
    for (ptrdiff_t width = run; width < n; width *= 2) {
        for (ptrdiff_t i = 0; i < n; i += 2 * width) {
            const ptrdiff_t left = n - i < width ? n - i : width;
            const ptrdiff_t right = n - i - left < width ? n - i - left : width;
            LA_CAT(merge, BITS)(to + i, from + i, left, right);
        }
        T *const swap = from;
        from = to;
        to = swap;
    }
    if (from != keys) memcpy(keys, from, (size_t)n * sizeof(T));
}

/* One pass: every key goes to the next place of its digit. */
static void LA_CAT(scatter, BITS)(T *to, const T *from, ptrdiff_t n, T base, int shift, T mask,
                                  ptrdiff_t *places)
{
    for (ptrdiff_t i = 0; i < n; i++) {
        const T key = from[i];
        to[places[(key - base) >> shift & mask]++] = key;
    }
}

/* Sorts by `passes` digits of `width` bits from bit `low` of the keys' distance to base. */
static inline void LA_CAT(radix, BITS)(T *keys, T *scratch, ptrdiff_t n, T base, int low, int width,
                                       int passes)
{
    ptrdiff_t counts[PASSES << DIGIT_LARGE];
    const T mask = ((T)1 << width) - 1;
    memset(counts, 0, sizeof *counts * (size_t)passes << width);
    for (ptrdiff_t i = 0; i < n; i++) {
        const T key = (keys[i] - base) >> low;
        for (int pass = 0; pass < passes; pass++)
            counts[((T)pass << width) + (key >> pass * width & mask)]++;
    }
    T *from = keys, *to = scratch;
    for (int pass = 0; pass < passes; pass++) {
        ptrdiff_t *const places = counts + (pass << width), sum = 0;
        const int shift = low + pass * width;
        if (places[(from[0] - base) >> shift & mask] == n) continue; /* all have the same digit */
        for (ptrdiff_t digit = 0; digit <= (ptrdiff_t)mask; digit++) {
            const ptrdiff_t count = places[digit];
            places[digit] = sum;
            sum += count;
        }
        LA_CAT(scatter, BITS)(to, from, n, base, shift, mask, places);
        T *const swap = from;
        from = to;
        to = swap;
    }
    if (from != keys) memcpy(keys, from, (size_t)n * sizeof(T));
}

static void LA_CAT(range, BITS)(const T *keys, ptrdiff_t n, T *min, T *max)
{
    T smallest = keys[0], greatest = keys[0];
    for (ptrdiff_t i = 1; i < n; i++) {
        smallest = keys[i] < smallest ? keys[i] : smallest;
        greatest = keys[i] > greatest ? keys[i] : greatest;
    }
    *min = smallest;
    *max = greatest;
}

static int LA_CAT(width, BITS)(T x)
{
    int bits = 0;
    for (; x; x >>= 1)
        bits++;
    return bits;
}

/* Sorts the runs of keys that agree in the bits from `low` up and are not in order. */
static void LA_CAT(mend, BITS)(T *keys, T *scratch, ptrdiff_t n, T base, int sorted_from, int low)
{
    for (ptrdiff_t i = 1; i < n; i++) {
        if (keys[i - 1] <= keys[i]) continue;
        const T top = (keys[i] - base) >> sorted_from;
        ptrdiff_t start = i - 1, end = i + 1;
        while (start > 0 && (keys[start - 1] - base) >> sorted_from == top)
            start--;
        while (end < n && (keys[end] - base) >> sorted_from == top)
            end++;
        LA_CAT(la_sort_keys, BITS)(keys + start, scratch + start, end - start, low);
        i = end;
    }
}

void LA_CAT(la_sort_keys, BITS)(T *keys, T *scratch, ptrdiff_t n, int low)
{
    if (n <= FEW) {
        LA_CAT(insert, BITS)(keys, n);
        return;
    }
    ptrdiff_t in_order = 1;
    while (in_order < n && keys[in_order - 1] <= keys[in_order])
        in_order++;
    if (in_order == n) return;
    if (n <= MEDIUM) {
        LA_CAT(merge_sort, BITS)(keys, scratch, n);
        return;
    }
    T base, greatest;
    LA_CAT(range, BITS)(keys, n, &base, &greatest);
    base = base >> low << low;
    const int bits = LA_CAT(width, BITS)((greatest - base) >> low);
    const int digit = n < LARGE ? DIGIT_SMALL : DIGIT_LARGE;
    const int most = digit * PASSES;
    const int enough = LA_CAT(width, BITS)((T)n) + SPARE;
    int sorted = bits < enough ? bits : enough;
    int passes = (sorted + digit - 1) / digit;
    sorted = passes * digit < most ? passes * digit : most;
    if (sorted > bits) sorted = bits;
    passes = (sorted + digit - 1) / digit;
    const int width = (sorted + passes - 1) / passes;
    const int from = low + bits - sorted;
    switch (passes) {
    case 1: LA_CAT(radix, BITS)(keys, scratch, n, base, from, width, 1); break;
    case 2: LA_CAT(radix, BITS)(keys, scratch, n, base, from, width, 2); break;
    default: LA_CAT(radix, BITS)(keys, scratch, n, base, from, width, 3); break;
    }
    if (from > low) LA_CAT(mend, BITS)(keys, scratch, n, base, from, low);
}

/* --- selection ------------------------------------------------------------------------------ */

/* Moves keys below the pivot (or_equal: and those equal to it) to the front; returns how many. No
 * branch depends on a key. */
static ptrdiff_t LA_CAT(divide, BITS)(T *keys, ptrdiff_t n, T pivot, bool or_equal)
{
    ptrdiff_t front = 0;
    if (or_equal) {
        for (ptrdiff_t i = 0; i < n; i++) {
            const T key = keys[i];
            keys[i] = keys[front];
            keys[front] = key;
            front += key <= pivot;
        }
        return front;
    }
    for (ptrdiff_t i = 0; i < n; i++) {
        const T key = keys[i];
        keys[i] = keys[front];
        keys[front] = key;
        front += key < pivot;
    }
    return front;
}

/* A key near the k-th of n, on that side of it from which the larger part will fall away. */
static T LA_CAT(pivot, BITS)(const T *keys, ptrdiff_t n, ptrdiff_t k)
{
    T sample[SAMPLE], scratch[SAMPLE];
    const ptrdiff_t size = n < SAMPLE_FROM ? 9 : SAMPLE, margin = n < SAMPLE_FROM ? 1 : MARGIN;
    uint32_t random = 1; /* a fixed sequence: a pattern in the keys won't follow it */
    for (ptrdiff_t i = 0; i < size; i++) {
        random = random * 1664525u + 1013904223u;
        const ptrdiff_t stride = n / size;
        sample[i] = keys[i * stride + (ptrdiff_t)(random >> 8) % stride];
    }
    LA_CAT(la_sort_keys, BITS)(sample, scratch, size, 0);
    ptrdiff_t place = (ptrdiff_t)((double)k / (double)n * (double)size);
    place += place < size / 2 ? margin : -margin;
    return sample[place < 0 ? 0 : place >= size ? size - 1 : place];
}

static void LA_CAT(select_one, BITS)(T *keys, T *scratch, ptrdiff_t n, ptrdiff_t k)
{
    ptrdiff_t left = 16 * n; /* steps until sorting is the better way */
    while (n > FEW) {
        if (left < 0) {
            LA_CAT(la_sort_keys, BITS)(keys, scratch, n, 0);
            return;
        }
        left -= n;
        const T pivot = LA_CAT(pivot, BITS)(keys, n, k);
        const ptrdiff_t less = LA_CAT(divide, BITS)(keys, n, pivot, false);
        if (k < less) {
            n = less;
            continue;
        }
        keys += less;
        n -= less;
        k -= less;
        if (less > n / LOPSIDED) continue;
        const ptrdiff_t equal = LA_CAT(divide, BITS)(keys, n, pivot, true);
        if (k < equal) return;
        keys += equal;
        n -= equal;
        k -= equal;
    }
    LA_CAT(insert, BITS)(keys, n);
}

ptrdiff_t LA_CAT(la_divide_keys, BITS)(T *keys, ptrdiff_t n, T pivot)
{
    return LA_CAT(divide, BITS)(keys, n, pivot, false);
}

void LA_CAT(la_select_keys, BITS)(T *keys, T *scratch, ptrdiff_t n, int nkth, const ptrdiff_t *kth)
{
    ptrdiff_t start = 0;
    for (int i = 0; i < nkth; i++) {
        if (kth[i] < start || kth[i] >= n) continue; /* the same place again */
        LA_CAT(select_one, BITS)(keys + start, scratch + start, n - start, kth[i] - start);
        start = kth[i] + 1;
    }
}

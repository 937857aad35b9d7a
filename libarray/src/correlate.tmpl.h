/* Correlation of elements of type T, by its ADD and MUL.
 *
 * A block of results stays in the cache while the taps pass over it, four at a time: the sums of
 * neighbours are independent, so that compilers make vectors of them, and every one is added up in
 * the order of the taps. */

static void KERNEL(T)(T *out, ptrdiff_t length, const T *a, ptrdiff_t n, const T *v, ptrdiff_t taps,
                      ptrdiff_t lead)
{
    for (ptrdiff_t first = 0; first < length; first += BLOCK) {
        const ptrdiff_t last = first + BLOCK < length ? first + BLOCK : length;
        memset(out + first, 0, (size_t)(last - first) * sizeof *out);
        /* Tap j meets a's elements for results from lead - j until n + lead - j. */
        ptrdiff_t j = lead - last + 1 > 0 ? lead - last + 1 : 0;
        const ptrdiff_t end = n + lead - first < taps ? n + lead - first : taps;
        while (j < end) {
            const ptrdiff_t low = lead - j > first ? lead - j : first;
            if (j + 4 <= end && low == first && n + lead - (j + 3) >= last) {
                const T v0 = v[j], v1 = v[j + 1], v2 = v[j + 2], v3 = v[j + 3];
                const T *from = a + (first + j - lead);
                T *to = out + first;
                for (ptrdiff_t i = 0; i < last - first; i++) {
                    T sum = to[i];
                    sum = ADD(sum, MUL(from[i], v0));
                    sum = ADD(sum, MUL(from[i + 1], v1));
                    sum = ADD(sum, MUL(from[i + 2], v2));
                    to[i] = ADD(sum, MUL(from[i + 3], v3));
                }
                j += 4;
                continue;
            }
            const ptrdiff_t high = n + lead - j < last ? n + lead - j : last;
            for (ptrdiff_t i = low; i < high; i++)
                out[i] = ADD(out[i], MUL(a[i + j - lead], v[j]));
            j++;
        }
    }
}

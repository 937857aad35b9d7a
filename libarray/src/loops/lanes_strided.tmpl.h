/* FN(by_lanes): a function of lane_loops.h on elements at any strides. T, TYPE: their type. */

enum { FN(BUFFERED) = 8 * LANES }; /* elements that go through buffers at a time */

/* All elements take the same way, whatever the strides and the length, and so get the same bits;
 * `mend` is for the lanes that the function leaves. */
static void FN(by_lanes)(int number, la_lane_mend mend, int inputs, char *const *args, ptrdiff_t n,
                         const ptrdiff_t *steps)
{
    const la_lane_loop *active = la_lane_loops_active();
    const la_lane_loop run = (active != NULL ? active : lane_loops)[number];
    char *at[3] = {args[0], args[1], args[inputs]}; /* a function of one operand has no third */
    bool dense = true;
    for (int k = 0; k <= inputs; k++)
        dense = dense && steps[k] == (ptrdiff_t)sizeof(T);
    while (dense && n >= LANES) {
        const ptrdiff_t most = LA_FETCHED / (ptrdiff_t)sizeof(T);
        const ptrdiff_t whole = n < most ? n - n % LANES : most;
        const ptrdiff_t bytes = whole * (ptrdiff_t)sizeof(T);
        for (int k = 0; k <= inputs; k++)
            la_fetch(at[k], bytes);
        run(at, whole, mend);
        for (int k = 0; k <= inputs; k++)
            at[k] += bytes;
        n -= whole;
    }
    while (n > 0) { /* by way of buffers, filled up with their first elements */
        T buffers[2][FN(BUFFERED)];
        const ptrdiff_t m = n < FN(BUFFERED) ? n : FN(BUFFERED);
        const ptrdiff_t whole = (m + LANES - 1) / LANES * LANES;
        for (int k = 0; k < inputs; k++) {
            for (ptrdiff_t i = 0; i < whole; i++)
                buffers[k][i] = *(const T *)(at[k] + (i < m ? i * steps[k] : 0));
        }
        char *first = (char *)buffers[0], *second = (char *)buffers[inputs - 1];
        run((char *const[]){first, inputs == 1 ? first : second, first}, whole, mend);
        for (ptrdiff_t i = 0; i < m; i++)
            *(T *)(at[inputs] + i * steps[inputs]) = buffers[0][i];
        for (int k = 0; k <= inputs; k++)
            at[k] += m * steps[k];
        n -= m;
    }
}

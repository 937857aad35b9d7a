/* add.at for elements of type T: sums that aren't finite, of which there may be something to
 * report, are left to the ufunc's own loop. FINITE(x): whether x is a finite number. */
static la_status LA_CAT(add_at_, T)(const la_ufunc *ufunc, const la_loop *loop, la_array *a,
                                    const la_array *positions, const la_array *b)
{
    static const ptrdiff_t steps[3] = {0, 0, 0};
    const ptrdiff_t *position = (const ptrdiff_t *)(const void *)positions->data;
    T *const x = (T *)(void *)a->data;
    char *other = b->data;
    for (ptrdiff_t i = 0; i < positions->size; i++, other += b->strides[0]) {
        T *const at = x + position[i];
        const T sum = (T)(*at + *(const T *)(const void *)other);
        if (LA_LIKELY(FINITE(sum))) {
            *at = sum;
            continue;
        }
        char *const args[3] = {(char *)at, other, (char *)at};
        LA_TRY(la_run_loop(ufunc, loop, args, 1, steps));
    }
    return LA_OK;
}

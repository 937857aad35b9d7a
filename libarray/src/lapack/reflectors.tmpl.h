/* Blocks of reflectors, for one type: see each_type.inc.h. */

/* C = op(H) C or C op(H) for k reflectors, H = I - V T V^H: with V's triangle of ones and zeros
 * written out, three products. LAPACK's own takes the triangle apart, and has twice as many. */
int F(larfb_)(char *side, char *trans, char *direct, char *storev, int *m, int *n, int *k, T *v,
              int *ldv, T *t, int *ldt, T *c, int *ldc, T *work, int *ldwork)
{
    const bool left = is_letter(side, 'L'), forward = is_letter(direct, 'F');
    const ptrdiff_t length = left ? *m : *n, others = left ? *n : *m, count = *k;
    const SELF(operand) stored =
        is_letter(storev, 'C') ? SELF(plain)(v, *ldv) : (SELF(operand)){v, *ldv, 1, COMPLEX};
    const SELF(operand) factors = SELF(operand_of)(*trans, t, *ldt);
    const bool upper = forward == is_letter(trans, 'N');
    (void)work;
    (void)ldwork;
    if (*m <= 0 || *n <= 0) return 0;
    const ptrdiff_t needed = (length + count + 2 * others) * count;
    T *dense = la_lapack_lent->alloc(needed * (ptrdiff_t)sizeof(T));
    bool done = dense != NULL;
    if (done) {
        T *square = dense + length * count, *w = square + count * count, *x = w + others * count;
        for (ptrdiff_t j = 0; j < count; j++) {
            const ptrdiff_t one = forward ? j : length - count + j;
            for (ptrdiff_t i = 0; i < length; i++)
                dense[i + j * length] = i == one               ? 1
                                        : (i > one) == forward ? SELF(at)(&stored, i, j)
                                                               : 0;
            for (ptrdiff_t i = 0; i < count; i++)
                square[i + j * count] = i == j || (i < j) == upper ? -SELF(at)(&factors, i, j) : 0;
        }
        const SELF(operand) column = SELF(plain)(dense, length), s = SELF(plain)(square, count);
        const SELF(operand) row = {dense, length, 1, COMPLEX}, given = SELF(plain)(c, *ldc);
        if (left)
            done = SELF(multiply)(count, *n, length, 1, row, given, w, count, false) &&
                   SELF(multiply)(count, *n, count, 1, s, SELF(plain)(w, count), x, count, false) &&
                   SELF(multiply)(*m, *n, count, 1, column, SELF(plain)(x, count), c, *ldc, true);
        else
            done = SELF(multiply)(*m, count, length, 1, given, column, w, *m, false) &&
                   SELF(multiply)(*m, count, count, 1, SELF(plain)(w, *m), s, x, *m, false) &&
                   SELF(multiply)(*m, *n, count, 1, SELF(plain)(x, *m), row, c, *ldc, true);
        la_lapack_lent->dealloc(dense);
    }
    if (!done) la_lapack_starved = true;
    return 0;
}

/* BLAS level 3 for one type; see each_type.inc.h. All matrices are in Fortran order. */

/* The loops of the reference implementation. */
int F_REFERENCE(gemm)(char *transa, char *transb, int *m, int *n, int *k, T *alpha, T *a, int *lda,
                      T *b, int *ldb, T *beta, T *c, int *ldc);
int F_REFERENCE(trmm)(char *side, char *uplo, char *trans, char *diag, int *m, int *n, T *alpha,
                      T *a, int *lda, T *b, int *ldb);
int F_REFERENCE(trsm)(char *side, char *uplo, char *trans, char *diag, int *m, int *n, T *alpha,
                      T *a, int *lda, T *b, int *ldb);

/* op(x), where op is 'N', 'T' or 'C', as strides. */
typedef struct SELF(operand) {
    const T *data;
    ptrdiff_t rs, cs;
    bool conjugated;
} SELF(operand);

static SELF(operand) SELF(operand_of)(char trans, const T *x, int ld)
{
    bool plain = is_letter(&trans, 'N');
    return (SELF(operand)){x, plain ? 1 : ld, plain ? ld : 1, COMPLEX && is_letter(&trans, 'C')};
}

static SELF(operand) SELF(part)(SELF(operand) x, ptrdiff_t row, ptrdiff_t column)
{
    x.data += row * x.rs + column * x.cs;
    return x;
}

static inline T SELF(at)(const SELF(operand) * x, ptrdiff_t row, ptrdiff_t column)
{
    T value = x->data[row * x->rs + column * x->cs];
    return x->conjugated ? CONJUGATE(value) : value;
}

/* copy = factor * x, m x n, dense and in Fortran order. */
static void SELF(copy)(T *copy, SELF(operand) x, ptrdiff_t m, ptrdiff_t n, T factor)
{
    for (ptrdiff_t j = 0; j < n; j++) {
        for (ptrdiff_t i = 0; i < m; i++)
            copy[i + j * m] = TIMES(factor, SELF(at)(&x, i, j));
    }
}

/* The same in memory of its own; NULL without. */
static T *SELF(scaled)(SELF(operand) x, ptrdiff_t m, ptrdiff_t n, T factor)
{
    T *copy = la_lapack_lent->alloc(m * n * (ptrdiff_t)sizeof(T));
    if (copy != NULL) SELF(copy)(copy, x, m, n, factor);
    return copy;
}

static void SELF(scale)(ptrdiff_t m, ptrdiff_t n, T factor, T *c, ptrdiff_t ldc)
{
    if (factor == 1) return;
    for (ptrdiff_t j = 0; j < n; j++) {
        for (ptrdiff_t i = 0; i < m; i++)
            c[i + j * ldc] = factor == 0 ? 0 : TIMES(factor, c[i + j * ldc]);
    }
}

/* C += alpha A B, or C = alpha A B; false without memory, and then C is what it was. */
static bool SELF(multiply)(ptrdiff_t m, ptrdiff_t n, ptrdiff_t k, T alpha, SELF(operand) a,
                           SELF(operand) b, T *c, ptrdiff_t ldc, bool accumulate)
{
    T *copy_a = NULL, *copy_b = NULL;
    bool factor_in_a = m <= n;
    if (a.conjugated || (alpha != 1 && factor_in_a)) {
        copy_a = SELF(scaled)(a, m, k, factor_in_a ? alpha : 1);
        if (copy_a == NULL) return false;
        a = (SELF(operand)){copy_a, 1, m, false};
    }
    if (b.conjugated || (alpha != 1 && !factor_in_a)) {
        copy_b = SELF(scaled)(b, k, n, factor_in_a ? 1 : alpha);
        if (copy_b == NULL) {
            la_lapack_lent->dealloc(copy_a);
            return false;
        }
        b = (SELF(operand)){copy_b, 1, k, false};
    }
    la_gemm_args args = {.type = TYPE, .m = m, .n = n, .k = k};
    args.a = a.data;
    args.rs_a = a.rs;
    args.cs_a = a.cs;
    args.b = b.data;
    args.rs_b = b.rs;
    args.cs_b = b.cs;
    args.c = c;
    args.rs_c = 1;
    args.cs_c = ldc;
    args.accumulate = accumulate;
    bool done = la_lapack_lent->gemm(&args) == LA_OK;
    la_lapack_lent->dealloc(copy_a);
    la_lapack_lent->dealloc(copy_b);
    return done;
}

/* C = alpha op(A) op(B) + beta C. */
int F(gemm_)(char *transa, char *transb, int *m, int *n, int *k, T *alpha, T *a, int *lda, T *b,
             int *ldb, T *beta, T *c, int *ldc)
{
    if (products(*m, *n, *k) > TINY_PRODUCT && *alpha != 0) {
        if (*beta != 0) SELF(scale)(*m, *n, *beta, c, *ldc);
        if (SELF(multiply)(*m, *n, *k, *alpha, SELF(operand_of)(*transa, a, *lda),
                           SELF(operand_of)(*transb, b, *ldb), c, *ldc, *beta != 0))
            return 0;
        T one = 1;
        return F_REFERENCE(gemm)(transa, transb, m, n, k, alpha, a, lda, b, ldb,
                                 *beta != 0 ? &one : beta, c, ldc);
    }
    return F_REFERENCE(gemm)(transa, transb, m, n, k, alpha, a, lda, b, ldb, beta, c, ldc);
}

/* C += alpha A B for operands as they are; the plain loops without memory. */
static void SELF(add)(ptrdiff_t m, ptrdiff_t n, ptrdiff_t k, T alpha, SELF(operand) a,
                      SELF(operand) b, T *c, ptrdiff_t ldc)
{
    if (SELF(multiply)(m, n, k, alpha, a, b, c, ldc, true)) return;
    for (ptrdiff_t j = 0; j < n; j++) {
        for (ptrdiff_t p = 0; p < k; p++) {
            T factor = TIMES(alpha, SELF(at)(&b, p, j));
            for (ptrdiff_t i = 0; i < m; i++)
                c[i + j * ldc] += TIMES(factor, SELF(at)(&a, i, p));
        }
    }
}

static SELF(operand) SELF(plain)(const T *x, ptrdiff_t ld)
{
    return (SELF(operand)){x, 1, ld, false};
}

static SELF(operand) SELF(turned)(SELF(operand) x)
{
    return (SELF(operand)){x.data, x.cs, x.rs, x.conjugated};
}

/* --- triangles: L X = B, where B has its right-hand sides along columns or rows ------------------
 */

/* x (n x SOLVE_LANES of rows SOLVE_STRIP apart): substitution by rows, downwards or upwards. */
static inline void SELF(substitute)(ptrdiff_t n, const T *triangle, const T *diagonal, bool down,
                                    T *x)
{
    for (ptrdiff_t step = 0; step < n; step++) {
        ptrdiff_t i = down ? step : n - 1 - step;
        ptrdiff_t first = down ? 0 : i + 1, last = down ? i : n;
        T sums[SOLVE_LANES];
        for (int l = 0; l < SOLVE_LANES; l++)
            sums[l] = x[i * SOLVE_STRIP + l];
        for (ptrdiff_t k = first; k < last; k++) {
            T factor = triangle[i * SOLVE_BLOCK + k];
            for (int l = 0; l < SOLVE_LANES; l++)
                sums[l] -= TIMES(factor, x[k * SOLVE_STRIP + l]);
        }
        if (diagonal != NULL) {
            for (int l = 0; l < SOLVE_LANES; l++)
                sums[l] /= diagonal[i];
        }
        for (int l = 0; l < SOLVE_LANES; l++)
            x[i * SOLVE_STRIP + l] = sums[l];
    }
}

/* One small triangle: B(i, j) = b[i * rs + j * cs] for i < n, j < nrhs. */
static void SELF(solve_small)(SELF(operand) l, bool lower, bool unit, ptrdiff_t n, ptrdiff_t nrhs,
                              T *b, ptrdiff_t rs, ptrdiff_t cs)
{
    T triangle[SOLVE_BLOCK * SOLVE_BLOCK], diagonal[SOLVE_BLOCK];
    T strip[SOLVE_BLOCK * SOLVE_STRIP];
    for (ptrdiff_t i = 0; i < n; i++) {
        for (ptrdiff_t k = lower ? 0 : i; k < (lower ? i + 1 : n); k++)
            triangle[i * SOLVE_BLOCK + k] = SELF(at)(&l, i, k);
        diagonal[i] = triangle[i * SOLVE_BLOCK + i];
    }
    for (ptrdiff_t j = 0; j < nrhs; j += SOLVE_STRIP) {
        ptrdiff_t width = nrhs - j < SOLVE_STRIP ? nrhs - j : SOLVE_STRIP;
        ptrdiff_t lanes = (width + SOLVE_LANES - 1) / SOLVE_LANES * SOLVE_LANES;
        T *from = b + j * cs;
        for (ptrdiff_t i = 0; i < n; i++) {
            for (ptrdiff_t q = 0; q < width; q++)
                strip[i * SOLVE_STRIP + q] = from[i * rs + q * cs];
            for (ptrdiff_t q = width; q < lanes; q++)
                strip[i * SOLVE_STRIP + q] = 0;
        }
        for (ptrdiff_t q = 0; q < lanes; q += SOLVE_LANES)
            SELF(substitute)(n, triangle, unit ? NULL : diagonal, lower, strip + q);
        for (ptrdiff_t i = 0; i < n; i++) {
            for (ptrdiff_t q = 0; q < width; q++)
                from[i * rs + q * cs] = strip[i * SOLVE_STRIP + q];
        }
    }
}

/* op(A) X = B, or X op(A) = B; lower: whether op(A) is. */
static void SELF(solve)(bool left, SELF(operand) a, bool lower, bool unit, ptrdiff_t n,
                        ptrdiff_t nrhs, T *b, ptrdiff_t ldb)
{
    if (n <= SOLVE_BLOCK) {
        if (left)
            SELF(solve_small)(a, lower, unit, n, nrhs, b, 1, ldb);
        else
            SELF(solve_small)(SELF(turned)(a), !lower, unit, n, nrhs, b, ldb, 1);
        return;
    }
    ptrdiff_t h = (n / 2 + SOLVE_BLOCK - 1) / SOLVE_BLOCK * SOLVE_BLOCK;
    T *b2 = b + (left ? h : h * ldb);
    SELF(operand) a22 = SELF(part)(a, h, h);
    SELF(operand) off = lower ? SELF(part)(a, h, 0) : SELF(part)(a, 0, h);
    bool first_half_first = left == lower;
    T *known = first_half_first ? b : b2, *other = first_half_first ? b2 : b;
    ptrdiff_t nknown = first_half_first ? h : n - h, nother = n - nknown;
    if (first_half_first)
        SELF(solve)(left, a, lower, unit, h, nrhs, b, ldb);
    else
        SELF(solve)(left, a22, lower, unit, n - h, nrhs, b2, ldb);
    if (left)
        SELF(add)(nother, nrhs, nknown, -1, off, SELF(plain)(known, ldb), other, ldb);
    else
        SELF(add)(nrhs, nother, nknown, -1, SELF(plain)(known, ldb), off, other, ldb);
    if (first_half_first)
        SELF(solve)(left, a22, lower, unit, n - h, nrhs, b2, ldb);
    else
        SELF(solve)(left, a, lower, unit, h, nrhs, b, ldb);
}

/* B = alpha op(A)^-1 B, or alpha B op(A)^-1. */
int F(trsm_)(char *side, char *uplo, char *trans, char *diag, int *m, int *n, T *alpha, T *a,
             int *lda, T *b, int *ldb)
{
    bool left = is_letter(side, 'L'), lower = is_letter(uplo, 'L') == is_letter(trans, 'N');
    if (products(*m, *n, left ? *m : *n) <= TINY_PRODUCT)
        return F_REFERENCE(trsm)(side, uplo, trans, diag, m, n, alpha, a, lda, b, ldb);
    SELF(scale)(*m, *n, *alpha, b, *ldb);
    if (*alpha == 0) return 0;
    SELF(solve)(left, SELF(operand_of)(*trans, a, *lda), lower, is_letter(diag, 'U'),
                left ? *m : *n, left ? *n : *m, b, *ldb);
    return 0;
}

/* B = alpha op(A) B, or alpha B op(A), for a triangle small enough to be filled up with zeros.
 * False without memory. */
static bool SELF(multiply_dense)(bool left, SELF(operand) a, bool lower, bool unit, T alpha,
                                 ptrdiff_t n, ptrdiff_t nrhs, T *b, ptrdiff_t ldb)
{
    ptrdiff_t m = left ? n : nrhs, columns = left ? nrhs : n;
    T *square = la_lapack_lent->alloc(n * n * (ptrdiff_t)sizeof(T));
    T *copy = SELF(scaled)(SELF(plain)(b, ldb), m, columns, 1);
    bool done = square != NULL && copy != NULL;
    if (done) {
        memset(square, 0, (size_t)(n * n) * sizeof(T));
        for (ptrdiff_t j = 0; j < n; j++) {
            for (ptrdiff_t i = lower ? j : 0; i < (lower ? n : j + 1); i++)
                square[i + j * n] = unit && i == j ? alpha : TIMES(alpha, SELF(at)(&a, i, j));
        }
        SELF(operand) s = SELF(plain)(square, n), c = SELF(plain)(copy, m);
        done = SELF(multiply)(m, columns, n, 1, left ? s : c, left ? c : s, b, ldb, false);
    }
    la_lapack_lent->dealloc(square);
    la_lapack_lent->dealloc(copy);
    return done;
}

/* The same for any triangle: of the half that depends on the other, first its own part. */
static bool SELF(multiply_triangle)(bool left, SELF(operand) a, bool lower, bool unit, T alpha,
                                    ptrdiff_t n, ptrdiff_t nrhs, T *b, ptrdiff_t ldb)
{
    if (n <= DENSE_BLOCK) return SELF(multiply_dense)(left, a, lower, unit, alpha, n, nrhs, b, ldb);
    ptrdiff_t h = n / 2;
    T *b2 = b + (left ? h : h * ldb);
    SELF(operand) a22 = SELF(part)(a, h, h);
    SELF(operand) off = lower ? SELF(part)(a, h, 0) : SELF(part)(a, 0, h);
    bool second_first = left == lower;
    T *known = second_first ? b : b2, *target = second_first ? b2 : b;
    ptrdiff_t nknown = second_first ? h : n - h, ntarget = n - nknown;
    SELF(operand) a_target = second_first ? a22 : a, a_known = second_first ? a : a22;
    if (!SELF(multiply_triangle)(left, a_target, lower, unit, alpha, ntarget, nrhs, target, ldb))
        return false;
    if (left)
        SELF(add)(ntarget, nrhs, nknown, alpha, off, SELF(plain)(known, ldb), target, ldb);
    else
        SELF(add)(nrhs, ntarget, nknown, alpha, SELF(plain)(known, ldb), off, target, ldb);
    return SELF(multiply_triangle)(left, a_known, lower, unit, alpha, nknown, nrhs, known, ldb);
}

/* B = alpha op(A) B, or alpha B op(A). */
int F(trmm_)(char *side, char *uplo, char *trans, char *diag, int *m, int *n, T *alpha, T *a,
             int *lda, T *b, int *ldb)
{
    bool left = is_letter(side, 'L'), lower = is_letter(uplo, 'L') == is_letter(trans, 'N');
    int size = left ? *m : *n, nrhs = left ? *n : *m;
    if (products(size, size, nrhs) <= TINY_PRODUCT || *alpha == 0)
        return F_REFERENCE(trmm)(side, uplo, trans, diag, m, n, alpha, a, lda, b, ldb);
    /* Without memory B may be half done, and there is no way back. */
    if (!SELF(multiply_triangle)(left, SELF(operand_of)(*trans, a, *lda), lower,
                                 is_letter(diag, 'U'), *alpha, size, nrhs, b, *ldb))
        la_lapack_starved = true;
    return 0;
}

/* --- symmetric products: one triangle of C ------------------------------------------------------
 */

/* C = alpha A B + beta C in one triangle, where the whole would be symmetric or Hermitian (then its
 * diagonal is real). */
static void SELF(symmetric)(bool lower, bool hermitian, ptrdiff_t n, ptrdiff_t k, T alpha,
                            SELF(operand) a, SELF(operand) b, T beta, T *c, ptrdiff_t ldc)
{
    if (n > DENSE_BLOCK) {
        ptrdiff_t h = n / 2;
        SELF(operand) a2 = SELF(part)(a, h, 0), b2 = SELF(part)(b, 0, h);
        SELF(symmetric)(lower, hermitian, h, k, alpha, a, b, beta, c, ldc);
        SELF(symmetric)(lower, hermitian, n - h, k, alpha, a2, b2, beta, c + h + h * ldc, ldc);
        T *off = lower ? c + h : c + h * ldc;
        ptrdiff_t rows = lower ? n - h : h, columns = n - rows;
        SELF(scale)(rows, columns, beta, off, ldc);
        SELF(add)(rows, columns, k, alpha, lower ? a2 : a, lower ? b : b2, off, ldc);
        return;
    }
    T square[DENSE_BLOCK * DENSE_BLOCK];
    if (!SELF(multiply)(n, n, k, alpha, a, b, square, n, false)) {
        memset(square, 0, sizeof(square));
        SELF(add)(n, n, k, alpha, a, b, square, n);
    }
    for (ptrdiff_t j = 0; j < n; j++) {
        for (ptrdiff_t i = lower ? j : 0; i < (lower ? n : j + 1); i++) {
            T *to = &c[i + j * ldc];
            *to = square[i + j * n] + (beta == 0 ? 0 : TIMES(beta, *to));
#if COMPLEX
            if (hermitian && i == j) ((double *)to)[1] = 0;
#endif
        }
    }
    (void)hermitian;
}

#if COMPLEX
#define RANK_K  herk_
#define RANK_2K her2k_
#define ADJOINT 'C'
#else
#define RANK_K  syrk_
#define RANK_2K syr2k_
#define ADJOINT 'T'
#endif

/* C = alpha A A^H + beta C (trans 'N'), or alpha A^H A + beta C. */
int F(RANK_K)(char *uplo, char *trans, int *n, int *k, double *alpha, T *a, int *lda, double *beta,
              T *c, int *ldc)
{
    bool plain = is_letter(trans, 'N');
    SELF(operand) x = SELF(operand_of)(plain ? 'N' : ADJOINT, a, *lda);
    SELF(operand) y = SELF(operand_of)(plain ? ADJOINT : 'N', a, *lda);
    if (*n > 0)
        SELF(symmetric)(is_letter(uplo, 'L'), COMPLEX, *n, *k, *alpha, x, y, *beta, c, *ldc);
    return 0;
}

/* C = alpha A B^H + conj(alpha) B A^H + beta C (trans 'N'), or with A^H B and B^H A. */
int F(RANK_2K)(char *uplo, char *trans, int *n, int *k, T *alpha, T *a, int *lda, T *b, int *ldb,
               double *beta, T *c, int *ldc)
{
    bool plain = is_letter(trans, 'N'), lower = is_letter(uplo, 'L');
    char first = plain ? 'N' : ADJOINT, second = plain ? ADJOINT : 'N';
    const SELF(operand) left_a = SELF(operand_of)(first, a, *lda);
    const SELF(operand) left_b = SELF(operand_of)(first, b, *ldb);
    const SELF(operand) right_a = SELF(operand_of)(second, a, *lda);
    const SELF(operand) right_b = SELF(operand_of)(second, b, *ldb);
    if (*n == 0) return 0;
    /* One product of both side by side, half as often written to C as one after the other. */
    const ptrdiff_t half = (ptrdiff_t)*n * *k;
    T *left = la_lapack_lent->alloc(4 * half * (ptrdiff_t)sizeof(T));
    if (left != NULL) {
        T *right = left + 2 * half;
        SELF(copy)(left, left_a, *n, *k, *alpha);
        SELF(copy)(left + half, left_b, *n, *k, CONJUGATE(*alpha));
        SELF(copy)(right, SELF(turned)(right_b), *n, *k, 1);
        SELF(copy)(right + half, SELF(turned)(right_a), *n, *k, 1);
        SELF(symmetric)(lower, COMPLEX, *n, 2 * (ptrdiff_t)*k, 1, SELF(plain)(left, *n),
                        SELF(turned)(SELF(plain)(right, *n)), *beta, c, *ldc);
        la_lapack_lent->dealloc(left);
        return 0;
    }
    /* They are not Hermitian one by one: the diagonal becomes real with the second. */
    SELF(symmetric)(lower, false, *n, *k, *alpha, left_a, right_b, *beta, c, *ldc);
    SELF(symmetric)(lower, COMPLEX, *n, *k, CONJUGATE(*alpha), left_b, right_a, 1, c, *ldc);
    return 0;
}

#undef RANK_K
#undef RANK_2K
#undef ADJOINT

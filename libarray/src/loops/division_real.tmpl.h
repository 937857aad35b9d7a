/* Python's division of reals, //, % and divmod, and C's fmod.
 *
 * fmod goes from bit to bit of the quotient. Where the quotient is small enough to be a whole
 * number of type T, the nearest one and what it leaves are found by exact operations (Dekker's
 * product), for a block of elements at a time, which becomes vectors. The others are left to
 * <math.h>. Both ways give the same bits. */

/* Python's divmod, y != 0: the quotient is the integer nearest to (x - remainder) / y. */
static inline T FN(divmod_nonzero)(T x, T y, T *r)
{
    T m = LIBM(fmod)(x, y);
    T q = (x - m) / y;
    if (m != 0) { /* NaN too, which the comparisons leave alone */
        if ((y < 0) != (m < 0)) {
            m += y;
            q -= 1;
        }
    } else {
        m = LIBM(copysign)(0, y);
    }
    *r = m;
    if (q == 0) return LIBM(copysign)(0, x / y);
    T whole = LIBM(floor)(q);
    return q - whole > LIT(0.5) ? whole + 1 : whole;
}

static inline T FN(divmod)(T x, T y, T *r)
{
    if (y != 0) return FN(divmod_nonzero)(x, y, r);
    *r = LIBM(fmod)(x, y);
    return x / y;
}

/* Elements x and y of a block, x = q y + r with q the whole number nearest to x / y. */
typedef struct FN(division) {
    T x[DIVISION_BLOCK], y[DIVISION_BLOCK], q[DIVISION_BLOCK], r[DIVISION_BLOCK];
} FN(division);

/* Reads n elements and divides them. False where only they are there: a quotient is not small, or
 * they are few. */
static bool FN(divide_block)(FN(division) * d, const char *x, ptrdiff_t x_step, const char *y,
                             ptrdiff_t y_step, ptrdiff_t n)
{
    for (ptrdiff_t k = 0; k < n; k++) {
        d->x[k] = *(const T *)(x + k * x_step);
        d->y[k] = *(const T *)(y + k * y_step);
    }
    if (n < DIVISION_BLOCK / 4) return false; /* not worth the block */
    for (ptrdiff_t k = n; k < DIVISION_BLOCK; k++)
        d->x[k] = d->y[k] = 1;
    const bool narrow = sizeof(T) == sizeof(float);
    const T most = narrow ? LIT(0x1p22) : LIT(0x1p51);          /* has a bit for halves */
    const T round = 3 * most;                                   /* its neighbours have none */
    const T split = narrow ? LIT(0x1p12) + 1 : LIT(0x1p27) + 1; /* cuts a number in two */
    int odd = 0;
    for (int k = 0; k < DIVISION_BLOCK; k++) {
        const T a = d->x[k], b = d->y[k], t = a / b;
        const T q = (t + round) - round, p = q * b;
        const T qs = split * q, q1 = qs - (qs - q), q2 = q - q1;
        const T bs = split * b, b1 = bs - (bs - b), b2 = b - b1;
        const T e = ((q1 * b1 - p) + q1 * b2 + q2 * b1) + q2 * b2; /* p + e = q b */
        d->q[k] = q;
        d->r[k] = (a - p) - e;
        odd |= !(LIBM(fabs)(t) < most) | !(LIBM(fabs)(b) < GREATEST / 2 / split);
    }
    return !odd;
}

/* Whether the nearest quotient is one above the one below: its rest has not the divisor's sign. */
static inline bool FN(is_above)(T r, T y)
{
    return (r != 0) & ((r < 0) != (y < 0));
}

static inline T FN(floor_divide)(T x, T y)
{
    T r;
    return FN(divmod)(x, y, &r);
}
static inline T FN(nearest_floor_divide)(T x, T y, T q, T r)
{
    const T below = FN(is_above)(r, y) ? q - 1 : q;
    return below == 0 ? LIBM(copysign)(0, x / y) : below;
}
#define OP floor_divide
#include "division_loop.tmpl.h"

static inline T FN(remainder)(T x, T y)
{
    T r = LIBM(fmod)(x, y);
    if (y == 0) return r;
    if (r == 0) return LIBM(copysign)(0, y);
    return (y < 0) != (r < 0) ? r + y : r;
}
static inline T FN(nearest_remainder)(T x, T y, T q, T r)
{
    (void)x, (void)q;
    return r == 0 ? LIBM(copysign)(0, y) : FN(is_above)(r, y) ? r + y : r;
}
#define OP remainder
#include "division_loop.tmpl.h"

static inline T FN(fmod)(T x, T y)
{
    return LIBM(fmod)(x, y);
}
static inline T FN(nearest_fmod)(T x, T y, T q, T r)
{
    (void)q;
    return LIBM(copysign)(FN(is_above)(r, x) ? r + LIBM(copysign)(y, x) : r, x);
}
#define OP fmod
#include "division_loop.tmpl.h"

la_status LOOP_OF(divmod)(char *const *args, ptrdiff_t n, const ptrdiff_t *steps)
{
    char *x = args[0], *y = args[1], *quotient = args[2], *remainder = args[3];
    while (n > 0) {
        FN(division) d;
        const ptrdiff_t m = n < DIVISION_BLOCK ? n : DIVISION_BLOCK;
        const bool quick = FN(divide_block)(&d, x, steps[0], y, steps[1], m);
        for (ptrdiff_t k = 0; k < m; k++) {
            T r = 0;
            *(T *)(quotient + k * steps[2]) =
                quick ? FN(nearest_floor_divide)(d.x[k], d.y[k], d.q[k], d.r[k])
                      : FN(divmod)(d.x[k], d.y[k], &r);
            *(T *)(remainder + k * steps[3]) =
                quick ? FN(nearest_remainder)(d.x[k], d.y[k], d.q[k], d.r[k]) : r;
        }
        x += m * steps[0];
        y += m * steps[1];
        quotient += m * steps[2];
        remainder += m * steps[3];
        n -= m;
    }
    return LA_OK;
}
#define OP      divmod
#define INPUTS  2
#define OUTPUTS 2
#include "half_loop.tmpl.h"
#undef OP
#undef INPUTS
#undef OUTPUTS

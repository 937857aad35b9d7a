/* The greater and the smaller of two reals. maximum and minimum give NaN where either is NaN, fmax
 * and fmin the number where there is one. Of equal operands (zeros of two signs) the first. */

static inline T FN(maximum)(T x, T y)
{
    return ((x >= y) | (x != x)) ? x : y;
}
#define OP maximum
#include "binary.tmpl.h"
#define OP           maximum
#define SIMPLE(x, y) ((x) < (y) ? (y) : (x))
#include "fold_lanes.tmpl.h"

static inline T FN(minimum)(T x, T y)
{
    return ((x <= y) | (x != x)) ? x : y;
}
#define OP minimum
#include "binary.tmpl.h"
#define OP           minimum
#define SIMPLE(x, y) ((y) < (x) ? (y) : (x))
#include "fold_lanes.tmpl.h"

static inline T FN(fmax)(T x, T y)
{
    return ((x >= y) | (y != y)) ? x : y;
}
#define OP fmax
#include "binary.tmpl.h"
#define OP           fmax
#define SIMPLE(x, y) ((x) < (y) ? (y) : (x))
#include "fold_lanes.tmpl.h"

static inline T FN(fmin)(T x, T y)
{
    return ((x <= y) | (y != y)) ? x : y;
}
#define OP fmin
#include "binary.tmpl.h"
#define OP           fmin
#define SIMPLE(x, y) ((y) < (x) ? (y) : (x))
#include "fold_lanes.tmpl.h"

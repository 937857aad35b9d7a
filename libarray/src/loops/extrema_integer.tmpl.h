/* The greater and the smaller of two integers. */

static inline T FN(maximum)(T x, T y)
{
    return x > y ? x : y;
}
#define OP maximum
#include "binary.tmpl.h"
#define OP maximum
#include "fold.tmpl.h"

static inline T FN(minimum)(T x, T y)
{
    return x < y ? x : y;
}
#define OP minimum
#include "binary.tmpl.h"
#define OP minimum
#include "fold.tmpl.h"

/* Inner loops of arithmetic: + - * / // % **, signs, squares, reciprocals. */
#include "loops.h"

#include <float.h>
#include <math.h>

#include "complex_c99.h"
#include "see.h"

static inline la_bool positive_BOOL(la_bool x)
{
    return x != 0;
}
#define OP   positive
#define T    la_bool
#define TYPE BOOL
#include "unary.tmpl.h"
#undef T
#undef TYPE

#define EACH "arithmetic_integer.tmpl.h"
#include "each_integer.inc.h"

#define DIVISION_BLOCK 32 /* reals that are divided together */
#define EACH           "arithmetic_real.tmpl.h"
#include "each_real.inc.h"

#define EACH "arithmetic_complex.tmpl.h"
#include "each_complex.inc.h"

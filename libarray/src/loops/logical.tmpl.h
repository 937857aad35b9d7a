/* Logic: elements of any type are true where they are not zero. Defined per list of types:
 * NONZERO(x). */

static inline la_bool FN(logical_and)(T x, T y)
{
    return NONZERO(x) & NONZERO(y);
}
#define OP     logical_and
#define RESULT la_bool
#include "binary.tmpl.h"

static inline la_bool FN(logical_or)(T x, T y)
{
    return NONZERO(x) | NONZERO(y);
}
#define OP     logical_or
#define RESULT la_bool
#include "binary.tmpl.h"

static inline la_bool FN(logical_xor)(T x, T y)
{
    return NONZERO(x) ^ NONZERO(y);
}
#define OP     logical_xor
#define RESULT la_bool
#include "binary.tmpl.h"

static inline la_bool FN(logical_not)(T x)
{
    return !NONZERO(x);
}
#define OP     logical_not
#define RESULT la_bool
#include "unary.tmpl.h"

#include "fold_truth.tmpl.h"

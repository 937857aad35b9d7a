/* Comparisons of bool, integers and reals. VALUE(x): what an element is compared as. */

static inline la_bool FN(equal)(T x, T y)
{
    return VALUE(x) == VALUE(y);
}
#define OP     equal
#define RESULT la_bool
#include "binary.tmpl.h"

static inline la_bool FN(not_equal)(T x, T y)
{
    return VALUE(x) != VALUE(y);
}
#define OP     not_equal
#define RESULT la_bool
#include "binary.tmpl.h"

static inline la_bool FN(less)(T x, T y)
{
    return VALUE(x) < VALUE(y);
}
#define OP     less
#define RESULT la_bool
#include "binary.tmpl.h"

static inline la_bool FN(less_equal)(T x, T y)
{
    return VALUE(x) <= VALUE(y);
}
#define OP     less_equal
#define RESULT la_bool
#include "binary.tmpl.h"

static inline la_bool FN(greater)(T x, T y)
{
    return VALUE(x) > VALUE(y);
}
#define OP     greater
#define RESULT la_bool
#include "binary.tmpl.h"

static inline la_bool FN(greater_equal)(T x, T y)
{
    return VALUE(x) >= VALUE(y);
}
#define OP     greater_equal
#define RESULT la_bool
#include "binary.tmpl.h"

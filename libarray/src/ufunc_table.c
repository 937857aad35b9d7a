/* The table of ufuncs, made from the rows of loops/ufuncs.inc.h. */
#include "libarray/ufunc.h"

#include <string.h>

#include "loops/loops.h"

#define COUNT(array) ((int)(sizeof(array) / sizeof *(array)))
#define UNPACK(...)  __VA_ARGS__

/* The lists of loops: add_loops, ... */
#define LOOP_ROW(types, loop)       {{UNPACK types}, la_loop_##loop, NULL},
#define FOLD_ROW(types, loop, fold) {{UNPACK types}, la_loop_##loop, la_fold_##fold},
#define REFUSED_ROW(types)          {{UNPACK types}, NULL, NULL},
#define UFUNC(name, nin, nout, identity, rows, doc) static const la_loop name##_loops[] = {rows};
#include "loops/ufuncs.inc.h"

/* The ufuncs: ufunc_add, ... */
#define UFUNC(name, nin, nout, identity, rows, doc)                                                \
    static const la_ufunc ufunc_##name = {#name, nin,          nout,                               \
                                          LA_IDENTITY_##identity, COUNT(name##_loops),             \
                                          name##_loops, doc};
#include "loops/ufuncs.inc.h"

#define UFUNC(name, nin, nout, identity, rows, doc) &ufunc_##name,
const la_ufunc *const la_ufuncs[] = {
#include "loops/ufuncs.inc.h"
};

const int la_nufuncs = COUNT(la_ufuncs);

/* NumPy's second names. */
static const struct {
    const char *alias, *name;
} aliases[] = {
    {"true_divide", "divide"}, {"mod", "remainder"}, {"abs", "absolute"},
    {"conj", "conjugate"},     {"bitwise_not", "invert"},
    {"pow", "power"},          {"acos", "arccos"},
    {"acosh", "arccosh"},      {"asin", "arcsin"},
    {"asinh", "arcsinh"},      {"atan", "arctan"},
    {"atan2", "arctan2"},      {"atanh", "arctanh"},
    {"bitwise_invert", "invert"},
    {"bitwise_left_shift", "left_shift"},
    {"bitwise_right_shift", "right_shift"},
};

const la_ufunc *la_ufunc_find(const char *name)
{
    for (int i = 0; i < COUNT(aliases); i++) {
        if (strcmp(name, aliases[i].alias) == 0) {
            name = aliases[i].name;
            break;
        }
    }
    for (int i = 0; i < la_nufuncs; i++)
        if (strcmp(name, la_ufuncs[i]->name) == 0) return la_ufuncs[i];
    return NULL;
}

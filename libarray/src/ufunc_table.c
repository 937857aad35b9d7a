/* The table of ufuncs, made from the rows of loops/ufuncs.inc.h. */
#include "libarray/ufunc.h"

#include <string.h>

#include "loops/loops.h"
#include "ufunc.h"

#define COUNT(array) ((int)(sizeof(array) / sizeof *(array)))
#define UNPACK(...)  __VA_ARGS__

/* The lists of loops: add_loops, ... */
#define LOOP_ROW(types, loop)       {{UNPACK types}, la_loop_##loop, NULL},
#define FOLD_ROW(types, loop, fold) {{UNPACK types}, la_loop_##loop, la_fold_##fold},
#define REFUSED_ROW(types)          {{UNPACK types}, NULL, NULL},
#define UFUNC(name, nin, nout, identity, rows, doc) static const la_loop name##_loops[] = {rows};
#include "loops/ufuncs.inc.h"

enum {
#define UFUNC(name, nin, nout, identity, rows, doc) INDEX_##name,
#include "loops/ufuncs.inc.h"
};

/* The ufuncs: la_ufunc_add, ... */
#define UFUNC(name, nin, nout, identity, rows, doc)                                                \
    const la_ufunc la_ufunc_##name = {                                                             \
        #name,        nin, nout,        LA_IDENTITY_##identity, COUNT(name##_loops),               \
        name##_loops, doc, INDEX_##name};
#include "loops/ufuncs.inc.h"

#define UFUNC(name, nin, nout, identity, rows, doc) &la_ufunc_##name,
const la_ufunc *const la_ufuncs[] = {
#include "loops/ufuncs.inc.h"
};

const int la_nufuncs = COUNT(la_ufuncs);

/* NumPy's second names. */
static const struct {
    const char *alias, *name;
} aliases[] = {
    {"abs", "absolute"},
    {"acos", "arccos"},
    {"acosh", "arccosh"},
    {"asin", "arcsin"},
    {"asinh", "arcsinh"},
    {"atan", "arctan"},
    {"atan2", "arctan2"},
    {"atanh", "arctanh"},
    {"bitwise_invert", "invert"},
    {"bitwise_left_shift", "left_shift"},
    {"bitwise_not", "invert"},
    {"bitwise_right_shift", "right_shift"},
    {"conj", "conjugate"},
    {"mod", "remainder"},
    {"pow", "power"},
    {"true_divide", "divide"},
};

static inline bool equal(const char *a, const char *b)
{
    return a[0] == b[0] && strcmp(a, b) == 0; /* most differ in the first letter */
}

const la_ufunc *la_ufunc_find(const char *name)
{
    for (int i = 0; i < COUNT(aliases); i++) {
        if (equal(name, aliases[i].alias)) {
            name = aliases[i].name;
            break;
        }
    }
    for (int i = 0; i < la_nufuncs; i++)
        if (equal(name, la_ufuncs[i]->name)) return la_ufuncs[i];
    return NULL;
}

/* Ufuncs of vectors and matrices: matmul, vecdot, matvec, vecmat. All are la_matmul's products of
 * the operands' last axes, given axes of length one where they have too few. */
#include "ufunc.h"
#include "ndarray.h"

#include <stdio.h>
#include <string.h>

struct rumpy_gufunc {
    const char *name, *signature, *doc;
    int core[3];     /* axes of the operands and of the result */
    bool conjugates; /* the first operand */
};

static const rumpy_gufunc gufuncs[] = {
    {"matmul",
     "(n?,k),(k,m?)->(n?,m?)",
     "Product of matrices, the last two axes of its operands, over all leading axes; a vector is a "
     "row on the left and a column on the right.",
     {2, 2, 2},
     false},
    {"matvec", "(m,n),(n)->(m)", "Products of matrices and vectors.", {2, 1, 1}, false},
    {"vecdot",
     "(n),(n)->()",
     "Scalar products of vectors, the first conjugated where complex.",
     {1, 1, 0},
     true},
    {"vecmat",
     "(n),(n,m)->(m)",
     "Products of vectors, conjugated where complex, and matrices.",
     {1, 2, 1},
     true},
};
#define NGUFUNCS ((int)(sizeof(gufuncs) / sizeof(*gufuncs)))
#define MATMUL   (&gufuncs[0])

static PyObject *objects[NGUFUNCS];

PyObject *rumpy_gufunc_object(const char *name)
{
    for (int i = 0; i < NGUFUNCS; i++)
        if (strcmp(gufuncs[i].name, name) == 0) return objects[i];
    return NULL;
}

const char *rumpy_gufunc_signature(const rumpy_gufunc *g)
{
    return g->signature;
}

/* --- arguments -------------------------------------------------------------------------------- */

enum { OUT, CASTING, ORDER, DTYPE, SUBOK, SIGNATURE, SIG, AXES, AXIS, KEEPDIMS, NKEYWORDS };
static const char *const keyword_names[NKEYWORDS] = {
    "out", "casting", "order", "dtype", "subok", "signature", "sig", "axes", "axis", "keepdims",
};

typedef struct call {
    PyObject *self, *const *args; /* two inputs, and perhaps the output */
    const rumpy_gufunc *g;
    rumpy_operand operands[2];
    PyObject *out; /* borrowed, or NULL */
    la_casting casting;
    const la_dtype *dtype; /* asked for, or NULL */
    bool keepdims, subok;
    int core[3];                   /* of this call: a vector beside matmul has one axis */
    bool moved[3];                 /* whether axes are others than the last */
    ptrdiff_t axes[3][LA_MAXDIMS]; /* where they are */
} call;

static bool parse_keywords(const rumpy_gufunc *g, PyObject *const *args, PyObject *kwnames,
                           PyObject **values)
{
    Py_ssize_t n = kwnames != NULL ? PyTuple_Size(kwnames) : 0;
    for (Py_ssize_t k = 0; k < n; k++) {
        PyObject *name = PyTuple_GetItem(kwnames, k);
        int i = 0;
        while (i < NKEYWORDS && PyUnicode_CompareWithASCIIString(name, keyword_names[i]) != 0)
            i++;
        if (i == NKEYWORDS) {
            PyErr_Format(PyExc_TypeError, "%s() got an unexpected keyword argument '%U'", g->name,
                         name);
            return false;
        }
        values[i] = args[k];
    }
    return true;
}

static bool no_loop(const rumpy_gufunc *g)
{
    PyErr_Format(PyExc_TypeError,
                 "No loop matching the specified signature and casting was found for ufunc %s",
                 g->name);
    return false;
}

/* signature='dd->d' or a tuple of dtypes and Nones: all one type, as all loops have. */
static bool parse_signature(call *c, PyObject *signature)
{
    if (!rumpy_check_signature(rumpy_ufunc_of(c->self), signature)) return false;
    if (PyUnicode_Check(signature)) {
        const char *text = PyUnicode_AsUTF8AndSize(signature, NULL);
        if (text[0] != text[1] || text[1] != text[4]) return no_loop(c->g);
        PyObject *code = PyUnicode_FromStringAndSize(text, 1);
        bool ok = code != NULL && rumpy_parse_dtype(code, &c->dtype);
        Py_XDECREF(code);
        return ok;
    }
    for (int i = 0; i < 3; i++) {
        const la_dtype *dtype = NULL;
        if (!rumpy_parse_dtype(PyTuple_GetItem(signature, i), &dtype)) return false;
        if (dtype == NULL) continue;
        if (c->dtype != NULL && c->dtype != dtype) return no_loop(c->g);
        c->dtype = dtype;
    }
    return true;
}

static bool parse_out(call *c, PyObject *given)
{
    if (given != NULL && PyTuple_Check(given)) {
        if (PyTuple_Size(given) != 1) {
            PyErr_SetString(PyExc_ValueError,
                            "The 'out' tuple must have exactly one entry per ufunc output");
            return false;
        }
        given = PyTuple_GetItem(given, 0);
    }
    c->out = given == Py_None ? NULL : given;
    if (c->out == NULL || rumpy_is_ndarray(c->out)) return true;
    PyErr_SetString(PyExc_TypeError, "return arrays must be of ArrayType");
    return false;
}

static bool parse_keepdims(call *c, PyObject *keepdims)
{
    if (!rumpy_parse_bool(keepdims, false, &c->keepdims)) return false;
    if (keepdims == NULL || (c->g->core[0] == c->g->core[1] && c->g->core[2] == 0)) return true;
    PyErr_Format(PyExc_TypeError,
                 "%s does not support keepdims: its signature %s requires output 0 to have %d core "
                 "dimension%s, but keepdims can only be used when all inputs have the same number "
                 "of core dimensions and all outputs have no core dimensions.",
                 c->g->name, c->g->signature, c->g->core[2], c->g->core[2] == 1 ? "" : "s");
    return false;
}

static bool parse_options(call *c, PyObject *const *values)
{
    PyObject *signature = values[SIGNATURE] != NULL ? values[SIGNATURE] : values[SIG];
    la_order order;
    if (signature != NULL && values[DTYPE] != NULL) {
        PyErr_SetString(PyExc_TypeError, "cannot specify both 'signature' and 'dtype'");
        return false;
    }
    if (values[AXES] != NULL && values[AXIS] != NULL) {
        PyErr_SetString(PyExc_TypeError, "cannot specify both 'axis' and 'axes'");
        return false;
    }
    return rumpy_parse_casting(values[CASTING], LA_CASTING_SAME_KIND, &c->casting) &&
           rumpy_parse_order(values[ORDER], LA_ORDER_K, &order) &&
           rumpy_parse_subok(values[SUBOK], &c->subok) &&
           rumpy_parse_dtype(values[DTYPE], &c->dtype) && parse_keepdims(c, values[KEEPDIMS]) &&
           (signature == NULL || signature == Py_None || parse_signature(c, signature));
}

/* --- axes ------------------------------------------------------------------------------------- */

static bool axis_error(const char *format, const call *c, int operand)
{
    char message[200];
    snprintf(message, sizeof(message), format, c->g->name, operand, c->core[operand]);
    rumpy_raise(la_fail(LA_AXIS_ERROR, "%s", message));
    return false;
}

/* The axes of one operand of ndim dimensions, an int or a tuple. */
static bool parse_operand_axes(call *c, int k, PyObject *given, int ndim)
{
    int n = 1;
    ptrdiff_t axes[LA_MAXDIMS];
    if (PyTuple_Check(given)) {
        if (!rumpy_parse_ints(given, "axes", &n, axes)) return false;
        if (n != c->core[k]) {
            char text[200];
            snprintf(text, sizeof(text),
                     "%%s: operand %%d has %%d core dimensions, but %d dimensions are specified by "
                     "axes tuple.",
                     n);
            return axis_error(text, c, k);
        }
    } else {
        axes[0] = PyNumber_AsSsize_t(given, PyExc_OverflowError);
        if (axes[0] == -1 && PyErr_Occurred()) return false;
        if (c->core[k] != 1)
            return axis_error(
                "%s: operand %d has %d core dimensions, but the axes item is a single integer.", c,
                k);
    }
    for (int i = 0; i < n; i++) {
        int axis;
        la_status status = la_normalize_axis(axes[i], ndim, &axis);
        if (status != LA_OK) {
            rumpy_raise(status);
            return false;
        }
        for (int j = 0; j < i; j++) {
            if (c->axes[k][j] != axis) continue;
            PyErr_Format(PyExc_ValueError, "axes tuple for operand %d contains duplicate values",
                         k);
            return false;
        }
        c->axes[k][i] = axis;
    }
    c->moved[k] = n > 0;
    return true;
}

static bool parse_axes(call *c, PyObject *axes, const int *ndims)
{
    if (!PyList_Check(axes)) {
        PyErr_SetString(PyExc_TypeError, "axes should be a list.");
        return false;
    }
    const Py_ssize_t n = PyList_Size(axes);
    if (n != 3 && !(n == 2 && c->g->core[2] == 0)) {
        PyErr_SetString(PyExc_ValueError,
                        "axes should be a list with an entry for all 3 inputs and outputs; entries "
                        "for outputs can only be omitted if none of them has core axes.");
        return false;
    }
    for (int k = 0; k < n; k++)
        if (!parse_operand_axes(c, k, PyList_GetItem(axes, k), ndims[k])) return false;
    return true; /* with keepdims, an axis that isn't told is the last */
}

static bool parse_axis(call *c, PyObject *axis, const int *ndims)
{
    if (c->g->core[0] != 1 || c->g->core[1] != 1 || c->g->core[2] != 0) {
        PyErr_Format(PyExc_TypeError,
                     "%s: axis can only be used with a single shared core dimension, not with the "
                     "%d distinct ones implied by signature %s.",
                     c->g->name, c->g == MATMUL ? 3 : 2, c->g->signature);
        return false;
    }
    for (int k = 0; k < 2 + c->keepdims; k++)
        if (!parse_operand_axes(c, k, axis, ndims[k])) return false;
    return true;
}

/* A view of `a` whose core axes are the last ones (inverse: from the last ones to their places). */
static la_status move_axes(la_array *out, const la_array *a, int n, const ptrdiff_t *axes,
                           bool inverse)
{
    ptrdiff_t order[LA_MAXDIMS] = {0}, back[LA_MAXDIMS];
    la_axes chosen = 0;
    int k = 0;
    for (int i = 0; i < n; i++)
        chosen |= (la_axes)1 << axes[i];
    for (int i = 0; i < a->ndim; i++)
        if (!(chosen >> i & 1)) order[k++] = i;
    for (int i = 0; i < n; i++)
        order[k++] = axes[i];
    for (int i = 0; i < a->ndim; i++)
        back[order[i]] = i;
    return la_transpose(out, a, a->ndim, inverse ? back : order);
}

/* A view with an axis of length one before the axis `at`. */
static la_status insert_axis(la_array *out, const la_array *a, int at)
{
    ptrdiff_t shape[LA_MAXDIMS], strides[LA_MAXDIMS];
    if (a->ndim == LA_MAXDIMS)
        return la_fail(LA_VALUE_ERROR,
                       "maximum supported dimension for an ndarray is currently %d, found %d",
                       LA_MAXDIMS, a->ndim + 1);
    for (int i = 0; i <= a->ndim; i++) {
        shape[i] = i == at ? 1 : a->shape[i - (i > at)];
        strides[i] = i == at ? a->dtype->itemsize : a->strides[i - (i > at)];
    }
    return la_array_init_view(out, a, a->data, a->dtype, a->ndim + 1, shape, strides);
}

/* A view without the axis `at`, of length one. */
static la_status drop_axis(la_array *out, const la_array *a, int at)
{
    ptrdiff_t shape[LA_MAXDIMS], strides[LA_MAXDIMS];
    for (int i = 0; i < a->ndim - 1; i++) {
        shape[i] = a->shape[i + (i >= at)];
        strides[i] = a->strides[i + (i >= at)];
    }
    return la_array_init_view(out, a, a->data, a->dtype, a->ndim - 1, shape, strides);
}

/* --- running ---------------------------------------------------------------------------------- */

static la_status fail_dimensions(const call *c, int k, int ndim)
{
    return la_fail(LA_VALUE_ERROR,
                   "%s: Input operand %d does not have enough dimensions (has %d, gufunc core with "
                   "signature %s requires %d)",
                   c->g->name, k, ndim, c->g->signature, c->g->core[k]);
}

/* Whether the operands' core and leading axes fit each other; matmul looks itself. */
static la_status check_shapes(const call *c, const la_array *x, const la_array *y)
{
    const la_array *operands[2] = {x, y};
    if (c->g == MATMUL) return LA_OK;
    const ptrdiff_t n = x->shape[x->ndim - 1], given = y->shape[y->ndim - c->core[1]];
    if (n != given)
        return la_fail(LA_VALUE_ERROR,
                       "%s: Input operand 1 has a mismatch in its core dimension 0, with gufunc "
                       "signature %s (size %td is different from %td)",
                       c->g->name, c->g->signature, given, n);
    char text[700] = "", shape[200];
    size_t used = 0;
    bool fits = true;
    for (int k = 0; k < 2; k++) {
        const la_array *a = operands[k], *b = operands[1 - k];
        const int ndim = a->ndim - c->core[k], other = b->ndim - c->core[1 - k];
        for (int i = 1; i <= ndim && i <= other; i++) {
            const ptrdiff_t l = a->shape[ndim - i], m = b->shape[other - i];
            fits = fits && (l == m || l == 1 || m == 1);
        }
        la_shape_format(a->ndim, a->shape, shape, sizeof(shape));
        used += (size_t)snprintf(text + used, sizeof(text) - used, "%s->", shape);
        la_shape_format(ndim, a->shape, shape, sizeof(shape));
        if (ndim > 0 && c->core[2] > 0) { /* "(2,)" becomes "(2,newaxis)" */
            shape[strlen(shape) - 1] = '\0';
            used += (size_t)snprintf(text + used, sizeof(text) - used, "%s%snewaxis) ", shape,
                                     ndim == 1 ? "" : ",");
        } else {
            used += (size_t)snprintf(text + used, sizeof(text) - used, "%s ", shape);
        }
    }
    if (fits) return LA_OK;
    const ptrdiff_t length = c->core[0] == 2 ? x->shape[x->ndim - 2] : y->shape[y->ndim - 1];
    snprintf(shape, sizeof(shape), c->core[2] > 0 ? "(%td)" : "()", length);
    return la_fail(LA_VALUE_ERROR,
                   "operands could not be broadcast together with remapped shapes "
                   "[original->remapped]: %s and requested shape %s",
                   text, shape);
}

/* Replaces *a, a temporary that owns nothing but itself, by what `step` makes of it. */
#define REPLACE(a, step)                                                                           \
    do {                                                                                           \
        la_array replaced = LA_ARRAY_NULL;                                                         \
        la_status step_status = step;                                                              \
        if (step_status != LA_OK) return step_status;                                              \
        la_array_destroy(a);                                                                       \
        la_array_move(a, &replaced);                                                               \
    } while (0)

static la_status conjugate(la_array *out, const la_array *a)
{
    const la_ufunc *ufunc = la_ufunc_find("conjugate");
    const la_typing typing = rumpy_strong(a->dtype);
    const la_loop *loop;
    const la_array *const in[1] = {a};
    la_array *const outs[1] = {out};
    LA_TRY(la_ufunc_resolve(ufunc, &typing, NULL, &loop));
    return la_ufunc_run(ufunc, loop, in, outs, LA_CASTING_NO, NULL);
}

/* One operand as la_matmul wants it: of the type asked for, core axes last, two of them. */
static la_status prepare(call *c, int k, la_array *view)
{
    const la_array *a = c->operands[k].array;
    LA_TRY(la_array_init_view(view, a, a->data, a->dtype, a->ndim, a->shape, a->strides));
    if (c->dtype != NULL && a->dtype != c->dtype) {
        if (!la_can_cast(a->dtype, c->dtype, c->casting))
            return la_fail(LA_TYPE_ERROR,
                           "Cannot cast ufunc '%s' input %d from dtype('%s') to dtype('%s') with "
                           "casting rule '%s'",
                           c->g->name, k, a->dtype->name, c->dtype->name,
                           la_casting_name(c->casting));
        REPLACE(view, la_astype(&replaced, view, c->dtype, LA_ORDER_K, LA_CASTING_UNSAFE));
    }
    if (c->moved[k]) REPLACE(view, move_axes(&replaced, view, c->core[k], c->axes[k], false));
    if (k == 0 && c->g->conjugates && view->dtype->kind == 'c')
        REPLACE(view, conjugate(&replaced, view));
    return LA_OK;
}

/* The result's axes that la_matmul has and the caller hasn't, or the reverse. */
static la_status expand(const call *c, la_array *x, la_array *y)
{
    if (c->g == MATMUL) return LA_OK;
    if (c->core[0] == 1) REPLACE(x, insert_axis(&replaced, x, x->ndim - 1));
    if (c->core[1] == 1) REPLACE(y, insert_axis(&replaced, y, y->ndim));
    return LA_OK;
}

/* Core axes of `out` as la_matmul's. */
static la_status expand_out(const call *c, const la_array *out, la_array *view)
{
    LA_TRY(
        la_array_init_view(view, out, out->data, out->dtype, out->ndim, out->shape, out->strides));
    if (c->moved[2])
        REPLACE(view, move_axes(&replaced, view, c->keepdims ? 1 : c->core[2], c->axes[2], false));
    if (c->g == MATMUL) return LA_OK;
    if (c->core[0] == 1 && !c->keepdims)
        REPLACE(view, insert_axis(&replaced, view, view->ndim - (c->core[1] == 2)));
    if (c->core[1] == 1) REPLACE(view, insert_axis(&replaced, view, view->ndim));
    return LA_OK;
}

static la_status reduce_result(const call *c, la_array *result)
{
    if (c->g != MATMUL) {
        if (c->core[1] == 1) REPLACE(result, drop_axis(&replaced, result, result->ndim - 1));
        if (c->core[0] == 1 && !c->keepdims)
            REPLACE(result, drop_axis(&replaced, result, result->ndim - 1 - (c->core[1] == 2)));
    }
    if (c->moved[2])
        REPLACE(result,
                move_axes(&replaced, result, c->keepdims ? 1 : c->core[2], c->axes[2], true));
    result->flags |= LA_OWNDATA; /* nobody else has seen the product */
    return LA_OK;
}

/* out's own complaint about its type comes with the ufunc's name. */
static la_status check_out_cast(const call *c, const la_array *x, const la_array *y)
{
    const la_dtype *from = la_promote_types(x->dtype, y->dtype);
    const la_dtype *to = rumpy_array_of(c->out)->dtype;
    if (la_can_cast(from, to, c->casting)) return LA_OK;
    return la_fail(
        LA_TYPE_ERROR,
        "Cannot cast ufunc '%s' output from dtype('%s') to dtype('%s') with casting rule "
        "'%s'",
        c->g->name, from->name, to->name, la_casting_name(c->casting));
}

static la_status multiply(call *c, la_array *x, la_array *y, la_array *result)
{
    for (int k = 0; k < 2; k++)
        if (c->operands[k].array->ndim < c->core[k])
            return fail_dimensions(c, k, c->operands[k].array->ndim);
    LA_TRY(prepare(c, 0, x));
    LA_TRY(prepare(c, 1, y));
    LA_TRY(check_shapes(c, x, y));
    LA_TRY(expand(c, x, y));
    if (c->out == NULL) {
        LA_TRY(la_matmul(result, x, y, c->casting));
        return reduce_result(c, result);
    }
    LA_TRY(check_out_cast(c, x, y));
    LA_TRY(expand_out(c, rumpy_array_of(c->out), result));
    return la_matmul(result, x, y, c->casting);
}

static PyObject *run(call *c)
{
    la_array x = LA_ARRAY_NULL, y = LA_ARRAY_NULL, result = LA_ARRAY_NULL;
    rumpy_fp_begin();
    la_status status = multiply(c, &x, &y, &result);
    la_array_destroy(&x);
    la_array_destroy(&y);
    const rumpy_origin origin = {c->self, 2, 1, (PyObject *[]){c->args[0], c->args[1], c->out}};
    if (status == LA_OK && c->out == NULL)
        return rumpy_fp_result(c->subok ? rumpy_return_of(&origin, 0, &result, true)
                                        : rumpy_return(&result),
                               "", c->g->name);
    la_array_destroy(&result);
    if (status != LA_OK) return rumpy_raise(status);
    return rumpy_fp_result(rumpy_return_out(&origin, 0), "", c->g->name);
}

/* Every operand as an array; Python numbers become arrays of their default types. */
static bool init_operand(call *c, int k, PyObject *obj)
{
    int ready = rumpy_operand_init(&c->operands[k], obj, true);
    if (ready == 0) {
        PyErr_Format(PyExc_TypeError,
                     "ufunc '%s' not supported for an operand of type '%s': rumpy computes with "
                     "numbers and arrays of numbers",
                     c->g->name, "object");
        return false;
    }
    if (ready < 0) return false;
    static const la_type weak_types[] = {LA_BOOL, LA_INTP, LA_FLOAT64, LA_COMPLEX128};
    return rumpy_operand_settle(&c->operands[k],
                                la_dtype_of(weak_types[c->operands[k].typing.weak]));
}

static PyObject *call_with(call *c, PyObject *const *values)
{
    PyObject *result = NULL;
    if (init_operand(c, 0, c->args[0]) && init_operand(c, 1, c->args[1])) {
        const int n0 = c->operands[0].array->ndim, n1 = c->operands[1].array->ndim;
        for (int k = 0; k < 3; k++)
            c->core[k] = c->g->core[k];
        if (c->g == MATMUL) {
            c->core[0] = n0 == 1 ? 1 : 2;
            c->core[1] = n1 == 1 ? 1 : 2;
            c->core[2] = c->core[0] + c->core[1] - 2;
        }
        const int lead0 = n0 - c->core[0], lead1 = n1 - c->core[1];
        int ndim = (lead0 > lead1 ? lead0 : lead1) + c->core[2];
        if (c->keepdims) c->core[2] = 1; /* for its axis */
        if (c->out != NULL)
            ndim = rumpy_array_of(c->out)->ndim;
        else
            ndim += c->keepdims;
        const int ndims[3] = {n0, n1, ndim};
        bool ok = values[AXES] == NULL || parse_axes(c, values[AXES], ndims);
        ok = ok && (values[AXIS] == NULL || parse_axis(c, values[AXIS], ndims));
        if (c->keepdims) c->core[2] = 0;
        if (ok) result = run(c);
    }
    for (int k = 0; k < 2; k++)
        if (c->operands[k].object != NULL) rumpy_operand_clear(&c->operands[k]);
    return result;
}

/* Whether two operands are just what matmul takes as they are: any for itself; for its siblings
 * arrays with core axes only, where nothing is to be conjugated and nothing complained of. */
static bool is_plain_product(const rumpy_gufunc *g, PyObject *x, PyObject *y)
{
    if (g == MATMUL) return rumpy_is_plain(x) && rumpy_is_plain(y);
    if (!rumpy_is_ndarray_exact(x) || !rumpy_is_ndarray_exact(y)) return false;
    const la_array *a = rumpy_array_of(x), *b = rumpy_array_of(y);
    return a->ndim == g->core[0] && b->ndim == g->core[1] && a->shape[a->ndim - 1] == b->shape[0] &&
           !(g->conjugates && a->dtype->kind == 'c');
}

PyObject *rumpy_gufunc_call(PyObject *self, PyObject *const *args, Py_ssize_t nargs,
                            PyObject *kwnames)
{
    const rumpy_gufunc *g = ((rumpy_ufunc *)self)->gufunc;
    if (nargs < 2 || nargs > 3) {
        PyErr_Format(PyExc_TypeError,
                     "%s() takes from 2 to 3 positional arguments but %zd %s given", g->name, nargs,
                     nargs == 1 ? "was" : "were");
        return NULL;
    }
    if (nargs == 2 && kwnames == NULL && is_plain_product(g, args[0], args[1])) {
        PyObject *result = rumpy_matmul(args[0], args[1], NULL, g->name);
        if (result != Py_NotImplemented) return result;
        Py_DECREF(result);
    }
    PyObject *values[NKEYWORDS] = {NULL}, *result = NULL;
    if (rumpy_override(self, "__call__", args, nargs, 2, NULL, kwnames, &result) != 0)
        return result;
    call c;
    memset(&c, 0, sizeof(c));
    c.self = self;
    c.args = args;
    c.g = g;
    if (!parse_keywords(g, args + nargs, kwnames, values)) return NULL;
    if (nargs == 3 && values[OUT] != NULL) {
        PyErr_SetString(PyExc_TypeError,
                        "cannot specify 'out' as both a positional and keyword argument");
        return NULL;
    }
    if (!parse_out(&c, nargs == 3 ? args[2] : values[OUT]) || !parse_options(&c, values))
        return NULL;
    if (g == MATMUL && (rumpy_is_prepacked(args[0]) || rumpy_is_prepacked(args[1]))) {
        if (c.dtype == NULL && values[AXES] == NULL)
            return rumpy_prepacked_matmul(args[0], args[1], c.out, c.casting);
        PyErr_SetString(PyExc_TypeError,
                        "matmul: a prepacked operand is of one dtype and has its own axes");
        return NULL;
    }
    return call_with(&c, values);
}

/* --- the objects ------------------------------------------------------------------------------ */

/* What the attributes are read from: a loop of one type for every type. Never run. */
static la_status no_run(char *const *args, ptrdiff_t n, const ptrdiff_t *steps)
{
    (void)args;
    (void)n;
    (void)steps;
    return la_fail(LA_RUNTIME_ERROR, "a loop of matrices");
}

bool rumpy_gufunc_init(PyObject *module)
{
    static la_loop loops[LA_NTYPES];
    static la_ufunc records[NGUFUNCS];
    static rumpy_op ops[NGUFUNCS];
    for (int t = 0; t < LA_NTYPES; t++)
        loops[t] = (la_loop){{(la_type)t, (la_type)t, (la_type)t}, no_run, NULL};
    for (int i = 0; i < NGUFUNCS; i++) {
        records[i] = (la_ufunc){.name = gufuncs[i].name,
                                .nin = 2,
                                .nout = 1,
                                .identity = LA_IDENTITY_NONE,
                                .nloops = LA_NTYPES,
                                .loops = loops,
                                .doc = gufuncs[i].doc};
        ops[i].ufunc = &records[i];
        objects[i] = rumpy_ufunc_add(module, &ops[i], &gufuncs[i]);
        if (objects[i] == NULL) return false;
    }
    return true;
}

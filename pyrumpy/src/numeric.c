/* Functions on vectors whose loops are libarray's: bincount, correlate, convolve, and what interp
 * is built on. */
#include "ndarray.h"
#include "ops.h"

#include <string.h>

#define FUNCTION(F) ((PyCFunction)(void (*)(void))(F))
#define FASTCALL    (METH_FASTCALL | METH_KEYWORDS)
#define ARGUMENTS   PyObject *self, PyObject *const *args, Py_ssize_t nargs, PyObject *kwnames

/* obj's elements in C order, aligned, as the dtype (NULL: their own); a new reference. */
static PyObject *contiguous(PyObject *obj, const la_dtype *dtype)
{
    PyObject *ndarray = rumpy_array_from(obj, dtype, -1, LA_ORDER_C, false);
    if (ndarray == NULL || (rumpy_array_of(ndarray)->flags & LA_ALIGNED)) return ndarray;
    PyObject *copy = rumpy_array_from(ndarray, dtype, 1, LA_ORDER_C, false);
    Py_DECREF(ndarray);
    return copy;
}

static const char too_small[] = "object of too small depth for desired array";
static const char too_deep[] = "object too deep for desired array";

static void *raise_value(const char *text)
{
    PyErr_SetString(PyExc_ValueError, text);
    return NULL;
}

/* --- bincount ------------------------------------------------------------------------------------
 */

/* x as a vector of integers. Of what isn't an array NumPy takes the integers. */
static PyObject *places_of(PyObject *x)
{
    PyObject *given = rumpy_asarray(x, NULL);
    if (given == NULL) return NULL;
    const la_array *a = rumpy_array_of(given);
    const la_dtype *intp = la_dtype_of(LA_INTP);
    /* uint64 is no safe cast, but bits that don't fit show as negative numbers. */
    bool ok = a->dtype->kind == 'u' || la_can_cast(a->dtype, intp, LA_CASTING_SAFE);
    if (!rumpy_is_ndarray(x) && a->dtype->kind != 'c') {
        ok = a->dtype->kind != 'f' || a->size == 0 ||
             PyErr_WarnEx(PyExc_DeprecationWarning,
                          "Non-integer input passed to bincount. In a future version of NumPy, "
                          "this will be an error. (Deprecated NumPy 2.1)",
                          1) == 0;
    } else if (!ok && a->ndim == 1) {
        rumpy_raise(la_check_cast(a, intp, LA_CASTING_SAFE));
    }
    PyObject *places = NULL;
    if (a->ndim != 1 && !PyErr_Occurred())
        raise_value(a->ndim == 0 ? too_small : too_deep);
    else if (ok)
        places = contiguous(given, intp);
    Py_DECREF(given);
    return places;
}

/* weights= as float64, one for each of x. */
static PyObject *weights_of(PyObject *weights, const la_array *x)
{
    const la_dtype *dtype = la_dtype_of(LA_FLOAT64);
    PyObject *given = rumpy_asarray(weights, NULL), *result = NULL;
    if (given == NULL) return NULL;
    const la_array *w = rumpy_array_of(given);
    la_status status = la_check_cast(w, dtype, LA_CASTING_SAFE);
    if (status != LA_OK)
        rumpy_raise(status);
    else if (w->ndim != 1 || w->size != x->size)
        raise_value("The weights and list don't have the same length.");
    else
        result = contiguous(given, dtype);
    Py_DECREF(given);
    return result;
}

static PyObject *bincount(ARGUMENTS)
{
    static const char *const names[] = {"x", "weights", "minlength", NULL};
    static const rumpy_signature signature = {"bincount", names, 1, 3, 1};
    (void)self;
    PyObject *values[3];
    if (!rumpy_parse(&signature, args, nargs, kwnames, values)) return NULL;
    PyObject *x = places_of(values[0]), *weights = NULL, *result = NULL;
    if (x == NULL) return NULL;
    const la_array *places = rumpy_array_of(x);
    ptrdiff_t minlength = 0;
    if (values[2] != NULL) minlength = PyNumber_AsSsize_t(values[2], PyExc_OverflowError);
    bool ok = minlength != -1 || !PyErr_Occurred();
    if (ok && minlength < 0) ok = raise_value("'minlength' must not be negative") != NULL;
    if (ok && values[1] != NULL && values[1] != Py_None && places->size > 0) {
        weights = weights_of(values[1], places);
        ok = weights != NULL;
    }
    if (ok) {
        la_array out = LA_ARRAY_NULL;
        la_status status =
            la_bincount(&out, places, weights == NULL ? NULL : rumpy_array_of(weights), minlength);
        result = status == LA_OK ? rumpy_ndarray_wrap(&out, NULL) : rumpy_raise(status);
    }
    Py_DECREF(x);
    Py_XDECREF(weights);
    return result;
}

/* --- correlate, convolve ------------------------------------------------------------------------
 */

typedef enum mode { VALID, SAME, FULL } mode;

static bool parse_mode(PyObject *value, mode fallback, mode *out)
{
    static const char *const names[] = {"valid", "same", "full"};
    *out = fallback;
    if (value == NULL) return true;
    if (!PyUnicode_Check(value)) {
        const Py_ssize_t number = PyNumber_AsSsize_t(value, NULL);
        if (PyErr_Occurred()) {
            PyErr_SetString(PyExc_TypeError, "convolve/correlate mode not understood");
            return false;
        }
        *out = (mode)number;
        if (number >= VALID && number <= FULL) return true;
        return raise_value("integer convolve/correlate mode must be 0, 1, or 2") != NULL;
    }
    const char *text = PyUnicode_AsUTF8AndSize(value, NULL);
    if (text == NULL) return false;
    for (int i = VALID; i <= FULL; i++) {
        *out = (mode)i;
        if (strcmp(text, names[i]) == 0) return true;
    }
    if (text[0] == '\0' || strchr("vVsSfF", text[0]) == NULL) {
        PyErr_Format(PyExc_ValueError, "mode must be one of 'valid', 'same', or 'full' (got '%U')",
                     value);
        return false;
    }
    return raise_value("Use one of 'valid', 'same', or 'full' for convolve/correlate mode") != NULL;
}

/* A fresh vector of a's elements as `dtype`, the last first. */
static la_status reversed(la_array *out, const la_array *a, const la_dtype *dtype)
{
    const ptrdiff_t step = a->ndim == 0 ? 0 : -a->strides[0];
    la_array view = LA_ARRAY_NULL;
    la_status status =
        la_array_init_view(&view, a, a->data - (a->size - 1) * step, a->dtype, 1, &a->size, &step);
    if (status == LA_OK) status = la_astype(out, &view, dtype, LA_ORDER_C, LA_CASTING_UNSAFE);
    la_array_destroy(&view);
    return status;
}

/* A fresh vector of complex conjugates. */
static la_status conjugated(la_array *out, const la_array *a, const la_dtype *dtype)
{
    la_status status = la_astype(out, a, dtype, LA_ORDER_C, LA_CASTING_UNSAFE);
    for (ptrdiff_t i = 0; status == LA_OK && i < out->size; i++) {
        if (dtype->num == LA_COMPLEX64) {
            la_complex64 *z = (la_complex64 *)(void *)out->data + i;
            z->imag = -z->imag;
        } else {
            la_complex128 *z = (la_complex128 *)(void *)out->data + i;
            z->imag = -z->imag;
        }
    }
    return status;
}

/* Sums of products of a with v shifted along it, as `dtype`; both are contiguous, and of the type
 * in which that is computed. */
static la_status shifted_sums(la_array *out, const la_array *a, const la_array *v, mode how,
                              const la_dtype *dtype)
{
    const la_array *longer = a->size >= v->size ? a : v, *other = longer == a ? v : a;
    const ptrdiff_t n = longer->size, m = other->size;
    const ptrdiff_t lengths[] = {n - m + 1, n, n + m - 1}, leads[] = {0, m / 2, m - 1};
    la_status status = la_array_init(out, a->dtype, 1, &lengths[how], LA_ORDER_C);
    if (status == LA_OK) status = la_correlate(out, longer, other, leads[how]);
    if (status != LA_OK || (longer == a && dtype == a->dtype)) return status;
    la_array sums = LA_ARRAY_NULL; /* in the other direction, or of another type */
    la_array_move(&sums, out);
    status = longer == a ? la_astype(out, &sums, dtype, LA_ORDER_C, LA_CASTING_UNSAFE)
                         : reversed(out, &sums, dtype);
    la_array_destroy(&sums);
    return status;
}

/* Correlates a with v, whose elements are taken backwards (convolve) or conjugated. */
static PyObject *correlated(PyObject *a, PyObject *v, mode how, bool backwards)
{
    const la_array *from = rumpy_array_of(v);
    if (rumpy_array_of(a)->ndim > 1 || from->ndim > 1) return raise_value(too_deep);
    const la_dtype *dtype = la_promote_types(rumpy_array_of(a)->dtype, from->dtype);
    const la_dtype *within = dtype->num == LA_FLOAT16 ? la_dtype_of(LA_FLOAT32) : dtype;
    PyObject *x = contiguous(a, within), *y = NULL, *result = NULL;
    la_array taps = LA_ARRAY_NULL, out = LA_ARRAY_NULL;
    la_status status = LA_OK;
    if (x != NULL && backwards)
        status = reversed(&taps, from, within);
    else if (x != NULL && from->dtype->kind == 'c')
        status = conjugated(&taps, from, within);
    else if (x != NULL)
        y = contiguous(v, within);
    const la_array *shifted = y != NULL ? rumpy_array_of(y) : &taps;
    if (x != NULL && status == LA_OK && shifted->dtype != NULL)
        status = shifted_sums(&out, rumpy_array_of(x), shifted, how, dtype);
    if (status != LA_OK)
        rumpy_raise(status);
    else if (out.dtype != NULL)
        result = rumpy_ndarray_wrap(&out, NULL);
    la_array_destroy(&taps);
    Py_XDECREF(x);
    Py_XDECREF(y);
    return result;
}

/* obj as an array of at most one dimension. */
static PyObject *vector_of(PyObject *obj)
{
    PyObject *given = rumpy_asarray(obj, NULL);
    if (given == NULL || rumpy_array_of(given)->ndim <= 1) return given;
    Py_DECREF(given);
    return raise_value(rumpy_is_ndarray(obj)
                           ? too_deep
                           : "setting an array element with a sequence. The requested array would "
                             "exceed the maximum number of dimension of 1.");
}

static const char *const correlate_names[] = {"a", "v", "mode", NULL};

static PyObject *correlate(ARGUMENTS)
{
    static const rumpy_signature signature = {"correlate", correlate_names, 0, 3, 2};
    (void)self;
    PyObject *values[3], *result = NULL;
    mode how;
    if (!rumpy_parse(&signature, args, nargs, kwnames, values) ||
        !parse_mode(values[2], VALID, &how))
        return NULL;
    PyObject *a = vector_of(values[0]), *v = a == NULL ? NULL : vector_of(values[1]);
    if (v != NULL && rumpy_array_of(a)->size == 0)
        raise_value("first array argument cannot be empty");
    else if (v != NULL && rumpy_array_of(v)->size == 0)
        raise_value("second array argument cannot be empty");
    else if (v != NULL)
        result = correlated(a, v, how, false);
    if (result != NULL && !rumpy_is_ndarray_exact(a) && a == values[0]) {
        la_array sums = LA_ARRAY_NULL; /* of the first one's class */
        la_array_move(&sums, rumpy_array_of(result));
        Py_DECREF(result);
        result = rumpy_return_from(a, &sums, false);
    }
    Py_XDECREF(a);
    Py_XDECREF(v);
    return result;
}

static PyObject *convolve(ARGUMENTS)
{
    static const rumpy_signature signature = {"convolve", correlate_names, 0, 3, 2};
    (void)self;
    PyObject *values[3], *result = NULL;
    mode how;
    if (!rumpy_parse(&signature, args, nargs, kwnames, values)) return NULL;
    PyObject *a = rumpy_asarray(values[0], NULL), *v = NULL;
    if (a != NULL) v = rumpy_asarray(values[1], NULL);
    if (v != NULL && rumpy_array_of(a)->size == 0) {
        raise_value("a cannot be empty");
    } else if (v != NULL && rumpy_array_of(v)->size == 0) {
        raise_value("v cannot be empty");
    } else if (v != NULL && parse_mode(values[2], FULL, &how)) {
        const bool swap = rumpy_array_of(v)->size > rumpy_array_of(a)->size;
        result = correlated(swap ? v : a, swap ? a : v, how, true);
    }
    Py_XDECREF(a);
    Py_XDECREF(v);
    return result;
}

/* --- interp --------------------------------------------------------------------------------------
 */

/* One of interp's points as a vector. */
static PyObject *points_of(PyObject *obj, const la_dtype *dtype)
{
    PyObject *points = contiguous(obj, dtype);
    if (points == NULL || rumpy_array_of(points)->ndim == 1) return points;
    const bool single = rumpy_array_of(points)->ndim == 0;
    Py_DECREF(points);
    return raise_value(single ? too_small : too_deep);
}

/* left= or right= as one or two doubles; *out NULL where it is None. */
static bool parse_outside(PyObject *value, const la_dtype *dtype, la_complex128 *room,
                          const double **out)
{
    *out = NULL;
    if (value == Py_None) return true;
    *out = &room->real;
    if (la_dtype_is_complex(dtype)) return rumpy_element_set(dtype, value, room);
    room->real = PyFloat_AsDouble(value);
    return room->real != -1.0 || !PyErr_Occurred();
}

/* _interp(x, xp, fp, left, right): interp without a period. */
static PyObject *interp(PyObject *self, PyObject *const *args, Py_ssize_t nargs)
{
    (void)self;
    if (nargs != 5) {
        PyErr_SetString(PyExc_TypeError, "_interp(x, xp, fp, left, right)");
        return NULL;
    }
    PyObject *given = rumpy_asarray(args[2], NULL);
    if (given == NULL) return NULL;
    const la_dtype *dtype =
        la_dtype_of(la_dtype_is_complex(rumpy_array_of(given)->dtype) ? LA_COMPLEX128 : LA_FLOAT64);
    PyObject *x = contiguous(args[0], la_dtype_of(LA_FLOAT64)), *xp = NULL, *result = NULL;
    PyObject *fp = x != NULL ? points_of(given, dtype) : NULL;
    if (fp != NULL) xp = points_of(args[1], la_dtype_of(LA_FLOAT64));
    Py_DECREF(given);
    la_complex128 rooms[2];
    const double *left, *right;
    if (xp != NULL && rumpy_array_of(xp)->size == 0) {
        raise_value("array of sample points is empty");
    } else if (xp != NULL && rumpy_array_of(xp)->size != rumpy_array_of(fp)->size) {
        raise_value("fp and xp are not of the same length.");
    } else if (xp != NULL && parse_outside(args[3], dtype, &rooms[0], &left) &&
               parse_outside(args[4], dtype, &rooms[1], &right)) {
        la_array out = LA_ARRAY_NULL;
        la_status status =
            la_interp(&out, rumpy_array_of(x), rumpy_array_of(xp), rumpy_array_of(fp), left, right);
        result = status == LA_OK ? rumpy_return(&out) : rumpy_raise(status);
    }
    Py_XDECREF(x);
    Py_XDECREF(xp);
    Py_XDECREF(fp);
    return result;
}

PyMethodDef rumpy_numeric_functions[] = {
    {"bincount", FUNCTION(bincount), FASTCALL,
     "bincount(x, /, weights=None, minlength=0)\n--\n\n"
     "How often each of 0, 1, 2, ... occurs in a vector; or the sums of the weights.\n\n"
     "Errors: ValueError for negative elements and other lengths, TypeError for what isn't "
     "integer.\n\n"
     ">>> import rumpy as np\n>>> np.bincount([0, 1, 1, 3])\narray([1, 2, 0, 1])\n"},
    {"correlate", FUNCTION(correlate), FASTCALL,
     "correlate(a, v, mode='valid')\n--\n\n"
     "Cross-correlation of two vectors: sums of a[n + k] * conj(v[n]) for shifts k.\n\n"
     "mode: the shifts where both overlap completely (\"valid\"), as many as the longer is long\n"
     "(\"same\"), or all (\"full\").\n\n"
     ">>> import rumpy as np\n>>> np.correlate([1, 2, 3], [0, 1, 0.5])\narray([3.5])\n"},
    {"convolve", FUNCTION(convolve), FASTCALL,
     "convolve(a, v, mode='full')\n--\n\n"
     "Convolution of two vectors: the coefficients of the product of two polynomials.\n\n"
     "mode: \"full\", \"same\" (as long as the longer), \"valid\" (where both overlap "
     "completely).\n\n"
     ">>> import rumpy as np\n>>> np.convolve([1, 2, 3], [0, 1, 0.5])\n"
     "array([0. , 1. , 2.5, 4. , 1.5])\n"},
    {"_interp", FUNCTION(interp), METH_FASTCALL,
     "_interp(x, xp, fp, left, right, /)\n--\n\nrumpy.interp without a period."},
    {NULL, NULL, 0, NULL},
};

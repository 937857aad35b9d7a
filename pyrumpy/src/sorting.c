/* sort, argsort, partition, argpartition, searchsorted as methods of ndarray and as functions of
 * the module; lexsort. */
#include "ndarray.h"

#include <string.h>

#define FUNCTION(F) ((PyCFunction)(void (*)(void))(F))
#define FASTCALL    (METH_FASTCALL | METH_KEYWORDS)
#define ARGUMENTS   PyObject *self, PyObject *const *args, Py_ssize_t nargs, PyObject *kwnames

/* --- arguments -------------------------------------------------------------------------------- */

/* The text of a str; NULL with TypeError "sort kind must be str, not int" set for anything else. */
static const char *text_of(PyObject *value, const char *what)
{
    if (PyUnicode_Check(value)) return PyUnicode_AsUTF8AndSize(value, NULL);
    PyObject *name = PyType_GetName(Py_TYPE(value));
    if (name != NULL) {
        PyErr_Format(PyExc_TypeError, "%s must be str, not %S", what, name);
        Py_DECREF(name);
    }
    return NULL;
}

static bool has_no_fields(PyObject *order)
{
    if (order == NULL || order == Py_None) return true;
    PyErr_SetString(PyExc_ValueError, "Cannot specify order when the array has no fields.");
    return false;
}

/* kind= and stable= are checked as NumPy checks them; every sort here is stable. */
static bool check_kind(PyObject *kind, PyObject *stable)
{
    const bool given = stable != NULL && stable != Py_None;
    bool truth;
    if (given && !rumpy_parse_bool(stable, false, &truth)) return false;
    if (kind == NULL || kind == Py_None) return true;
    if (PyBytes_Check(kind)) { /* as NumPy takes them */
        kind = PyUnicode_FromEncodedObject(kind, "ascii", NULL);
        if (kind == NULL) return false;
    } else {
        Py_INCREF(kind);
    }
    const char *text = text_of(kind, "sort kind");
    bool ok = text != NULL;
    if (ok && (text[0] == '\0' || strchr("qQhHsSmM", text[0]) == NULL)) {
        PyErr_Format(PyExc_ValueError,
                     "sort kind must be one of 'quick', 'heap', or 'stable' (got '%S')", kind);
        ok = false;
    }
    Py_DECREF(kind);
    if (ok && given) {
        PyErr_SetString(PyExc_ValueError,
                        "`kind` and keyword parameters can't be provided at the same time. Use "
                        "only one of them.");
        ok = false;
    }
    return ok;
}

static bool check_select_kind(PyObject *kind)
{
    if (kind == NULL) return true;
    const char *text = text_of(kind, "select kind");
    if (text == NULL) return false;
    if (strcmp(text, "introselect") == 0) return true;
    PyErr_Format(PyExc_ValueError, "select kind must be 'introselect' (got '%S')", kind);
    return false;
}

/* An axis; absent: the last. */
static bool parse_axis(PyObject *value, ptrdiff_t *axis)
{
    *axis = -1;
    if (value == NULL) return true;
    if (PyFloat_Check(value)) {
        PyErr_SetString(PyExc_TypeError, "integer argument expected, got float");
        return false;
    }
    *axis = PyNumber_AsSsize_t(value, PyExc_OverflowError);
    return *axis != -1 || !PyErr_Occurred();
}

/* kth= as a vector of LA_INTP; a new reference. */
static PyObject *parse_kth(PyObject *value)
{
    PyObject *given = rumpy_asarray(value, NULL);
    if (given == NULL) return NULL;
    const la_array *a = rumpy_array_of(given);
    PyObject *result = NULL;
    if (a->dtype->kind == 'b') {
        PyErr_SetString(PyExc_ValueError, "Booleans unacceptable as partition index");
    } else if (!la_dtype_is_integer(a->dtype)) {
        PyErr_SetString(PyExc_TypeError, "Partition index must be integer");
    } else if (a->ndim > 1) {
        PyErr_Format(PyExc_ValueError, "kth array must have dimension <= 1");
    } else {
        result = rumpy_as_intp(a, LA_CASTING_UNSAFE);
    }
    Py_DECREF(given);
    return result;
}

/* --- what a function works on ------------------------------------------------------------------
 */

/* All elements as a vector of a's class, a view where possible. */
static PyObject *flat(PyObject *ndarray)
{
    const la_array *a = rumpy_array_of(ndarray);
    if (a->ndim == 1) {
        Py_INCREF(ndarray);
        return ndarray;
    }
    la_array line = LA_ARRAY_NULL;
    la_status status = la_reshape(&line, a, 1, &a->size, LA_ORDER_C, NULL);
    return status == LA_OK ? rumpy_ndarray_wrap_like(ndarray, &line) : rumpy_raise(status);
}

static PyObject *copy_of(PyObject *ndarray)
{
    la_array copy = LA_ARRAY_NULL;
    la_status status =
        la_astype(&copy, rumpy_array_of(ndarray), NULL, LA_ORDER_K, LA_CASTING_UNSAFE);
    return status == LA_OK ? rumpy_ndarray_wrap_like(ndarray, &copy) : rumpy_raise(status);
}

/* A fresh copy of obj's elements, or with axis None of all in a vector, with the axis to sort. */
static PyObject *copy_to_sort(PyObject *obj, PyObject *axis_arg, ptrdiff_t *axis)
{
    const bool all = axis_arg == Py_None;
    *axis = -1;
    if (!all && !parse_axis(axis_arg, axis)) return NULL;
    PyObject *ndarray = rumpy_asarray(obj, NULL);
    if (ndarray == NULL) return NULL;
    PyObject *line = all ? flat(ndarray) : ndarray;
    if (!all) Py_INCREF(line);
    /* What was made of a list is nobody else's. */
    const bool fresh = line != NULL && (PyList_Check(obj) || PyTuple_Check(obj));
    PyObject *result = line == NULL ? NULL : fresh ? line : copy_of(line);
    if (fresh) Py_INCREF(line);
    Py_XDECREF(line);
    Py_DECREF(ndarray);
    return result;
}

/* --- sort ---------------------------------------------------------------------------------------
 */

static const char *const sort_names[] = {"a", "axis", "kind", "order", "stable", NULL};
/* The functions, unlike the methods, have the array API's `descending`, too. */
static const char *const function_names[] = {"a",      "axis",       "kind", "order",
                                             "stable", "descending", NULL};

/* A view of the array, backwards along the axis: sorting that upwards sorts the array downwards,
 * and leaves equal elements in their order. */
static la_status backwards(la_array *view, const la_array *a, ptrdiff_t axis)
{
    ptrdiff_t strides[LA_MAXDIMS];
    int k;
    LA_TRY(la_normalize_axis(axis, a->ndim, &k));
    for (int i = 0; i < a->ndim; i++)
        strides[i] = i == k ? -a->strides[i] : a->strides[i];
    char *data = a->size == 0 ? a->data : a->data + (a->shape[k] - 1) * a->strides[k];
    return la_array_init_view(view, a, data, a->dtype, a->ndim, a->shape, strides);
}

static la_status sort_down(la_array *a, ptrdiff_t axis)
{
    la_array view = LA_ARRAY_NULL;
    LA_TRY(backwards(&view, a, axis));
    la_status status = la_sort(&view, axis);
    la_array_destroy(&view);
    return status;
}

/* The ranks of the array read backwards become places of the array, last first. */
static la_status rank_down(la_array *out, const la_array *a, ptrdiff_t axis)
{
    la_array view = LA_ARRAY_NULL, ranks = LA_ARRAY_NULL, turned = LA_ARRAY_NULL;
    int k;
    LA_TRY(la_normalize_axis(axis, a->ndim, &k));
    la_status status = backwards(&view, a, axis);
    if (status == LA_OK) status = la_argsort(&ranks, &view, axis);
    if (status == LA_OK) status = backwards(&turned, &ranks, axis);
    if (status == LA_OK) status = la_astype(out, &turned, NULL, LA_ORDER_C, LA_CASTING_NO);
    ptrdiff_t *places = status == LA_OK ? (ptrdiff_t *)(void *)out->data : NULL;
    for (ptrdiff_t i = 0; places != NULL && i < out->size; i++)
        places[i] = a->shape[k] - 1 - places[i];
    la_array_destroy(&view);
    la_array_destroy(&ranks);
    la_array_destroy(&turned);
    return status;
}

static PyObject *array_sort(ARGUMENTS)
{
    static const rumpy_signature signature = {"sort", sort_names + 1, 0, 3, 0};
    PyObject *values[4] = {NULL};
    ptrdiff_t axis = -1;
    if ((nargs > 0 || kwnames != NULL) &&
        (!rumpy_parse(&signature, args, nargs, kwnames, values) || !parse_axis(values[0], &axis) ||
         !check_kind(values[1], values[3]) || !has_no_fields(values[2])))
        return NULL;
    la_status status = la_sort(rumpy_array_of(self), axis);
    if (status != LA_OK) return rumpy_raise(status);
    Py_RETURN_NONE;
}

static PyObject *core_sort(ARGUMENTS)
{
    static const rumpy_signature signature = {"sort", function_names, 0, 4, 1};
    (void)self;
    PyObject *values[6];
    ptrdiff_t axis = -1;
    bool down;
    if (!rumpy_parse(&signature, args, nargs, kwnames, values) ||
        (values[1] != Py_None && !parse_axis(values[1], &axis)) ||
        !check_kind(values[2], values[4]) || !has_no_fields(values[3]) ||
        !rumpy_parse_bool(values[5], false, &down))
        return NULL;
    PyObject *result = copy_to_sort(values[0], values[1], &axis);
    if (result == NULL) return NULL;
    la_array *a = rumpy_array_of(result);
    la_status status = down ? sort_down(a, axis) : la_sort(a, axis);
    if (status == LA_OK) return result;
    Py_DECREF(result);
    return rumpy_raise(status);
}

/* --- argsort ------------------------------------------------------------------------------------
 */

/* A scalar's ranks are a vector of one element, too. They are of the ranked array's class. */
static PyObject *positions(PyObject *like, la_array *ranks)
{
    if (ranks->ndim > 0) return rumpy_ndarray_wrap_like(like, ranks);
    la_array vector = LA_ARRAY_NULL;
    const ptrdiff_t one = 1;
    la_status status = la_reshape(&vector, ranks, 1, &one, LA_ORDER_C, NULL);
    la_array_destroy(ranks);
    if (status != LA_OK) return rumpy_raise(status);
    vector.flags |= LA_OWNDATA;
    return rumpy_ndarray_wrap_like(like, &vector);
}

/* places: NULL to sort (downwards, if `down`), else a vector of places to partition at. */
static PyObject *rank(PyObject *ndarray, PyObject *axis_arg, const la_array *places, bool down)
{
    const bool all = axis_arg == Py_None;
    ptrdiff_t axis = -1;
    if (!all && !parse_axis(axis_arg, &axis)) return NULL;
    PyObject *line = all ? flat(ndarray) : ndarray;
    if (line == NULL) return NULL;
    la_array ranks = LA_ARRAY_NULL;
    const la_array *a = rumpy_array_of(line);
    la_status status = places != NULL        ? la_argpartition(&ranks, a, axis, places->size,
                                                               (const ptrdiff_t *)places->data)
                       : down && a->ndim > 0 ? rank_down(&ranks, a, axis)
                                             : la_argsort(&ranks, a, axis);
    if (all) Py_DECREF(line);
    return status == LA_OK ? positions(ndarray, &ranks) : rumpy_raise(status);
}

static PyObject *array_argsort(ARGUMENTS)
{
    static const rumpy_signature signature = {"argsort", sort_names + 1, 0, 3, 0};
    PyObject *values[4];
    if (!rumpy_parse(&signature, args, nargs, kwnames, values) ||
        !check_kind(values[1], values[3]) || !has_no_fields(values[2]))
        return NULL;
    return rank(self, values[0], NULL, false);
}

static PyObject *core_argsort(ARGUMENTS)
{
    static const rumpy_signature signature = {"argsort", function_names, 0, 4, 1};
    (void)self;
    PyObject *values[6];
    bool down;
    if (!rumpy_parse(&signature, args, nargs, kwnames, values) ||
        !check_kind(values[2], values[4]) || !has_no_fields(values[3]) ||
        !rumpy_parse_bool(values[5], false, &down))
        return NULL;
    PyObject *ndarray = rumpy_asarray(values[0], NULL);
    if (ndarray == NULL) return NULL;
    PyObject *result = rank(ndarray, values[1], NULL, down);
    Py_DECREF(ndarray);
    return result;
}

/* --- partition ----------------------------------------------------------------------------------
 */

static const char *const partition_names[] = {"a", "kth", "axis", "kind", "order", NULL};

static la_status divide(PyObject *ndarray, ptrdiff_t axis, PyObject *kth)
{
    const la_array *places = rumpy_array_of(kth);
    return la_partition(rumpy_array_of(ndarray), axis, places->size,
                        (const ptrdiff_t *)places->data);
}

static PyObject *array_partition(ARGUMENTS)
{
    static const rumpy_signature signature = {"partition", partition_names + 1, 0, 4, 1};
    PyObject *values[4];
    ptrdiff_t axis;
    if (!rumpy_parse(&signature, args, nargs, kwnames, values) || !parse_axis(values[1], &axis) ||
        !check_select_kind(values[2]) || !has_no_fields(values[3]))
        return NULL;
    PyObject *kth = parse_kth(values[0]);
    if (kth == NULL) return NULL;
    la_status status = divide(self, axis, kth);
    Py_DECREF(kth);
    if (status != LA_OK) return rumpy_raise(status);
    Py_RETURN_NONE;
}

static PyObject *core_partition(ARGUMENTS)
{
    static const rumpy_signature signature = {"partition", partition_names, 0, 5, 2};
    (void)self;
    PyObject *values[5];
    ptrdiff_t axis;
    if (!rumpy_parse(&signature, args, nargs, kwnames, values) || !check_select_kind(values[3]) ||
        !has_no_fields(values[4]))
        return NULL;
    PyObject *result = copy_to_sort(values[0], values[2], &axis);
    PyObject *kth = result == NULL ? NULL : parse_kth(values[1]);
    la_status status = kth == NULL ? LA_OK : divide(result, axis, kth);
    if (status != LA_OK) rumpy_raise(status);
    if (kth == NULL || status != LA_OK) Py_CLEAR(result);
    Py_XDECREF(kth);
    return result;
}

static PyObject *argpartition(PyObject *ndarray, PyObject *kth_arg, PyObject *axis)
{
    PyObject *kth = parse_kth(kth_arg);
    if (kth == NULL) return NULL;
    PyObject *result = rank(ndarray, axis, rumpy_array_of(kth), false);
    Py_DECREF(kth);
    return result;
}

static PyObject *array_argpartition(ARGUMENTS)
{
    static const rumpy_signature signature = {"argpartition", partition_names + 1, 0, 4, 1};
    PyObject *values[4];
    if (!rumpy_parse(&signature, args, nargs, kwnames, values) || !check_select_kind(values[2]) ||
        !has_no_fields(values[3]))
        return NULL;
    return argpartition(self, values[0], values[1]);
}

static PyObject *core_argpartition(ARGUMENTS)
{
    static const rumpy_signature signature = {"argpartition", partition_names, 0, 5, 2};
    (void)self;
    PyObject *values[5];
    if (!rumpy_parse(&signature, args, nargs, kwnames, values) || !check_select_kind(values[3]) ||
        !has_no_fields(values[4]))
        return NULL;
    PyObject *ndarray = rumpy_asarray(values[0], NULL);
    if (ndarray == NULL) return NULL;
    PyObject *result = argpartition(ndarray, values[1], values[2]);
    Py_DECREF(ndarray);
    return result;
}

/* --- searchsorted -------------------------------------------------------------------------------
 */

static const char *const search_names[] = {"a", "v", "side", "sorter", NULL};

static bool parse_side(PyObject *value, bool *right)
{
    *right = false;
    if (value == NULL) return true;
    const char *text = text_of(value, "search side");
    if (text == NULL) return false;
    *right = strcmp(text, "right") == 0;
    if (*right || strcmp(text, "left") == 0) return true;
    const char *format = text[0] != '\0' && strchr("lLrR", text[0]) != NULL
                             ? "search side must be one of 'left' or 'right'"
                             : "search side must be 'left' or 'right' (got '%S')";
    PyErr_Format(PyExc_ValueError, format, value);
    return false;
}

/* sorter= as a vector of LA_INTP, NULL where absent. */
static bool parse_sorter(PyObject *value, ptrdiff_t size, PyObject **sorter)
{
    *sorter = NULL;
    if (value == NULL || value == Py_None) return true;
    PyObject *given = rumpy_asarray(value, NULL);
    if (given == NULL) return false;
    const la_array *a = rumpy_array_of(given);
    if (a->ndim != 1) {
        PyErr_SetString(PyExc_TypeError, "could not parse sorter argument");
    } else if (!la_dtype_is_integer(a->dtype)) {
        PyErr_SetString(PyExc_TypeError, "sorter must only contain integers");
    } else if (a->size != size) {
        PyErr_SetString(PyExc_ValueError, "sorter.size must equal a.size");
    } else {
        *sorter = rumpy_as_intp(a, LA_CASTING_UNSAFE);
    }
    Py_DECREF(given);
    return *sorter != NULL;
}

/* obj's elements as the dtype: a new reference, to obj itself where that will do. */
static PyObject *cast_to(PyObject *ndarray, const la_dtype *dtype)
{
    if (rumpy_array_of(ndarray)->dtype == dtype) {
        Py_INCREF(ndarray);
        return ndarray;
    }
    la_array cast = LA_ARRAY_NULL;
    la_status status =
        la_astype(&cast, rumpy_array_of(ndarray), dtype, LA_ORDER_K, LA_CASTING_UNSAFE);
    return status == LA_OK ? rumpy_ndarray_wrap(&cast, NULL) : rumpy_raise(status);
}

static PyObject *search(PyObject *haystack, PyObject *needles, bool right, PyObject *sorter)
{
    const la_dtype *common =
        la_promote_types(rumpy_array_of(haystack)->dtype, rumpy_array_of(needles)->dtype);
    PyObject *x = cast_to(haystack, common), *y = x == NULL ? NULL : cast_to(needles, common);
    PyObject *result = NULL;
    if (y != NULL) {
        la_array out = LA_ARRAY_NULL;
        la_status status = la_searchsorted(&out, rumpy_array_of(x), rumpy_array_of(y), right,
                                           sorter == NULL ? NULL : rumpy_array_of(sorter));
        result = status == LA_OK ? rumpy_return(&out) : rumpy_raise(status);
    }
    Py_XDECREF(x);
    Py_XDECREF(y);
    return result;
}

/* values: v, side, sorter. */
static PyObject *searchsorted(PyObject *haystack, PyObject *const *values)
{
    bool right;
    PyObject *sorter;
    if (!parse_side(values[1], &right)) return NULL;
    const int ndim = rumpy_array_of(haystack)->ndim;
    PyObject *needles = rumpy_asarray(values[0], NULL);
    if (needles == NULL) return NULL;
    PyObject *result = NULL;
    if (ndim != 1) {
        PyErr_SetString(PyExc_ValueError, ndim == 0 ? "object of too small depth for desired array"
                                                    : "object too deep for desired array");
    } else if (parse_sorter(values[2], rumpy_array_of(haystack)->size, &sorter)) {
        result = search(haystack, needles, right, sorter);
        Py_XDECREF(sorter);
    }
    Py_DECREF(needles);
    return result;
}

static PyObject *array_searchsorted(ARGUMENTS)
{
    static const rumpy_signature signature = {"searchsorted", search_names + 1, 0, 3, 1};
    PyObject *values[3];
    if (!rumpy_parse(&signature, args, nargs, kwnames, values)) return NULL;
    return searchsorted(self, values);
}

static PyObject *core_searchsorted(ARGUMENTS)
{
    static const rumpy_signature signature = {"searchsorted", search_names, 0, 4, 2};
    (void)self;
    PyObject *values[4];
    if (!rumpy_parse(&signature, args, nargs, kwnames, values)) return NULL;
    PyObject *haystack = rumpy_asarray(values[0], NULL);
    if (haystack == NULL) return NULL;
    PyObject *result = searchsorted(haystack, values + 1);
    Py_DECREF(haystack);
    return result;
}

/* --- lexsort ------------------------------------------------------------------------------------
 */

static PyObject *lexsort(ARGUMENTS)
{
    static const char *const names[] = {"keys", "axis", NULL};
    static const rumpy_signature signature = {"lexsort", names, 0, 2, 1};
    (void)self;
    PyObject *values[2];
    ptrdiff_t axis;
    if (!rumpy_parse(&signature, args, nargs, kwnames, values) || !parse_axis(values[1], &axis))
        return NULL;
    PyObject *keys = PySequence_Tuple(values[0]);
    const Py_ssize_t n = keys == NULL ? 0 : PyTuple_Size(keys);
    if (n == 0) {
        PyErr_SetString(PyExc_TypeError, "need sequence of keys with len > 0 in lexsort");
        Py_XDECREF(keys);
        return NULL;
    }
    PyObject **objects = PyMem_Calloc((size_t)n, sizeof *objects);
    const la_array **arrays = PyMem_Calloc((size_t)n, sizeof *arrays);
    if (objects == NULL || arrays == NULL) PyErr_NoMemory();
    bool ok = objects != NULL && arrays != NULL;
    for (Py_ssize_t i = 0; ok && i < n; i++) {
        objects[i] = rumpy_asarray(PyTuple_GetItem(keys, i), NULL);
        ok = objects[i] != NULL;
        if (ok) arrays[i] = rumpy_array_of(objects[i]);
    }
    PyObject *result = NULL;
    if (ok) {
        la_array out = LA_ARRAY_NULL;
        la_status status = la_lexsort(&out, (int)n, arrays, axis);
        result = status == LA_OK ? rumpy_return(&out) : rumpy_raise(status);
    }
    for (Py_ssize_t i = 0; objects != NULL && i < n; i++)
        Py_XDECREF(objects[i]);
    PyMem_Free(objects);
    PyMem_Free(arrays);
    Py_DECREF(keys);
    return result;
}

PyMethodDef rumpy_sorting_methods[] = {
    {"sort", FUNCTION(array_sort), FASTCALL,
     "sort($self, /, axis=-1, kind=None, order=None, *, stable=None)\n--\n\n"
     "Sorts the array in place along an axis; see `rumpy.sort`."},
    {"argsort", FUNCTION(array_argsort), FASTCALL,
     "argsort($self, /, axis=-1, kind=None, order=None, *, stable=None)\n--\n\n"
     "The positions that would sort the array; see `rumpy.argsort`."},
    {"partition", FUNCTION(array_partition), FASTCALL,
     "partition($self, kth, /, axis=-1, kind='introselect', order=None)\n--\n\n"
     "Partitions the array in place along an axis; see `rumpy.partition`."},
    {"argpartition", FUNCTION(array_argpartition), FASTCALL,
     "argpartition($self, kth, /, axis=-1, kind='introselect', order=None)\n--\n\n"
     "The positions that would partition the array; see `rumpy.argpartition`."},
    {"searchsorted", FUNCTION(array_searchsorted), FASTCALL,
     "searchsorted($self, v, /, side='left', sorter=None)\n--\n\n"
     "Where values belong in the sorted array; see `rumpy.searchsorted`."},
    {NULL, NULL, 0, NULL},
};

PyMethodDef rumpy_sorting_functions[] = {
    {"sort", FUNCTION(core_sort), FASTCALL,
     "sort(a, axis=-1, kind=None, order=None, *, stable=None, descending=False)\n--\n\n"
     "A sorted copy along an axis, or (None) of all elements in one dimension.\n\n"
     "NaN comes last, and, descending, first. Every kind is stable. Errors: AxisError, ValueError "
     "for another kind.\n\n"
     ">>> import rumpy as np\n>>> np.sort([[3, 1], [0, 2]])\narray([[1, 3],\n       [0, 2]])\n"},
    {"argsort", FUNCTION(core_argsort), FASTCALL,
     "argsort(a, axis=-1, kind=None, order=None, *, stable=None, descending=False)\n--\n\n"
     "The positions that would sort along an axis, or (None) all elements.\n\n"
     "Equal elements stay in their order. Errors: AxisError, ValueError for another kind.\n\n"
     ">>> import rumpy as np\n>>> np.argsort([30, 10, 20])\narray([1, 2, 0])\n"},
    {"partition", FUNCTION(core_partition), FASTCALL,
     "partition(a, kth, axis=-1, kind='introselect', order=None)\n--\n\n"
     "A copy in which place kth (or each of several) holds what sorting would put there,\n"
     "smaller elements before it and greater ones behind it.\n\n"
     "Errors: AxisError, ValueError where kth is out of bounds.\n\n"
     ">>> import rumpy as np\n>>> np.partition([7, 1, 5, 3], 1)[1]\nnp.int64(3)\n"},
    {"argpartition", FUNCTION(core_argpartition), FASTCALL,
     "argpartition(a, kth, axis=-1, kind='introselect', order=None)\n--\n\n"
     "The positions that would partition along an axis, or (None) all elements.\n\n"
     "Errors: AxisError, ValueError where kth is out of bounds.\n\n"
     ">>> import rumpy as np\n>>> np.argpartition([7, 1, 5, 3], 0)[0]\nnp.int64(1)\n"},
    {"searchsorted", FUNCTION(core_searchsorted), FASTCALL,
     "searchsorted(a, v, side='left', sorter=None)\n--\n\n"
     "Where values could be put into a sorted 1-d array: before ('left') or behind equal ones.\n\n"
     "sorter: positions that sort a. Errors: ValueError, TypeError.\n\n"
     ">>> import rumpy as np\n>>> np.searchsorted([1, 2, 3], [0, 2, 9])\narray([0, 1, 3])\n"},
    {"lexsort", FUNCTION(lexsort), FASTCALL,
     "lexsort(keys, axis=-1)\n--\n\n"
     "The positions that sort by several keys of one shape, of which the last matters most.\n\n"
     "Errors: TypeError without keys, ValueError for different shapes.\n\n"
     ">>> import rumpy as np\n>>> np.lexsort(([3, 1, 2], [0, 1, 0]))\narray([2, 0, 1])\n"},
    {NULL, NULL, 0, NULL},
};

/* Arguments of np.nditer and np.nested_iters. */
#include <string.h>

#include "nditer.h"

typedef struct named_flag {
    const char *name;
    unsigned flag;
} named_flag;

static const named_flag global_flags[] = {
    {"buffered", NDITER_BUFFERED},
    {"c_index", NDITER_C_INDEX},
    {"common_dtype", NDITER_COMMON_DTYPE},
    {"copy_if_overlap", NDITER_COPY_IF_OVERLAP},
    {"delay_bufalloc", NDITER_DELAY_BUFALLOC},
    {"external_loop", NDITER_EXTERNAL_LOOP},
    {"f_index", NDITER_F_INDEX},
    {"grow_inner", NDITER_GROWINNER},
    {"growinner", NDITER_GROWINNER},
    {"multi_index", NDITER_MULTI_INDEX},
    {"ranged", NDITER_RANGED},
    {"reduce_ok", NDITER_REDUCE_OK},
    {"refs_ok", 0},
    {"zerosize_ok", NDITER_ZEROSIZE_OK},
    {NULL, 0},
};

enum { READONLY = 1 << 28, READWRITE = 1 << 29, WRITEONLY = 1 << 30 };

static const named_flag operand_flags[] = {
    {"aligned", NDITER_ALIGNED},
    {"allocate", NDITER_ALLOCATE},
    {"arraymask", NDITER_ARRAYMASK},
    {"contig", NDITER_CONTIG},
    {"copy", NDITER_COPY},
    {"nbo", 0}, /* all bytes are in the machine's order */
    {"no_broadcast", NDITER_NO_BROADCAST},
    {"no_subtype", NDITER_NO_SUBTYPE},
    {"overlap_assume_elementwise", NDITER_ELEMENTWISE},
    {"readonly", READONLY | NDITER_READ},
    {"readwrite", READWRITE | NDITER_READ | NDITER_WRITE},
    {"updateifcopy", NDITER_UPDATEIFCOPY},
    {"virtual", NDITER_VIRTUAL},
    {"writemasked", NDITER_WRITEMASKED},
    {"writeonly", WRITEONLY | NDITER_WRITE},
    {NULL, 0},
};

static bool is_list(PyObject *obj)
{
    return PyTuple_Check(obj) || PyList_Check(obj);
}

static bool is_given(PyObject *obj)
{
    return obj != NULL && obj != Py_None;
}

/* Item k of a list or tuple, a borrowed reference. */
static PyObject *item(PyObject *list, Py_ssize_t k)
{
    return PyTuple_Check(list) ? PyTuple_GetItem(list, k) : PyList_GetItem(list, k);
}

/* The flags of a list of names; kind: what they are called. */
static bool read_flags(PyObject *names, const named_flag *table, const char *kind, unsigned *flags)
{
    for (Py_ssize_t k = 0; k < PySequence_Size(names); k++) {
        PyObject *name = item(names, k);
        const char *text = NULL;
        if (PyUnicode_Check(name))
            text = PyUnicode_AsUTF8AndSize(name, NULL);
        else if (PyBytes_Check(name))
            text = PyBytes_AsString(name);
        else
            PyErr_Format(PyExc_TypeError, "%s flags must be strings, not %R", kind, name);
        if (text == NULL) return false;
        const named_flag *entry = table;
        while (entry->name != NULL && strcmp(entry->name, text) != 0)
            entry++;
        if (entry->name == NULL) {
            PyErr_Format(PyExc_ValueError, "Unexpected %s flag \"%s\"", kind, text);
            return false;
        }
        *flags |= entry->flag;
    }
    return true;
}

static bool fail(const char *text)
{
    PyErr_SetString(PyExc_ValueError, text);
    return false;
}

static bool read_global_flags(PyObject *names, unsigned *flags)
{
    *flags = 0;
    if (!is_given(names)) return true;
    if (!is_list(names)) return fail("Iterator global flags must be a list or tuple of strings");
    return read_flags(names, global_flags, "iterator global", flags);
}

/* One way of access must have been named; the bits that tell which are cleared. */
static bool check_access(unsigned *flags)
{
    const unsigned access = *flags & (READONLY | READWRITE | WRITEONLY);
    *flags &= ~(unsigned)(READONLY | READWRITE | WRITEONLY);
    if (access == 0)
        return fail("None of the iterator flags READWRITE, READONLY, or WRITEONLY were specified "
                    "for an operand");
    if ((access & (access - 1)) != 0)
        return fail("Only one of the iterator flags READWRITE, READONLY, and WRITEONLY may be "
                    "specified for an operand");
    return true;
}

/* --- everything that is asked of an iterator, with the memory for it ---------------------------
 */

typedef struct arguments {
    nditer_request request;
    PyObject *list; /* the arrays, None for what is to be made */
    int *axes;      /* the rows of op_axes */
} arguments;

static bool read_operands(arguments *a, PyObject *op)
{
    nditer_request *r = &a->request;
    const bool several = is_list(op);
    const Py_ssize_t n = several ? PySequence_Size(op) : 1;
    if (n == 0) return fail("Must provide at least one operand");
    if (n > INT32_MAX / 64) return fail("Too many operands to nditer");
    r->nop = (int)n;
    const size_t count = (size_t)n;
    r->arrays = PyMem_Calloc(count, sizeof *r->arrays);
    r->op_flags = PyMem_Calloc(count, sizeof *r->op_flags);
    r->dtypes = PyMem_Calloc(count, sizeof *r->dtypes);
    a->list = PyList_New(0);
    if (r->arrays == NULL || r->op_flags == NULL || r->dtypes == NULL || a->list == NULL) {
        PyErr_NoMemory();
        return false;
    }
    for (Py_ssize_t k = 0; k < n; k++) {
        PyObject *given = several ? item(op, k) : op;
        PyObject *array = given == Py_None ? Py_NewRef(Py_None) : rumpy_asarray(given, NULL);
        if (array == NULL || PyList_Append(a->list, array) < 0) {
            Py_XDECREF(array);
            return false;
        }
        if (array != Py_None) r->arrays[k] = array;
        Py_DECREF(array); /* the list holds it */
    }
    return true;
}

/* What is written to must be an array, so that somebody sees it. */
static bool check_written(PyObject *op, unsigned flags)
{
    if (!(flags & NDITER_WRITE) || op == Py_None || rumpy_is_ndarray(op)) return true;
    PyErr_SetString(PyExc_TypeError,
                    "Iterator operand is flagged as writeable, but is an object which cannot be "
                    "written back to via WRITEBACKIFCOPY");
    return false;
}

static bool read_op_flags(nditer_request *r, PyObject *ops, PyObject *given)
{
    const bool several = is_list(ops);
    const char *text = "op_flags must be a tuple or array of per-op flag-tuples";
    if (!is_given(given)) {
        for (int op = 0; op < r->nop; op++)
            r->op_flags[op] = r->arrays[op] != NULL ? NDITER_READ : NDITER_WRITE | NDITER_ALLOCATE;
        return true;
    }
    if (!is_list(given)) return fail(text);
    const Py_ssize_t n = PySequence_Size(given);
    bool names = true, lists = n == r->nop;
    for (Py_ssize_t k = 0; k < n; k++) {
        PyObject *one = item(given, k);
        if (!PyUnicode_Check(one) && !PyBytes_Check(one)) names = false;
        if (!is_list(one)) lists = false;
    }
    if (!names && !lists) return fail(text);
    for (int op = 0; op < r->nop; op++) {
        PyObject *own = names ? given : item(given, op);
        if (!read_flags(own, operand_flags, "per-op iterator", &r->op_flags[op])) return false;
        if (!check_access(&r->op_flags[op])) return false;
        if (!check_written(several ? item(ops, op) : ops, r->op_flags[op])) return false;
    }
    return true;
}

static bool read_dtypes(nditer_request *r, PyObject *given)
{
    if (!is_given(given)) return true;
    const bool each = is_list(given) && PySequence_Size(given) == r->nop;
    for (int op = 0; op < r->nop; op++) {
        PyObject *own = each ? item(given, op) : given;
        if (own == Py_None) continue;
        r->dtypes[op] = rumpy_dtype_from(own);
        if (r->dtypes[op] == NULL) return false;
    }
    return true;
}

static bool make_rows(arguments *a, int ndim)
{
    nditer_request *r = &a->request;
    const size_t n = (size_t)r->nop;
    r->op_axes = PyMem_Calloc(n, sizeof *r->op_axes);
    a->axes = PyMem_Malloc(n * (size_t)(ndim + 1) * sizeof *a->axes);
    r->op_ndim = ndim;
    if (r->op_axes != NULL && a->axes != NULL) return true;
    PyErr_NoMemory();
    return false;
}

/* The axes of one operand: None and -1 are none of its own. */
static bool read_row(nditer_request *r, int op, PyObject *given, int *row)
{
    r->op_axes[op] = row;
    for (int i = 0; i < r->op_ndim; i++) {
        PyObject *one = item(given, i);
        const Py_ssize_t axis = one == Py_None ? -1 : PyNumber_AsSsize_t(one, PyExc_OverflowError);
        if (axis == -1 && PyErr_Occurred()) return false;
        row[i] = axis < 0 ? -1 : axis > LA_MAXDIMS ? LA_MAXDIMS + 1 : (int)axis;
        for (int k = 0; axis >= 0 && k < i; k++) {
            if (row[k] != row[i]) continue;
            PyErr_Format(PyExc_ValueError,
                         "The 'op_axes' provided to the iterator constructor for operand %d "
                         "contained duplicate value %zd",
                         op, axis);
            return false;
        }
    }
    return true;
}

static bool read_op_axes(arguments *a, PyObject *given)
{
    nditer_request *r = &a->request;
    r->op_ndim = -1;
    if (!is_given(given)) return true;
    if (!is_list(given) || PySequence_Size(given) != r->nop)
        return fail("op_axes must be a tuple/list matching the number of ops");
    Py_ssize_t ndim = -1;
    for (int op = 0; op < r->nop; op++) {
        PyObject *own = item(given, op);
        if (own == Py_None) continue;
        if (!is_list(own)) return fail("Each entry of op_axes must be None or a tuple/list");
        if (ndim >= 0 && PySequence_Size(own) != ndim)
            return fail("Each entry of op_axes must have the same size");
        ndim = PySequence_Size(own);
    }
    if (ndim < 0)
        return fail(
            "If op_axes is provided, at least one list of axes must be contained within it");
    if (ndim > LA_MAXDIMS) return fail("Too many dimensions in op_axes");
    if (!make_rows(a, (int)ndim)) return false;
    for (int op = 0; op < r->nop; op++) {
        PyObject *own = item(given, op);
        if (own != Py_None && !read_row(r, op, own, a->axes + (ptrdiff_t)op * ndim)) return false;
    }
    return true;
}

static bool read_itershape(nditer_request *r, PyObject *given)
{
    if (!is_given(given)) return true;
    r->has_itershape = true;
    if (!rumpy_parse_ints(given, "shape", &r->itershape_ndim, r->itershape)) return false;
    if (r->op_ndim >= 0 && r->op_ndim != r->itershape_ndim)
        return fail("'op_axes' and 'itershape' must have the same number of entries equal to the "
                    "iterator ndim");
    return true;
}

static void clear(arguments *a)
{
    PyMem_Free(a->request.arrays);
    PyMem_Free(a->request.op_flags);
    PyMem_Free(a->request.dtypes);
    PyMem_Free(a->request.op_axes);
    PyMem_Free(a->axes);
    Py_XDECREF(a->list);
}

/* --- nested iterators ------------------------------------------------------------------------- */

/* The levels' axes, into one list; each level's number of them into lengths[]. */
static int read_levels(PyObject *given, int *lengths, int *axes)
{
    if (!is_list(given)) {
        fail("axes must be a tuple of axis arrays");
        return 0;
    }
    const Py_ssize_t n = PySequence_Size(given);
    int used = 0;
    if (n < 2) {
        fail("axes must have at least 2 entries for nested iteration");
        return 0;
    }
    if (n > NDITER_MOST_NESTED) {
        fail("axes must have at most 64 entries for nested iteration");
        return 0;
    }
    for (Py_ssize_t k = 0; k < n; k++) {
        PyObject *own = item(given, k);
        if (!is_list(own)) {
            fail("Each item in axes must be an integer tuple");
            return 0;
        }
        lengths[k] = (int)PySequence_Size(own);
        for (int i = 0; i < lengths[k]; i++) {
            const Py_ssize_t axis = PyNumber_AsSsize_t(item(own, i), PyExc_OverflowError);
            if (axis == -1 && PyErr_Occurred()) return 0;
            if (axis < 0 || axis >= LA_MAXDIMS) {
                fail("An axis is out of bounds");
                return 0;
            }
            for (int other = 0; other < used; other++) {
                if (axes[other] != axis) continue;
                fail("An axis is used more than once");
                return 0;
            }
            axes[used++] = (int)axis;
        }
    }
    return (int)n;
}

/* The level's axes are those of every operand. */
static bool set_rows(arguments *a, int length, const int *axes)
{
    nditer_request *r = &a->request;
    PyMem_Free(r->op_axes);
    PyMem_Free(a->axes);
    r->op_axes = NULL;
    a->axes = NULL;
    if (!make_rows(a, length)) return false;
    for (int op = 0; op < r->nop; op++) {
        r->op_axes[op] = a->axes + (ptrdiff_t)op * length;
        for (int i = 0; i < length; i++)
            r->op_axes[op][i] = axes[i];
    }
    return true;
}

/* From the second level on: of the arrays that the first level has found or made. */
static void take_over(nditer_request *r, const nditer *first)
{
    for (int op = 0; op < r->nop; op++) {
        r->arrays[op] = first->ops[op].array;
        r->op_flags[op] &= ~(unsigned)(NDITER_COPY | NDITER_UPDATEIFCOPY | NDITER_ALLOCATE);
    }
    r->flags &= ~(unsigned)NDITER_COMMON_DTYPE;
}

/* Only the last level has buffers, whole pieces and, with buffers, other types. */
static int make_levels(arguments *a, int n, const int *lengths, const int *axes, nditer **its)
{
    nditer_request *r = &a->request;
    const unsigned flags = r->flags, inner = NDITER_EXTERNAL_LOOP | NDITER_BUFFERED;
    const la_dtype **dtypes = r->dtypes;
    const la_dtype **outer = PyMem_Calloc((size_t)r->nop, sizeof *outer);
    int made = 0;
    if (outer == NULL) PyErr_NoMemory();
    for (int op = 0; outer != NULL && op < r->nop; op++)
        if (r->arrays[op] == NULL || (r->op_flags[op] & (NDITER_COPY | NDITER_UPDATEIFCOPY)))
            outer[op] = dtypes[op];
    for (; outer != NULL && made < n; made++) {
        const bool last = made == n - 1;
        r->flags = last ? flags : flags & ~inner;
        if (made > 0) take_over(r, its[0]);
        r->dtypes = !last && (flags & NDITER_BUFFERED) ? outer : dtypes;
        if (!set_rows(a, lengths[made], axes)) break;
        its[made] = nditer_make(r);
        if (its[made] == NULL) break;
        axes += lengths[made];
    }
    r->dtypes = dtypes;
    PyMem_Free(outer);
    if (made == n) return n;
    for (int k = 0; k < made; k++)
        nditer_free(its[k]);
    return 0;
}

int nditer_from_args(PyObject *args, PyObject *kwargs, bool nested, nditer **its)
{
    static char *names[] = {"op",      "flags",   "op_flags",  "op_dtypes",  "order",
                            "casting", "op_axes", "itershape", "buffersize", NULL};
    static char *nested_names[] = {"op",    "axes",    "flags",      "op_flags", "op_dtypes",
                                   "order", "casting", "buffersize", NULL};
    PyObject *op, *levels = NULL, *flags = NULL, *op_flags = NULL, *op_dtypes = NULL;
    PyObject *order = NULL, *casting = NULL, *op_axes = NULL, *itershape = NULL;
    arguments a = {.request = {.op_ndim = -1}};
    nditer_request *r = &a.request;
    int lengths[NDITER_MOST_NESTED], axes[LA_MAXDIMS], count = 1;
    const bool parsed =
        nested ? PyArg_ParseTupleAndKeywords(args, kwargs, "OO|OOOOOn:nested_iters", nested_names,
                                             &op, &levels, &flags, &op_flags, &op_dtypes, &order,
                                             &casting, &r->buffersize)
               : PyArg_ParseTupleAndKeywords(args, kwargs, "O|OOOOOOOn:nditer", names, &op, &flags,
                                             &op_flags, &op_dtypes, &order, &casting, &op_axes,
                                             &itershape, &r->buffersize);
    if (!parsed) return 0;
    if (nested) count = read_levels(levels, lengths, axes);
    const bool ok = count > 0 && read_global_flags(flags, &r->flags) && read_operands(&a, op) &&
                    read_op_flags(r, op, op_flags) && read_dtypes(r, op_dtypes) &&
                    rumpy_parse_order(order, LA_ORDER_K, &r->order) &&
                    rumpy_parse_casting(casting, LA_CASTING_SAFE, &r->casting) &&
                    read_op_axes(&a, op_axes) && read_itershape(r, itershape);
    if (!ok)
        count = 0;
    else if (nested)
        count = make_levels(&a, count, lengths, axes, its);
    else if ((its[0] = nditer_make(r)) == NULL)
        count = 0;
    clear(&a);
    return count;
}

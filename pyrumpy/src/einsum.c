/* Einstein summation: subscripts as labels of axes, and sums over few products. The rest is
 * einsums.py's, which contracts what is larger by products of matrices. */
#include "ndarray.h"

#include <string.h>

enum {
    NLETTERS = 52,
    MOST_LABELS = LA_MAXDIMS + NLETTERS, /* of a result, before it's known to be too deep */
    FEW_PRODUCTS = 1
        << 14, /* up to so many, a loop over them is quicker than matmul's arrangements */
};

/* A label an axis: a letter, or -1, -2, ... from the right for axes under an ellipsis, so that
 * these align and broadcast. */
typedef struct term {
    int n;
    int dots; /* where the ellipsis stands, -1 where there is none */
    signed char labels[MOST_LABELS];
} term;

/* --- subscripts ---------------------------------------------------------------------------------
 */

static void *raise_value(const char *text)
{
    PyErr_SetString(PyExc_ValueError, text);
    return NULL;
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool has_label(const term *t, int label)
{
    return memchr(t->labels, (unsigned char)label, (size_t)t->n) != NULL;
}

/* The letters and the ellipsis of a term. k: of which operand, -1: of the result. */
static bool read_term(const char *text, const char *end, int k, term *t)
{
    t->n = 0;
    t->dots = -1;
    while (text < end) {
        if (*text == ' ') {
            text++;
            continue;
        }
        if (*text == '-' && k >= 0)
            return raise_value("einstein sum subscript string does not contain proper '->' output "
                               "specified") != NULL;
        if (*text == '.') {
            if (t->dots >= 0 || end - text < 3 || strncmp(text, "...", 3) != 0) {
                char where[32] = "the output";
                if (k >= 0) PyOS_snprintf(where, sizeof where, "operand %d", k);
                PyErr_Format(PyExc_ValueError,
                             "einstein sum subscripts string contains a '.' that is not part of an "
                             "ellipsis ('...') in %s",
                             where);
                return false;
            }
            t->dots = t->n;
            text += 3;
            continue;
        }
        if (!is_letter(*text)) {
            Py_ssize_t bytes = 1; /* of one character */
            while (text + bytes < end && ((unsigned char)text[bytes] & 0xC0) == 0x80)
                bytes++;
            PyObject *character = PyUnicode_DecodeUTF8(text, bytes, "replace");
            if (character != NULL)
                PyErr_Format(PyExc_ValueError,
                             "invalid subscript '%U' in einstein sum subscripts string, subscripts "
                             "must be letters",
                             character);
            Py_XDECREF(character);
            return false;
        }
        if (t->n > LA_MAXDIMS) return true; /* more than any operand's axes, or letters */
        t->labels[t->n++] = (signed char)*text++;
    }
    return true;
}

/* Puts labels for `count` axes in the place of the ellipsis. */
static void expand(term *t, int count)
{
    if (t->dots < 0) return;
    signed char *at = t->labels + t->dots;
    memmove(at + count, at, (size_t)(t->n - t->dots));
    for (int i = 0; i < count; i++)
        at[i] = (signed char)(i - count);
    t->n += count;
}

static bool fit(term *t, int ndim, int k)
{
    if (t->n > ndim) {
        PyErr_Format(PyExc_ValueError,
                     "einstein sum subscripts string contains too many subscripts for operand %d",
                     k);
        return false;
    }
    if (t->dots < 0 && t->n < ndim)
        return raise_value("operand has more dimensions than subscripts given in einstein sum, but "
                           "no '...' ellipsis provided to broadcast the extra dimensions.") != NULL;
    expand(t, ndim - t->n);
    return true;
}

/* Without an arrow: the axes under ellipses, then the letters that occur once, sorted. */
static void implied_output(const int *counts, int broadcast, term *output)
{
    output->n = output->dots = 0;
    expand(output, broadcast);
    for (int letter = 'A'; letter <= 'z'; letter++)
        if (counts[letter] == 1) output->labels[output->n++] = (signed char)letter;
}

static bool check_output(const int *counts, int broadcast, term *output)
{
    for (int i = 0; i < output->n; i++) {
        const char letter = (char)output->labels[i];
        if (memchr(output->labels, letter, (size_t)i) != NULL) {
            PyErr_Format(PyExc_ValueError,
                         "einstein sum subscripts string includes output subscript '%c' multiple "
                         "times",
                         letter);
            return false;
        }
        if (counts[(int)letter] == 0) {
            PyErr_Format(
                PyExc_ValueError,
                "einstein sum subscripts string included output subscript '%c' which never "
                "appeared in an input",
                letter);
            return false;
        }
    }
    if (broadcast > 0 && output->dots < 0)
        return raise_value("output has more dimensions than subscripts given in einstein sum, but "
                           "no '...' ellipsis provided to broadcast the extra dimensions.") != NULL;
    expand(output, broadcast);
    return true;
}

static bool parse(PyObject *subscripts, int n, const int *ndims, term *terms, term *output)
{
    Py_ssize_t length;
    const char *text = PyUnicode_AsUTF8AndSize(subscripts, &length);
    if (text == NULL) return false;
    const char *arrow = strstr(text, "->"), *last = text + length;
    const char *end = arrow != NULL ? arrow : last;
    int commas = 0;
    for (const char *c = text; c < end; c++)
        commas += *c == ',';
    if (commas + 1 != n) {
        PyErr_Format(PyExc_ValueError,
                     "%s operands provided to einstein sum function than specified in the "
                     "subscripts string",
                     commas + 1 < n ? "fewer" : "more");
        return false;
    }
    int counts['z' + 1] = {0}, broadcast = 0;
    for (int k = 0; k < n; k++) {
        const char *comma = memchr(text, ',', (size_t)(end - text));
        const char *stop = comma != NULL ? comma : end;
        term *t = &terms[k];
        if (!read_term(text, stop, k, t) || !fit(t, ndims[k], k)) return false;
        for (int i = 0; i < t->n; i++) {
            if (t->labels[i] > 0)
                counts[(int)t->labels[i]]++;
            else if (-t->labels[i] > broadcast)
                broadcast = -t->labels[i];
        }
        text = stop + 1;
    }
    if (arrow != NULL)
        return read_term(arrow + 2, last, -1, output) && check_output(counts, broadcast, output);
    implied_output(counts, broadcast, output);
    return true;
}

/* --- what einsums.py calls
 * ------------------------------------------------------------------------
 */

/* Letters as strings, axes under an ellipsis as ints. */
static PyObject *labels_of(const term *t)
{
    PyObject *tuple = PyTuple_New(t->n);
    for (int i = 0; tuple != NULL && i < t->n; i++) {
        const char letter = (char)t->labels[i];
        PyObject *label = t->labels[i] > 0 ? PyUnicode_FromStringAndSize(&letter, 1)
                                           : PyLong_FromLong(t->labels[i]);
        if (label == NULL || PyTuple_SetItem(tuple, i, label) != 0) Py_CLEAR(tuple);
    }
    return tuple;
}

/* _einsum_labels(subscripts, ndims) */
static PyObject *einsum_labels(PyObject *module, PyObject *const *args, Py_ssize_t nargs)
{
    (void)module;
    if (nargs != 2 || !PyUnicode_Check(args[0]) || !PyTuple_Check(args[1])) {
        PyErr_SetString(PyExc_TypeError, "_einsum_labels(subscripts, ndims)");
        return NULL;
    }
    const int n = (int)PyTuple_Size(args[1]);
    term *terms = PyMem_Calloc((size_t)n + 1, sizeof *terms); /* the last: the result's */
    int *ndims = PyMem_Calloc((size_t)n + 1, sizeof *ndims);
    PyObject *inputs = NULL, *output = NULL, *result = NULL;
    if (terms == NULL || ndims == NULL) PyErr_NoMemory();
    for (int k = 0; ndims != NULL && k < n; k++)
        ndims[k] = (int)PyLong_AsLong(PyTuple_GetItem(args[1], k));
    if (!PyErr_Occurred() && parse(args[0], n, ndims, terms, &terms[n])) inputs = PyTuple_New(n);
    for (int k = 0; inputs != NULL && k < n; k++) {
        PyObject *labels = labels_of(&terms[k]);
        if (labels == NULL || PyTuple_SetItem(inputs, k, labels) != 0) Py_CLEAR(inputs);
    }
    if (inputs != NULL) output = labels_of(&terms[n]);
    if (output != NULL) result = PyTuple_Pack(2, inputs, output);
    Py_XDECREF(inputs);
    Py_XDECREF(output);
    PyMem_Free(terms);
    PyMem_Free(ndims);
    return result;
}

/* The space of all labels, the result's first: of each its length, and how far each operand's
 * elements are apart along it. */
typedef struct space {
    int ndim;
    ptrdiff_t shape[LA_MAXDIMS], size;
    ptrdiff_t strides[LA_MAXFACTORS][LA_MAXDIMS];
} space;

/* False where operands differ, or there are too many labels. */
static bool lay_out(space *s, int n, const la_array *const *arrays, const term *terms,
                    const term *output)
{
    if (output->n > LA_MAXDIMS) return false;
    term all = *output;
    for (int k = 0; k < n; k++) {
        for (int i = 0; i < terms[k].n; i++) {
            if (has_label(&all, terms[k].labels[i])) continue;
            if (all.n == LA_MAXDIMS) return false;
            all.labels[all.n++] = terms[k].labels[i];
        }
    }
    s->ndim = all.n;
    for (int axis = 0; axis < all.n; axis++) {
        s->shape[axis] = 1;
        for (int k = 0; k < n; k++) {
            ptrdiff_t *stride = &s->strides[k][axis],
                      own = -1; /* a diagonal's axes don't stretch */
            *stride = 0;
            for (int i = 0; i < terms[k].n; i++) {
                const ptrdiff_t length = arrays[k]->shape[i];
                if (terms[k].labels[i] != all.labels[axis]) continue;
                if (own >= 0 && own != length) return false;
                own = length;
                if (length == 1) continue;
                if (s->shape[axis] != 1 && s->shape[axis] != length) return false;
                s->shape[axis] = length;
                *stride += arrays[k]->strides[i];
            }
        }
    }
    s->size = 1;
    for (int axis = 0; axis < all.n; axis++)
        if (__builtin_mul_overflow(s->size, s->shape[axis], &s->size)) return false;
    return true;
}

/* The operands in the type in which they are multiplied: themselves, or copies held in `casts`. */
static la_status cast_operands(int n, const la_array *const *arrays, const la_dtype *dtype,
                               la_array *casts, const la_array **operands)
{
    la_status status = LA_OK;
    for (int k = 0; k < n && status == LA_OK; k++) {
        operands[k] = arrays[k];
        if (arrays[k]->dtype == dtype && (arrays[k]->flags & LA_ALIGNED)) continue;
        status = la_astype(&casts[k], arrays[k], dtype, LA_ORDER_K, LA_CASTING_UNSAFE);
        operands[k] = &casts[k];
    }
    return status;
}

/* The sum of few products, in float32 of float16. */
static PyObject *sum_few(space *s, int n, const la_array *const *arrays, const term *terms,
                         const term *output)
{
    const la_dtype *dtype = arrays[0]->dtype;
    for (int k = 1; k < n; k++)
        dtype = la_promote_types(dtype, arrays[k]->dtype);
    const bool half = dtype->num == LA_FLOAT16;
    const la_array *operands[LA_MAXFACTORS] = {NULL};
    la_array casts[LA_MAXFACTORS] = {LA_ARRAY_NULL}, sums = LA_ARRAY_NULL, out = LA_ARRAY_NULL;
    la_status status =
        cast_operands(n, arrays, half ? la_dtype_of(LA_FLOAT32) : dtype, casts, operands);
    if (status == LA_OK) {
        const ptrdiff_t *strides[LA_MAXFACTORS];
        lay_out(s, n, operands, terms, output);
        for (int k = 0; k < n; k++)
            strides[k] = s->strides[k];
        status = la_sum_products(&sums, output->n, s->ndim, s->shape, n, operands, strides);
    }
    if (status == LA_OK && half)
        status = la_astype(&out, &sums, dtype, LA_ORDER_K, LA_CASTING_UNSAFE);
    PyObject *result = status == LA_OK ? rumpy_return(half ? &out : &sums) : rumpy_raise(status);
    la_array_destroy(&sums);
    for (int k = 0; k < n; k++)
        la_array_destroy(&casts[k]);
    return result;
}

/* _einsum(subscripts, *operands): einsum of few elements, or a view; NotImplemented where
 * einsums.py is to do it. */
static PyObject *einsum(PyObject *module, PyObject *const *args, Py_ssize_t nargs)
{
    (void)module;
    const int n = (int)nargs - 1;
    const la_array *arrays[LA_MAXFACTORS];
    int ndims[LA_MAXFACTORS];
    if (n < 1 || n > LA_MAXFACTORS || !PyUnicode_Check(args[0])) Py_RETURN_NOTIMPLEMENTED;
    for (int k = 0; k < n; k++) {
        if (!rumpy_is_ndarray_exact(args[k + 1])) Py_RETURN_NOTIMPLEMENTED;
        arrays[k] = rumpy_array_of(args[k + 1]);
        ndims[k] = arrays[k]->ndim;
    }
    term terms[LA_MAXFACTORS], output;
    space s;
    if (!parse(args[0], n, ndims, terms, &output)) return NULL;
    if (!lay_out(&s, n, arrays, terms, &output)) Py_RETURN_NOTIMPLEMENTED;
    if (n == 1 && s.ndim == output.n) { /* nothing is summed */
        la_array view = LA_ARRAY_NULL;
        la_status status = la_array_init_view(&view, arrays[0], arrays[0]->data, arrays[0]->dtype,
                                              s.ndim, s.shape, s.strides[0]);
        if (status != LA_OK) return rumpy_raise(status);
        return s.ndim == 0 ? rumpy_return(&view) : rumpy_ndarray_view(args[1], &view);
    }
    if (s.size > FEW_PRODUCTS) Py_RETURN_NOTIMPLEMENTED;
    return sum_few(&s, n, arrays, terms, &output);
}

PyMethodDef rumpy_einsum_functions[] = {
    {"_einsum", (PyCFunction)(void (*)(void))einsum, METH_FASTCALL,
     "_einsum(subscripts, /, *operands)\n--\n\nrumpy.einsum of few elements."},
    {"_einsum_labels", (PyCFunction)(void (*)(void))einsum_labels, METH_FASTCALL,
     "_einsum_labels(subscripts, ndims, /)\n--\n\nThe labels of operands and of the result."},
    {NULL, NULL, 0, NULL},
};

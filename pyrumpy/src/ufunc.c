/* ufunc objects: np.add and its siblings, called with arrays, scalars and keywords. */
#include "ufunc.h"

#include <math.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <structmember.h>

#define HAVE_VECTORCALL  (1UL << 11) /* Py_TPFLAGS_HAVE_VECTORCALL */
#define ARGUMENTS_OFFSET ((size_t)1 << (8 * sizeof(size_t) - 1))

PyTypeObject *rumpy_ufunc_type;
static PyObject **ufunc_objects; /* by position in la_ufuncs */

/* The keywords after the inputs and outputs. */
enum { OUT, WHERE, CASTING, ORDER, DTYPE, SUBOK, SIGNATURE, SIG, NKEYWORDS };
static const char *const keyword_names[NKEYWORDS] = {
    "out", "where", "casting", "order", "dtype", "subok", "signature", "sig",
};

PyObject *rumpy_ufunc_object(const la_ufunc *ufunc)
{
    for (int i = 0; i < la_nufuncs; i++)
        if (la_ufuncs[i] == ufunc) return ufunc_objects[i];
    return NULL;
}

/* --- a call's arguments ----------------------------------------------------------------------- */

typedef struct call {
    PyObject *self;
    rumpy_op *op;
    const la_ufunc *ufunc;
    PyObject *args[LA_UFUNC_MAXARGS]; /* borrowed: inputs, then outputs, NULL: to be made */
    PyObject **outs;                  /* the outputs among them */
    PyObject *where;                  /* a bool array, or NULL */
    la_casting casting;
    la_order order;
    bool subok, arrays; /* arrays: out=..., no scalars */
    const la_dtype *dtype;
    const la_loop *loop; /* chosen by signature=, or NULL */
    rumpy_operand operands[LA_UFUNC_MAXARGS];
    int ready; /* operands initialised */
} call;

static bool bad_count(const la_ufunc *u, Py_ssize_t given)
{
    PyErr_Format(PyExc_TypeError, "%s() takes from %d to %d positional arguments but %zd %s given",
                 u->name, u->nin, u->nin + u->nout, given, given == 1 ? "was" : "were");
    return false;
}

/* Keywords into values[], by name. */
static bool parse_keywords(const la_ufunc *u, PyObject *const *args, PyObject *kwnames,
                           PyObject **values)
{
    Py_ssize_t n = kwnames != NULL ? PyTuple_Size(kwnames) : 0;
    for (Py_ssize_t k = 0; k < n; k++) {
        PyObject *name = PyTuple_GetItem(kwnames, k);
        const char *text = PyUnicode_AsUTF8AndSize(name, NULL);
        if (text == NULL) return false;
        int found = -1;
        for (int i = 0; i < NKEYWORDS; i++)
            if (strcmp(text, keyword_names[i]) == 0) found = i;
        if (found < 0) {
            PyErr_Format(PyExc_TypeError, "%s() got an unexpected keyword argument '%U'", u->name,
                         name);
            return false;
        }
        values[found] = args[k];
    }
    return true;
}

static bool set_out(call *c, int i, PyObject *out)
{
    c->outs[i] = out == Py_None ? NULL : out;
    if (c->outs[i] == NULL || rumpy_is_ndarray(out)) return true;
    if (out == Py_Ellipsis) {
        PyErr_SetString(PyExc_TypeError, "out=... is only allowed as a keyword argument.");
        return false;
    }
    PyErr_SetString(PyExc_TypeError, "return arrays must be of ArrayType");
    return false;
}

/* out=array or out=(array, ...), or the positional arguments after the inputs. */
static bool parse_outs(call *c, PyObject *const *args, Py_ssize_t nargs, PyObject *out)
{
    int nin = c->ufunc->nin, nout = c->ufunc->nout;
    for (Py_ssize_t i = nin; i < nargs; i++)
        if (!set_out(c, (int)i - nin, args[i])) return false;
    if (out == NULL) return true;
    if (nargs > nin) {
        PyErr_SetString(PyExc_TypeError,
                        "cannot specify 'out' as both a positional and keyword argument");
        return false;
    }
    if (out == Py_Ellipsis) {
        c->arrays = true;
        return true;
    }
    if (!PyTuple_Check(out)) {
        if (nout > 1 && out != Py_None) {
            PyErr_SetString(PyExc_TypeError, "'out' must be a tuple of arrays");
            return false;
        }
        return out == Py_None || set_out(c, 0, out);
    }
    if (PyTuple_Size(out) != nout) {
        PyErr_SetString(PyExc_ValueError,
                        "The 'out' tuple must have exactly one entry per ufunc output");
        return false;
    }
    for (int i = 0; i < nout; i++)
        if (!set_out(c, i, PyTuple_GetItem(out, i))) return false;
    return true;
}

/* The loop whose types are these; NULL with TypeError set. -1 stands for any type. */
static const la_loop *find_loop(const la_ufunc *u, const int *types)
{
    for (int i = 0; i < u->nloops; i++) {
        bool match = u->loops[i].run != NULL;
        for (int k = 0; k < u->nin + u->nout; k++)
            match = match && (types[k] < 0 || types[k] == (int)u->loops[i].types[k]);
        if (match) return &u->loops[i];
    }
    PyErr_Format(PyExc_TypeError,
                 "No loop matching the specified signature and casting was found for ufunc %s",
                 u->name);
    return NULL;
}

static bool only_one(void)
{
    PyErr_SetString(PyExc_TypeError, "Use `dtype` or  fill the tuple with more than one 'None'.");
    return false;
}

static bool check_type_tuple(const la_ufunc *u, PyObject *signature)
{
    const Py_ssize_t n = PyTuple_Size(signature);
    if (n == u->nin + u->nout) return true;
    if (n == 1 && PyTuple_GetItem(signature, 0) == Py_None) {
        PyErr_SetString(PyExc_TypeError, "a single item type tuple cannot contain None.");
        return false;
    }
    if (n == 1) return only_one();
    PyErr_Format(PyExc_ValueError, "a type-tuple must be specified of length %d for ufunc '%s'",
                 u->nin + u->nout, u->name);
    return false;
}

bool rumpy_check_signature(const la_ufunc *u, PyObject *signature)
{
    if (PyTuple_Check(signature)) return check_type_tuple(u, signature);
    if (!PyUnicode_Check(signature)) {
        PyErr_SetString(PyExc_TypeError, "the signature object to ufunc must be a string or a "
                                         "tuple.");
        return false;
    }
    const char *text = PyUnicode_AsUTF8AndSize(signature, NULL);
    if (text == NULL) return false;
    const char *arrow = strstr(text, "->");
    if (arrow != NULL && (int)(arrow - text) == u->nin && (int)strlen(arrow + 2) == u->nout)
        return true;
    if (strlen(text) == 1) return only_one();
    PyErr_Format(PyExc_ValueError,
                 "a type-string for %s, %d typecode(s) before and %d after the -> sign", u->name,
                 u->nin, u->nout);
    return false;
}

/* signature='dd->d', or a tuple of dtypes and Nones. */
static bool parse_signature(call *c, PyObject *signature)
{
    const la_ufunc *u = c->ufunc;
    int types[LA_UFUNC_MAXARGS] = {0};
    int total = u->nin + u->nout, n = 0;
    if (!rumpy_check_signature(u, signature)) return false;
    if (PyTuple_Check(signature)) {
        for (; n < total; n++) {
            const la_dtype *dtype = NULL;
            if (!rumpy_parse_dtype(PyTuple_GetItem(signature, n), &dtype)) return false;
            types[n] = dtype != NULL ? (int)dtype->num : -1;
        }
        bool only_output = true;
        for (int i = 0; i < u->nin; i++)
            only_output = only_output && types[i] < 0;
        if (only_output) {
            if (types[u->nin] >= 0) c->dtype = la_dtype_of((la_type)types[u->nin]);
            return true;
        }
    } else {
        const char *text = PyUnicode_AsUTF8AndSize(signature, NULL);
        for (; n < total; n++) {
            char code[2] = {n < u->nin ? text[n] : text[n + 2], '\0'};
            PyObject *name = PyUnicode_FromString(code);
            const la_dtype *dtype = name != NULL ? rumpy_dtype_from(name) : NULL;
            Py_XDECREF(name);
            if (dtype == NULL) return false;
            types[n] = (int)dtype->num;
        }
    }
    c->loop = find_loop(u, types);
    return c->loop != NULL;
}

bool rumpy_parse_subok(PyObject *value, bool *subok)
{
    *subok = value != Py_False;
    if (value == NULL || PyBool_Check(value)) return true;
    PyErr_SetString(PyExc_TypeError, "'subok' must be a boolean");
    return false;
}

static bool parse_options(call *c, PyObject *const *values)
{
    PyObject *signature = values[SIGNATURE] != NULL ? values[SIGNATURE] : values[SIG];
    if (values[SIGNATURE] != NULL && values[SIG] != NULL) {
        PyErr_SetString(PyExc_TypeError, "cannot specify both 'sig' and 'signature'");
        return false;
    }
    if (signature != NULL && values[DTYPE] != NULL) {
        PyErr_SetString(PyExc_TypeError, "cannot specify both 'signature' and 'dtype'");
        return false;
    }
    c->casting = LA_CASTING_SAME_KIND;
    c->order = LA_ORDER_K;
    return rumpy_parse_casting(values[CASTING], LA_CASTING_SAME_KIND, &c->casting) &&
           rumpy_parse_order(values[ORDER], LA_ORDER_K, &c->order) &&
           rumpy_parse_subok(values[SUBOK], &c->subok) &&
           rumpy_parse_dtype(values[DTYPE], &c->dtype) &&
           (signature == NULL || signature == Py_None || parse_signature(c, signature)) &&
           rumpy_parse_where(values[WHERE], &c->where);
}

/* --- running ---------------------------------------------------------------------------------- */

static bool init_operands(call *c)
{
    for (int i = 0; i < c->ufunc->nin; i++) {
        int ready = rumpy_operand_init(&c->operands[i], c->args[i], true);
        if (ready < 0) return false;
        if (ready == 0) {
            rumpy_not_an_operand(c->ufunc, c->args[i]);
            return false;
        }
        c->ready = i + 1;
    }
    return true;
}

static const la_type weak_types[] = {LA_BOOL, LA_INTP, LA_FLOAT64, LA_COMPLEX128};

/* casting='unsafe' casts Python numbers, too, like arrays of them. */
static bool settle_for_unsafe_casts(call *c)
{
    for (int i = 0; i < c->ufunc->nin; i++) {
        rumpy_operand *operand = &c->operands[i];
        if (operand->typing.weak == LA_STRONG) continue;
        const la_dtype *dtype = la_dtype_of(weak_types[operand->typing.weak]);
        if (!rumpy_operand_settle(operand, dtype)) return false;
        operand->typing = rumpy_strong(dtype);
    }
    return true;
}

/* With dtype= or signature=, an input may have to be cast in a way that `casting` forbids. */
static bool check_input_casts(const call *c, const la_loop *loop)
{
    if (strncmp(c->ufunc->name, "logical_", 8) == 0) return true; /* of anything */
    for (int i = 0; i < c->ufunc->nin; i++) {
        la_typing typing = c->operands[i].typing;
        const la_dtype *to = la_dtype_of(loop->types[i]);
        const la_dtype *from = typing.dtype;
        la_casting casting = c->casting;
        const bool exact = casting == LA_CASTING_EQUIV; /* then of its own kind's type only */
        if (typing.weak != LA_STRONG) {                 /* fits any type of its kind */
            from = la_dtype_of(weak_types[typing.weak]);
            if (casting != LA_CASTING_UNSAFE && !exact) casting = LA_CASTING_SAME_KIND;
        }
        const bool any_number = typing.weak == LA_WEAK_INT && to->kind != 'b' && !exact;
        if (la_can_cast(from, to, casting) || any_number) continue;
        char which[16] = " ";
        if (c->ufunc->nin > 1) snprintf(which, sizeof(which), " %d ", i);
        rumpy_raise(la_fail(LA_TYPE_ERROR,
                            "Cannot cast ufunc '%s' input%sfrom dtype('%s') to dtype('%s') with "
                            "casting rule '%s'",
                            c->ufunc->name, which, from->name, to->name,
                            la_casting_name(c->casting)));
        return false;
    }
    return true;
}

static const la_loop *resolve(call *c)
{
    if (c->loop != NULL) return check_input_casts(c, c->loop) ? c->loop : NULL;
    la_typing typings[LA_UFUNC_MAXARGS];
    for (int i = 0; i < c->ufunc->nin; i++)
        typings[i] = c->operands[i].typing;
    const la_loop *loop = NULL;
    if (c->dtype == NULL) {
        loop = c->ufunc->nin == 1 ? rumpy_op_loop1(c->op, typings[0])
                                  : rumpy_op_loop2(c->op, typings[0], typings[1]);
        /* Python's numbers, too, must be of the loop's kind then. */
        const bool exact = loop != NULL && c->casting == LA_CASTING_EQUIV;
        return exact && !check_input_casts(c, loop) ? NULL : loop;
    }
    la_status status = la_ufunc_resolve(c->ufunc, typings, c->dtype, &loop);
    if (status != LA_OK) {
        rumpy_raise(status);
        return NULL;
    }
    return check_input_casts(c, loop) ? loop : NULL;
}

/* Makes the missing outputs in the order asked for. */
static la_status make_outputs(const call *c, const la_loop *loop, const la_array *const *in,
                              la_array *results, la_array *const *out)
{
    ptrdiff_t shape[LA_MAXDIMS];
    int ndim;
    LA_TRY(la_broadcast_shape(c->ufunc->nin, in, &ndim, shape));
    la_order order = c->order;
    if (order == LA_ORDER_A) {
        order = LA_ORDER_F;
        for (int i = 0; i < c->ufunc->nin; i++)
            if (!(in[i]->flags & LA_F_CONTIGUOUS)) order = LA_ORDER_C;
    }
    for (int i = 0; i < c->ufunc->nout; i++) {
        if (out[i] != &results[i]) continue;
        LA_TRY(la_array_init(&results[i], la_dtype_of(loop->types[c->ufunc->nin + i]), ndim, shape,
                             order));
    }
    return LA_OK;
}

static rumpy_origin origin_of(const call *c)
{
    return (rumpy_origin){c->self, c->ufunc->nin, c->ufunc->nout, c->args};
}

/* One output as an object: the caller's own, or the new array (a scalar if it's 0-d). */
static PyObject *take_output(const call *c, int i, la_array *results)
{
    const rumpy_origin origin = origin_of(c);
    if (c->outs[i] != NULL) return rumpy_return_out(&origin, i);
    if (c->subok) return rumpy_return_of(&origin, i, &results[i], !c->arrays);
    return c->arrays ? rumpy_ndarray_wrap(&results[i], NULL) : rumpy_return(&results[i]);
}

static PyObject *take_outputs(const call *c, la_array *results)
{
    int nout = c->ufunc->nout;
    if (nout == 1) return take_output(c, 0, results);
    PyObject *tuple = PyTuple_New(nout);
    for (int i = 0; i < nout; i++) {
        PyObject *item = tuple != NULL ? take_output(c, i, results) : NULL;
        if (item == NULL) {
            Py_CLEAR(tuple);
            la_array_destroy(&results[i]);
        } else {
            PyTuple_SetItem(tuple, i, item);
        }
    }
    return tuple;
}

static PyObject *run_loop(call *c, const la_loop *loop)
{
    const la_array *in[LA_UFUNC_MAXARGS];
    la_array results[LA_UFUNC_MAXARGS];
    la_array *out[LA_UFUNC_MAXARGS];
    for (int i = 0; i < c->ufunc->nin; i++) {
        if (!rumpy_operand_settle(&c->operands[i], la_dtype_of(loop->types[i]))) return NULL;
        in[i] = c->operands[i].array;
    }
    for (int i = 0; i < c->ufunc->nout; i++) {
        results[i] = LA_ARRAY_NULL;
        out[i] = c->outs[i] != NULL ? rumpy_array_of(c->outs[i]) : &results[i];
    }
    la_status status = LA_OK;
    if (c->order != LA_ORDER_K) status = make_outputs(c, loop, in, results, out);
    rumpy_fp_begin();
    if (status == LA_OK)
        status = la_ufunc_run(c->ufunc, loop, in, out, c->casting,
                              c->where != NULL ? rumpy_array_of(c->where) : NULL);
    if (status == LA_OK) return rumpy_fp_result(take_outputs(c, results), "", c->ufunc->name);
    for (int i = 0; i < c->ufunc->nout; i++)
        la_array_destroy(&results[i]);
    return rumpy_raise(status);
}

static PyObject *run(call *c)
{
    if (!init_operands(c)) return NULL;
    if (c->op->comparison && (c->dtype == NULL || c->dtype->num == LA_BOOL)) {
        PyObject *result = NULL;
        const rumpy_origin origin = origin_of(c);
        int done = rumpy_compare_extreme(&origin, &c->operands[0], &c->operands[1], c->where,
                                         c->casting, &result);
        if (done != 0) return result;
    }
    for (int i = 0; i < c->ufunc->nin; i++)
        if (c->op->logical && !rumpy_settle_logical(&c->operands[i])) return NULL;
    bool asked = c->dtype != NULL || c->loop != NULL;
    if (asked && c->casting == LA_CASTING_UNSAFE && !settle_for_unsafe_casts(c)) return NULL;
    const la_loop *loop = resolve(c);
    return loop != NULL ? run_loop(c, loop) : NULL;
}

/* Where the mask is false, a new output keeps what was in its memory. */
static bool warn_of_where(void)
{
    return PyErr_WarnEx(PyExc_UserWarning,
                        "'where' used without 'out', expect unitialized memory in output. If this "
                        "is intentional, use out=None.",
                        1) == 0;
}

static PyObject *call_ufunc(PyObject *self, PyObject *const *args, Py_ssize_t nargs,
                            PyObject *kwnames)
{
    rumpy_op *op = ((rumpy_ufunc *)self)->op;
    const la_ufunc *u = op->ufunc;
    PyObject *keywords[NKEYWORDS] = {NULL};
    call c;
    memset(&c, 0, offsetof(call, operands));
    c.ready = 0;
    c.op = op;
    c.ufunc = u;
    c.outs = c.args + u->nin;
    c.self = self;
    if (nargs < u->nin || nargs > u->nin + u->nout) {
        bad_count(u, nargs);
        return NULL;
    }
    for (int i = 0; i < u->nin; i++)
        c.args[i] = args[i];
    PyObject *result = NULL;
    int overridden = rumpy_override(self, "__call__", args, nargs, u->nin, NULL, kwnames, &result);
    if (overridden != 0) return result;
    if (parse_keywords(u, args + nargs, kwnames, keywords) &&
        parse_outs(&c, args, nargs, keywords[OUT]) && parse_options(&c, keywords) &&
        (c.where == NULL || nargs > u->nin || keywords[OUT] != NULL || warn_of_where()))
        result = run(&c);
    for (int i = 0; i < c.ready; i++)
        rumpy_operand_clear(&c.operands[i]);
    Py_XDECREF(c.where);
    return result;
}

static PyObject *ufunc_vectorcall(PyObject *self, PyObject *const *args, size_t nargsf,
                                  PyObject *kwnames)
{
    Py_ssize_t nargs = (Py_ssize_t)(nargsf & ~ARGUMENTS_OFFSET);
    rumpy_op *op = ((rumpy_ufunc *)self)->op;
    if (((rumpy_ufunc *)self)->gufunc != NULL) return rumpy_gufunc_call(self, args, nargs, kwnames);
    if (kwnames == NULL && nargs == op->ufunc->nin && op->ufunc->nout == 1) {
        if (nargs == 2 && rumpy_is_plain(args[0]) && rumpy_is_plain(args[1])) {
            PyObject *result = rumpy_op_binary(op, args[0], args[1], NULL);
            if (result != Py_NotImplemented) return result;
            Py_DECREF(result);
        } else if (nargs == 1 && rumpy_is_plain(args[0])) {
            PyObject *result = rumpy_op_unary(op, args[0], NULL);
            if (result != Py_NotImplemented) return result;
            Py_DECREF(result);
        }
    }
    return call_ufunc(self, args, nargs, kwnames);
}

/* For callers that don't know vectorcall: the same from a tuple and a dict. */
static PyObject *ufunc_tp_call(PyObject *self, PyObject *args, PyObject *kwargs)
{
    Py_ssize_t nargs = PyTuple_Size(args);
    Py_ssize_t nkw = kwargs != NULL ? PyDict_Size(kwargs) : 0;
    PyObject **flat = PyMem_Malloc((size_t)(nargs + nkw + 1) * sizeof(*flat));
    PyObject *kwnames = nkw > 0 ? PyTuple_New(nkw) : NULL;
    PyObject *result = NULL;
    if (flat == NULL || (nkw > 0 && kwnames == NULL)) {
        if (flat == NULL) PyErr_NoMemory();
    } else {
        for (Py_ssize_t i = 0; i < nargs; i++)
            flat[i] = PyTuple_GetItem(args, i);
        Py_ssize_t position = 0, k = 0;
        PyObject *key, *value;
        while (nkw > 0 && k < nkw && PyDict_Next(kwargs, &position, &key, &value)) {
            Py_INCREF(key);
            PyTuple_SetItem(kwnames, k, key);
            flat[nargs + k++] = value;
        }
        result = ufunc_vectorcall(self, flat, (size_t)nargs, kwnames);
    }
    Py_XDECREF(kwnames);
    PyMem_Free(flat);
    return result;
}

PyObject *rumpy_ufunc_call(const la_ufunc *ufunc, PyObject *a, PyObject *b, PyObject *out)
{
    PyObject *self = rumpy_ufunc_object(ufunc);
    PyObject *args[3] = {a, b, out};
    return call_ufunc(self, args, out != NULL ? 3 : 2, NULL);
}

/* --- attributes ------------------------------------------------------------------------------- */

static PyObject *ufunc_repr(PyObject *self)
{
    return PyUnicode_FromFormat("<ufunc '%s'>", rumpy_ufunc_of(self)->name);
}

static PyObject *get_name(PyObject *self, void *closure)
{
    (void)closure;
    return PyUnicode_FromString(rumpy_ufunc_of(self)->name);
}

static PyObject *get_doc(PyObject *self, void *closure)
{
    (void)closure;
    const la_ufunc *u = rumpy_ufunc_of(self);
    const bool elementwise = ((rumpy_ufunc *)self)->gufunc == NULL;
    return PyUnicode_FromFormat(
        "%s(%s%s, *%s, casting='same_kind', order='K', dtype=None, subok=True[, "
        "signature%s])\n\n%s",
        u->name, u->nin == 1 ? "x" : "x1, x2",
        u->nout == 1 ? ", /, out=None" : "[, out1, out2], / [, out=(None, None)]",
        elementwise ? ", where=True" : "", elementwise ? "" : ", axes, axis", u->doc);
}

/* inspect.signature's answer, made in Python when it's asked for. */
static PyObject *get_call_signature(PyObject *self, void *closure)
{
    (void)closure;
    PyObject *module = PyImport_ImportModule("rumpy._ufunc_signature");
    if (module == NULL) return NULL;
    PyObject *signature = PyObject_CallMethod(module, "signature", "O", self);
    Py_DECREF(module);
    return signature;
}

/* The numbers: the closure says which. */
static PyObject *get_number(PyObject *self, void *closure)
{
    const la_ufunc *u = rumpy_ufunc_of(self);
    int loops = 0;
    switch (*(const char *)closure) {
    case 'i': return PyLong_FromLong(u->nin);
    case 'o': return PyLong_FromLong(u->nout);
    case 'a': return PyLong_FromLong(u->nin + u->nout);
    default: break;
    }
    for (int i = 0; i < u->nloops; i++)
        loops += u->loops[i].run != NULL;
    return PyLong_FromLong(loops);
}

static PyObject *get_types(PyObject *self, void *closure)
{
    (void)closure;
    const la_ufunc *u = rumpy_ufunc_of(self);
    PyObject *list = PyList_New(0);
    for (int i = 0; list != NULL && i < u->nloops; i++) {
        if (u->loops[i].run == NULL) continue;
        char text[LA_UFUNC_MAXARGS + 3];
        int n = 0;
        for (int k = 0; k < u->nin + u->nout; k++) {
            if (k == u->nin) {
                text[n++] = '-';
                text[n++] = '>';
            }
            text[n++] = la_dtypes[u->loops[i].types[k]].code;
        }
        PyObject *item = PyUnicode_FromStringAndSize(text, n);
        if (item == NULL || PyList_Append(list, item) < 0) Py_CLEAR(list);
        Py_XDECREF(item);
    }
    return list;
}

static PyObject *get_identity(PyObject *self, void *closure)
{
    (void)closure;
    switch (rumpy_ufunc_of(self)->identity) {
    case LA_IDENTITY_ZERO:
        if (strcmp(rumpy_ufunc_of(self)->name, "logical_or") == 0) Py_RETURN_FALSE;
        if (strcmp(rumpy_ufunc_of(self)->name, "logical_xor") == 0) Py_RETURN_FALSE;
        return PyLong_FromLong(0);
    case LA_IDENTITY_ONE:
        if (strcmp(rumpy_ufunc_of(self)->name, "logical_and") == 0) Py_RETURN_TRUE;
        return PyLong_FromLong(1);
    case LA_IDENTITY_MINUS_ONE: return PyLong_FromLong(-1);
    case LA_IDENTITY_MINUS_INFINITY: return PyFloat_FromDouble(-INFINITY);
    default: Py_RETURN_NONE;
    }
}

static PyObject *get_signature(PyObject *self, void *closure)
{
    (void)closure;
    const rumpy_gufunc *gufunc = ((rumpy_ufunc *)self)->gufunc;
    if (gufunc != NULL) return PyUnicode_FromString(rumpy_gufunc_signature(gufunc));
    Py_RETURN_NONE;
}

static PyGetSetDef ufunc_getset[] = {
    {"__name__", get_name, NULL, "The ufunc's name.", NULL},
    {"__qualname__", get_name, NULL, "The ufunc's name.", NULL},
    {"__doc__", get_doc, NULL, NULL, NULL},
    {"nin", get_number, NULL, "The number of inputs.", "i"},
    {"nout", get_number, NULL, "The number of outputs.", "o"},
    {"nargs", get_number, NULL, "The number of inputs and outputs.", "a"},
    {"ntypes", get_number, NULL, "The number of loops.", "t"},
    {"types", get_types, NULL, "The types of the loops, as 'dd->d'.", NULL},
    {"identity", get_identity, NULL, "The value that changes nothing, or None.", NULL},
    {"signature", get_signature, NULL,
     "The axes that belong together; None: elements are treated one by one.", NULL},
    {"__signature__", get_call_signature, NULL, NULL, NULL},
    {NULL, NULL, NULL, NULL, NULL},
};

static PyMemberDef ufunc_members[] = {
    {"__vectorcalloffset__", T_PYSSIZET, offsetof(rumpy_ufunc, vectorcall), READONLY, NULL},
    {NULL, 0, 0, 0, NULL},
};

static void ufunc_dealloc(PyObject *self)
{
    PyTypeObject *type = Py_TYPE(self);
    PyObject_Free(self);
    Py_DECREF(type);
}

static PyType_Slot ufunc_slots[] = {
    {Py_tp_dealloc, ufunc_dealloc},
    {Py_tp_repr, ufunc_repr},
    {Py_tp_str, ufunc_repr},
    {Py_tp_call, ufunc_tp_call},
    {Py_tp_getset, ufunc_getset},
    {Py_tp_members, ufunc_members},
    {Py_tp_methods, rumpy_ufunc_methods},
    {0, NULL},
};

static PyType_Spec ufunc_spec = {
    .name = "rumpy.ufunc",
    .basicsize = sizeof(rumpy_ufunc),
    .flags = Py_TPFLAGS_DEFAULT | HAVE_VECTORCALL | Py_TPFLAGS_DISALLOW_INSTANTIATION,
    .slots = ufunc_slots,
};

/* --- init ------------------------------------------------------------------------------------- */

PyObject *rumpy_ufunc_add(PyObject *module, rumpy_op *op, const rumpy_gufunc *gufunc)
{
    rumpy_ufunc *self = op != NULL ? (rumpy_ufunc *)PyType_GenericAlloc(rumpy_ufunc_type, 0) : NULL;
    if (self == NULL) return NULL;
    self->vectorcall = ufunc_vectorcall;
    self->op = op;
    self->gufunc = gufunc;
    bool added = PyModule_AddObjectRef(module, op->ufunc->name, (PyObject *)self) == 0;
    return added ? (PyObject *)self : NULL;
}

static bool add_object(PyObject *module, int index)
{
    ufunc_objects[index] = rumpy_ufunc_add(module, rumpy_op_of(la_ufuncs[index]), NULL);
    return ufunc_objects[index] != NULL;
}

/* NumPy's second names. */
static bool add_alias(PyObject *module, const char *alias, const char *name)
{
    for (int i = 0; i < la_nufuncs; i++)
        if (strcmp(la_ufuncs[i]->name, name) == 0)
            return PyModule_AddObjectRef(module, alias, ufunc_objects[i]) == 0;
    return true; /* a table without it has no alias for it */
}

bool rumpy_ufunc_init(PyObject *module)
{
    static const char *const aliases[][2] = {
        {"true_divide", "divide"},
        {"mod", "remainder"},
        {"abs", "absolute"},
        {"bitwise_not", "invert"},
        {"bitwise_invert", "invert"},
        {"conj", "conjugate"},
        {"pow", "power"},
        {"acos", "arccos"},
        {"asin", "arcsin"},
        {"atan", "arctan"},
        {"atan2", "arctan2"},
        {"acosh", "arccosh"},
        {"asinh", "arcsinh"},
        {"atanh", "arctanh"},
        {"bitwise_left_shift", "left_shift"},
        {"bitwise_right_shift", "right_shift"},
    };
    rumpy_ufunc_type = (PyTypeObject *)PyType_FromSpec(&ufunc_spec);
    ufunc_objects = PyMem_Calloc((size_t)la_nufuncs, sizeof(*ufunc_objects));
    if (rumpy_ufunc_type == NULL || ufunc_objects == NULL) return false;
    for (int i = 0; i < la_nufuncs; i++)
        if (!add_object(module, i)) return false;
    if (!rumpy_gufunc_init(module)) return false;
    for (size_t i = 0; i < sizeof(aliases) / sizeof(*aliases); i++)
        if (!add_alias(module, aliases[i][0], aliases[i][1])) return false;
    return PyModule_AddObjectRef(module, "ufunc", (PyObject *)rumpy_ufunc_type) == 0 &&
           PyModule_AddFunctions(module, rumpy_reduction_functions) == 0;
}

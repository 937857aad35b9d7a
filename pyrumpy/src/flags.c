/* a.flags: an object that shows, and in part sets, an array's flags. */
#include "ndarray.h"

#include <string.h>

typedef struct flags_object {
    PyObject_HEAD
    PyObject *ndarray;
} flags_object;

static PyTypeObject *flags_type;

PyObject *rumpy_flags_new(PyObject *ndarray)
{
    flags_object *self = PyObject_New(flags_object, flags_type);
    if (self == NULL) return NULL;
    Py_INCREF(ndarray);
    self->ndarray = ndarray;
    return (PyObject *)self;
}

static void dealloc(PyObject *self)
{
    PyTypeObject *type = Py_TYPE(self);
    Py_DECREF(((flags_object *)self)->ndarray);
    PyObject_Free(self);
    Py_DECREF(type);
}

static unsigned flags_of(PyObject *self)
{
    return rumpy_array_of(((flags_object *)self)->ndarray)->flags;
}

/* --- what each name means --------------------------------------------------------------------- */

typedef struct meaning {
    unsigned all;     /* these must be set */
    unsigned any;     /* and, where not 0, one of these */
    unsigned without; /* and none of these */
} meaning;

enum { C = LA_C_CONTIGUOUS, F = LA_F_CONTIGUOUS, BEHAVED = LA_ALIGNED | LA_WRITEABLE };

static const meaning m_c = {C, 0, 0}, m_f = {F, 0, 0}, m_own = {LA_OWNDATA, 0, 0},
                     m_write = {LA_WRITEABLE, 0, 0}, m_aligned = {LA_ALIGNED, 0, 0},
                     m_behaved = {BEHAVED, 0, 0}, m_carray = {BEHAVED | C, 0, 0},
                     m_farray = {BEHAVED | F, 0, C}, m_fnc = {F, 0, C}, m_forc = {0, C | F, 0},
                     m_never = {~0U, 0, ~0U};

static bool holds(unsigned flags, const meaning *m)
{
    return (flags & m->all) == m->all && (m->any == 0 || (flags & m->any) != 0) &&
           (flags & m->without) == 0;
}

static const struct {
    const char *key;
    const meaning *means;
} keys[] = {
    {"C_CONTIGUOUS", &m_c},  {"CONTIGUOUS", &m_c},    {"C", &m_c},
    {"F_CONTIGUOUS", &m_f},  {"FORTRAN", &m_f},       {"F", &m_f},
    {"OWNDATA", &m_own},     {"O", &m_own},           {"WRITEABLE", &m_write},
    {"W", &m_write},         {"ALIGNED", &m_aligned}, {"A", &m_aligned},
    {"BEHAVED", &m_behaved}, {"B", &m_behaved},       {"CARRAY", &m_carray},
    {"CA", &m_carray},       {"FARRAY", &m_farray},   {"FA", &m_farray},
    {"FNC", &m_fnc},         {"FORC", &m_forc},       {"WRITEBACKIFCOPY", &m_never},
    {"X", &m_never},
};

static const meaning *find(PyObject *key)
{
    const char *text = PyUnicode_Check(key) ? PyUnicode_AsUTF8AndSize(key, NULL) : NULL;
    if (text != NULL) {
        for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
            if (strcmp(keys[i].key, text) == 0) return keys[i].means;
        }
    }
    if (!PyErr_Occurred()) PyErr_SetString(PyExc_KeyError, "Unknown flag");
    return NULL;
}

/* --- setting ---------------------------------------------------------------------------------- */

static bool may_be_written(PyObject *obj)
{
    rumpy_ndarray *a = (rumpy_ndarray *)obj;
    if (a->base == NULL || (a->array.flags & LA_OWNDATA)) return a->array.flags & LA_OWNDATA;
    PyObject *base = a->base;
    while (rumpy_is_ndarray(base)) {
        a = (rumpy_ndarray *)base;
        if (a->array.flags & LA_WRITEABLE) return true;
        if (a->base == NULL || (a->array.flags & LA_OWNDATA)) return false;
        base = a->base;
    }
    Py_buffer buffer;
    if (PyObject_GetBuffer(base, &buffer, PyBUF_WRITABLE) < 0) {
        PyErr_Clear();
        return false;
    }
    PyBuffer_Release(&buffer);
    return true;
}

bool rumpy_set_writeable(PyObject *ndarray, bool writeable)
{
    la_array *a = rumpy_array_of(ndarray);
    if (!writeable) {
        a->flags &= ~(unsigned)LA_WRITEABLE;
        return true;
    }
    if (!(a->flags & LA_WRITEABLE) && !may_be_written(ndarray)) {
        PyErr_SetString(PyExc_ValueError, "cannot set WRITEABLE flag to True of this array");
        return false;
    }
    a->flags |= LA_WRITEABLE;
    return true;
}

static int set(PyObject *self, const meaning *means, PyObject *value)
{
    if (value == NULL) {
        PyErr_SetString(PyExc_AttributeError, "Cannot delete flags");
        return -1;
    }
    int truth = PyObject_IsTrue(value);
    if (truth < 0) return -1;
    if (means == &m_write) {
        return rumpy_set_writeable(((flags_object *)self)->ndarray, truth != 0) ? 0 : -1;
    }
    if (means == &m_aligned && truth == holds(flags_of(self), means)) return 0;
    if (means == &m_never && truth == 0) return 0;
    PyErr_SetString(PyExc_ValueError, means == &m_aligned
                                          ? "cannot change the aligned flag of this array"
                                          : "cannot set WRITEBACKIFCOPY flag to True");
    return -1;
}

static PyObject *get_attribute(PyObject *self, void *means)
{
    return PyBool_FromLong(holds(flags_of(self), means));
}

static int set_attribute(PyObject *self, PyObject *value, void *means)
{
    return set(self, means, value);
}

static PyObject *get_num(PyObject *self, void *unused)
{
    (void)unused;
    return PyLong_FromUnsignedLong(flags_of(self));
}

static PyObject *get_item(PyObject *self, PyObject *key)
{
    const meaning *means = find(key);
    return means == NULL ? NULL : PyBool_FromLong(holds(flags_of(self), means));
}

static int set_item(PyObject *self, PyObject *key, PyObject *value)
{
    const meaning *means = find(key);
    if (means == NULL) return -1;
    if (means != &m_write && means != &m_aligned && means != &m_never) {
        PyErr_SetString(PyExc_KeyError, "Unknown flag");
        return -1;
    }
    return set(self, means, value);
}

static PyObject *repr(PyObject *self)
{
    unsigned flags = flags_of(self);
#define SHOWN(MEANS) (holds(flags, &(MEANS)) ? "True" : "False")
    return PyUnicode_FromFormat("  C_CONTIGUOUS : %s\n  F_CONTIGUOUS : %s\n  OWNDATA : %s\n"
                                "  WRITEABLE : %s\n  ALIGNED : %s\n  WRITEBACKIFCOPY : False\n",
                                SHOWN(m_c), SHOWN(m_f), SHOWN(m_own), SHOWN(m_write),
                                SHOWN(m_aligned));
#undef SHOWN
}

static PyObject *compare(PyObject *self, PyObject *other, int op)
{
    if (Py_TYPE(other) != flags_type || (op != Py_EQ && op != Py_NE)) Py_RETURN_NOTIMPLEMENTED;
    return PyBool_FromLong((flags_of(self) == flags_of(other)) == (op == Py_EQ));
}

static PyGetSetDef attributes[] = {
    {"c_contiguous", get_attribute, NULL, NULL, (void *)&m_c},
    {"f_contiguous", get_attribute, NULL, NULL, (void *)&m_f},
    {"contiguous", get_attribute, NULL, NULL, (void *)&m_c},
    {"fortran", get_attribute, NULL, NULL, (void *)&m_f},
    {"owndata", get_attribute, NULL, NULL, (void *)&m_own},
    {"writeable", get_attribute, set_attribute, NULL, (void *)&m_write},
    {"aligned", get_attribute, set_attribute, NULL, (void *)&m_aligned},
    {"writebackifcopy", get_attribute, set_attribute, NULL, (void *)&m_never},
    {"behaved", get_attribute, NULL, NULL, (void *)&m_behaved},
    {"carray", get_attribute, NULL, NULL, (void *)&m_carray},
    {"farray", get_attribute, NULL, NULL, (void *)&m_farray},
    {"fnc", get_attribute, NULL, NULL, (void *)&m_fnc},
    {"forc", get_attribute, NULL, NULL, (void *)&m_forc},
    {"num", get_num, NULL, NULL, NULL},
    {NULL, NULL, NULL, NULL, NULL},
};

static PyType_Slot slots[] = {
    {Py_tp_dealloc, dealloc},
    {Py_tp_repr, repr},
    {Py_tp_str, repr},
    {Py_tp_richcompare, compare},
    {Py_tp_hash, PyObject_HashNotImplemented},
    {Py_tp_getset, attributes},
    {Py_mp_subscript, get_item},
    {Py_mp_ass_subscript, set_item},
    {Py_tp_doc, "Flags of an array."},
    {0, NULL},
};

bool rumpy_flags_init(PyObject *module)
{
    PyType_Spec spec = {
        .name = "rumpy._core.flagsobj",
        .basicsize = sizeof(flags_object),
        .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_DISALLOW_INSTANTIATION,
        .slots = slots,
    };
    flags_type = rumpy_add_type(module, &spec, "flagsobj");
    return flags_type != NULL;
}

/* What the files of the scalar types share with each other. */
#ifndef RUMPY_SCALAR_H
#define RUMPY_SCALAR_H

#include <string.h>

#include "ops.h"

/* Every scalar keeps its value right behind the object's head, as Python's float and complex do
 * (rumpy_scalar_init checks that), so that float64 and complex128 can be subclasses of them. */
typedef struct rumpy_scalar {
    PyObject_HEAD
    rumpy_value value;
} rumpy_scalar;

static inline rumpy_value *rumpy_scalar_value(PyObject *self)
{
    return &((rumpy_scalar *)self)->value;
}

/* The dtype of a scalar class or of a subclass of one; NULL for abstract and foreign classes. */
const la_dtype *rumpy_scalar_dtype(PyTypeObject *type);

/* An operand that is a scalar: 1 and typing, value (of strong ones) set; 0 not one. */
bool rumpy_read_number(PyObject *obj, la_typing *typing, rumpy_value *value);

/* Converts a value to another type to which its own can be cast safely. */
void rumpy_convert_value(const la_dtype *from, const la_dtype *to, rumpy_value *value);

/* A 0-d ndarray with a copy of the scalar's value. */
PyObject *rumpy_scalar_array(PyObject *self);
/* obj itself, but a 0-d ndarray becomes a scalar. Takes the reference; NULL passes. */
PyObject *rumpy_scalar_from_array(PyObject *obj);

extern const PyType_Slot rumpy_scalar_number_slots[]; /* scalar_number.c, for generic */
extern const PyType_Slot rumpy_scalar_text_slots[];   /* scalar_text.c: repr, str */
PyObject *rumpy_set_print_options(PyObject *module, PyObject *get);
PyObject *rumpy_scalar_index(PyObject *self); /* __index__ of integers */
PyObject *rumpy_scalar_complex(PyObject *self, PyObject *ignored);
PyObject *rumpy_scalar_format(PyObject *self, PyObject *spec);

extern PyMethodDef rumpy_generic_methods[]; /* scalar_methods.c */
extern PyGetSetDef rumpy_generic_getset[];
extern PyMethodDef rumpy_number_methods[];
extern PyMethodDef rumpy_integer_methods[];
extern PyGetSetDef rumpy_integer_getset[];
extern PyMethodDef rumpy_floating_methods[];
extern PyMethodDef rumpy_complexfloating_methods[];
PyObject *rumpy_scalar_subscript(PyObject *self, PyObject *key);
int rumpy_scalar_getbuffer(PyObject *self, Py_buffer *view, int flags);
/* Adds the attributes that are those of a 0-d array to generic. */
bool rumpy_scalar_forward_init(PyTypeObject *generic);

#endif

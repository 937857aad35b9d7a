/* DLPack, both ways: memory that array libraries share without copying it. The structures are those
 * of version 1.0 of the protocol (https://dmlc.github.io/dlpack/latest/). */
#include "ndarray.h"

#include <stdlib.h>
#include <string.h>

#define FUNCTION(F) ((PyCFunction)(void (*)(void))(F))
#define FASTCALL    (METH_FASTCALL | METH_KEYWORDS)

typedef struct dl_tensor {
    void *data;
    struct {
        int32_t type, id;
    } device;
    int32_t ndim;
    struct {
        uint8_t code, bits;
        uint16_t lanes;
    } dtype;
    int64_t *shape, *strides; /* strides in elements; NULL: C order */
    uint64_t byte_offset;
} dl_tensor;

/* What capsules named "dltensor" hold. */
typedef struct dl_managed {
    dl_tensor tensor;
    void *context;
    void (*release)(struct dl_managed *self);
} dl_managed;

/* What capsules named "dltensor_versioned" hold. */
typedef struct dl_versioned {
    struct {
        uint32_t major, minor;
    } version;
    void *context;
    void (*release)(struct dl_versioned *self);
    uint64_t flags;
    dl_tensor tensor;
} dl_versioned;

enum { DL_CPU = 1, DL_CUDA_HOST = 3, DL_ROCM_HOST = 11, DL_CUDA_MANAGED = 13 };
enum { DL_INT = 0, DL_UINT = 1, DL_FLOAT = 2, DL_COMPLEX = 5, DL_BOOL = 6 };
enum { DL_READ_ONLY = 1, DL_IS_COPIED = 2 };

static const char plain_name[] = "dltensor", plain_used[] = "used_dltensor";
static const char versioned_name[] = "dltensor_versioned",
                  versioned_used[] = "used_dltensor_versioned";

/* --- out -------------------------------------------------------------------------------------- */

/* One block: the managed tensor of either kind, then shape and strides. */
typedef struct exported {
    union {
        dl_managed plain;
        dl_versioned versioned;
    } as;
    int64_t dims[];
} exported;

static void drop(void *ndarray)
{
    PyGILState_STATE state = PyGILState_Ensure();
    Py_DECREF((PyObject *)ndarray);
    PyGILState_Release(state);
}

static void release_plain(dl_managed *self)
{
    drop(self->context);
    free(self);
}

static void release_versioned(dl_versioned *self)
{
    drop(self->context);
    free(self);
}

/* A consumer renames the capsule: what still bears its first name was never taken. */
static void forget_plain(PyObject *capsule)
{
    if (!PyCapsule_IsValid(capsule, plain_name)) return;
    dl_managed *managed = PyCapsule_GetPointer(capsule, plain_name);
    managed->release(managed);
}

static void forget_versioned(PyObject *capsule)
{
    if (!PyCapsule_IsValid(capsule, versioned_name)) return;
    dl_versioned *managed = PyCapsule_GetPointer(capsule, versioned_name);
    managed->release(managed);
}

static uint8_t code_of(const la_dtype *dtype)
{
    switch (dtype->kind) {
    case 'b': return DL_BOOL;
    case 'i': return DL_INT;
    case 'u': return DL_UINT;
    case 'f': return DL_FLOAT;
    default: return DL_COMPLEX;
    }
}

static void describe(const la_array *a, int64_t *dims, dl_tensor *tensor)
{
    tensor->data = a->data;
    tensor->device.type = DL_CPU;
    tensor->ndim = a->ndim;
    tensor->dtype.code = code_of(a->dtype);
    tensor->dtype.bits = (uint8_t)(8 * a->dtype->itemsize);
    tensor->dtype.lanes = 1;
    tensor->shape = dims;
    tensor->strides = dims + a->ndim;
    for (int i = 0; i < a->ndim; i++) {
        tensor->shape[i] = a->shape[i];
        /* The strides of axes of one element mean nothing, and may be anything. */
        tensor->strides[i] = a->shape[i] == 1 ? 1 : a->strides[i] / a->dtype->itemsize;
    }
}

static bool may_export(const la_array *a, bool versioned)
{
    const char *problem = NULL;
    if (!(a->flags & LA_WRITEABLE) && !versioned)
        problem = "Cannot export readonly array since signalling readonly is unsupported by DLPack "
                  "(supported by newer DLPack version).";
    for (int i = 0; i < a->ndim; i++)
        if (a->shape[i] != 1 && a->strides[i] % a->dtype->itemsize != 0)
            problem = "DLPack only supports strides which are a multiple of itemsize.";
    if (problem != NULL) PyErr_SetString(PyExc_BufferError, problem);
    return problem == NULL;
}

/* A capsule that shares the memory of `ndarray`. */
static PyObject *export_array(PyObject *ndarray, bool versioned, bool copied)
{
    const la_array *a = rumpy_array_of(ndarray);
    if (!may_export(a, versioned)) return NULL;
    const size_t size = sizeof(exported) + 2 * (size_t)a->ndim * sizeof(int64_t);
    exported *e = malloc(size);
    if (e == NULL) return PyErr_NoMemory();
    memset(e, 0, size);
    PyObject *capsule;
    if (versioned) {
        dl_versioned *managed = &e->as.versioned;
        managed->version.major = 1;
        managed->context = ndarray;
        managed->release = release_versioned;
        managed->flags = (a->flags & LA_WRITEABLE ? 0 : DL_READ_ONLY) | (copied ? DL_IS_COPIED : 0);
        describe(a, e->dims, &managed->tensor);
        capsule = PyCapsule_New(managed, versioned_name, forget_versioned);
    } else {
        dl_managed *managed = &e->as.plain;
        managed->context = ndarray;
        managed->release = release_plain;
        describe(a, e->dims, &managed->tensor);
        capsule = PyCapsule_New(managed, plain_name, forget_plain);
    }
    if (capsule == NULL)
        free(e);
    else
        Py_INCREF(ndarray);
    return capsule;
}

/* max_version=(major, minor): whether the capsule can say that memory is read-only. */
static bool parse_version(PyObject *value, bool *versioned)
{
    *versioned = false;
    if (value == NULL || value == Py_None) return true;
    if (!PyTuple_Check(value) || PyTuple_Size(value) != 2) {
        PyErr_SetString(PyExc_TypeError, "max_version must be None or a tuple with two elements.");
        return false;
    }
    long major = PyLong_AsLong(PyTuple_GetItem(value, 0));
    *versioned = major >= 1;
    return major != -1 || !PyErr_Occurred();
}

static bool check_device(PyObject *value)
{
    if (value == NULL || value == Py_None) return true;
    if (!PyTuple_Check(value)) {
        PyErr_SetString(PyExc_TypeError, "dl_device must be a tuple");
        return false;
    }
    long type, id;
    if (!PyArg_ParseTuple(value, "ll:dl_device", &type, &id)) return false;
    if (type == DL_CPU && id == 0) return true;
    PyErr_SetString(PyExc_BufferError, "unsupported device requested");
    return false;
}

/* copy=: -1 for None. */
static bool parse_copy(PyObject *value, int *copy)
{
    *copy = value == NULL || value == Py_None ? -1 : PyObject_IsTrue(value);
    return value == NULL || value == Py_None || *copy >= 0;
}

static PyObject *dlpack(PyObject *self, PyObject *const *args, Py_ssize_t nargs, PyObject *kwnames)
{
    static const char *const names[] = {"stream", "max_version", "dl_device", "copy", NULL};
    static const rumpy_signature signature = {"__dlpack__", names, 0, 0, 0};
    PyObject *values[4];
    bool versioned;
    int copy;
    if (!rumpy_parse(&signature, args, nargs, kwnames, values)) return NULL;
    if (values[0] != NULL && values[0] != Py_None) {
        PyErr_SetString(PyExc_RuntimeError, "NumPy only supports stream=None.");
        return NULL;
    }
    if (!parse_version(values[1], &versioned) || !check_device(values[2]) ||
        !parse_copy(values[3], &copy))
        return NULL;
    if (copy <= 0) return export_array(self, versioned, false);
    PyObject *fresh = rumpy_array_from(self, NULL, 1, LA_ORDER_K, false);
    PyObject *capsule = fresh != NULL ? export_array(fresh, versioned, true) : NULL;
    Py_XDECREF(fresh);
    return capsule;
}

static PyObject *dlpack_device(PyObject *self, PyObject *ignored)
{
    (void)self;
    (void)ignored;
    return Py_BuildValue("(ii)", DL_CPU, 0);
}

PyMethodDef rumpy_dlpack_methods[] = {
    {"__dlpack__", FUNCTION(dlpack), FASTCALL,
     "__dlpack__($self, /, *, stream=None, max_version=None, dl_device=None, copy=None)\n--\n\n"
     "A capsule that shares the array's memory."},
    {"__dlpack_device__", dlpack_device, METH_NOARGS,
     "__dlpack_device__($self, /)\n--\n\n(1, 0): the CPU."},
    {NULL, NULL, 0, NULL},
};

/* --- in --------------------------------------------------------------------------------------- */

/* An la_release_fn: the capsule's last reference lets its maker free the memory. */
static void release_plain_import(void *context)
{
    PyGILState_STATE state = PyGILState_Ensure();
    dl_managed *managed = context;
    if (managed->release != NULL) managed->release(managed);
    PyGILState_Release(state);
}

static void release_versioned_import(void *context)
{
    PyGILState_STATE state = PyGILState_Ensure();
    dl_versioned *managed = context;
    if (managed->release != NULL) managed->release(managed);
    PyGILState_Release(state);
}

static const la_dtype *dtype_of(const dl_tensor *tensor)
{
    if (tensor->dtype.lanes == 1) {
        for (int i = 0; i < LA_NTYPES; i++) {
            const la_dtype *dtype = &la_dtypes[i];
            if (code_of(dtype) == tensor->dtype.code && 8 * dtype->itemsize == tensor->dtype.bits)
                return dtype;
        }
    }
    PyErr_SetString(PyExc_RuntimeError, tensor->dtype.lanes != 1
                                            ? "Unsupported lanes in DLTensor dtype."
                                            : "Unsupported dtype in DLTensor.");
    return NULL;
}

static bool is_readable(const dl_tensor *tensor)
{
    const char *problem = NULL;
    switch (tensor->device.type) {
    case DL_CPU:
    case DL_CUDA_HOST:
    case DL_ROCM_HOST:
    case DL_CUDA_MANAGED: break;
    default: problem = "Unsupported device in DLTensor."; break;
    }
    if (tensor->ndim > LA_MAXDIMS)
        problem = "maxdims of DLPack tensor is higher than the supported maxdims.";
    else if (tensor->ndim > 0 && tensor->shape == NULL)
        problem = "DLTensor has no shape.";
    if (problem != NULL) PyErr_SetString(PyExc_BufferError, problem);
    return problem == NULL;
}

/* The array over the tensor's memory; on success it owns the capsule's content. */
static bool import_tensor(la_array *out, const dl_tensor *tensor, bool writeable,
                          la_release_fn release, void *context)
{
    const la_dtype *dtype = is_readable(tensor) ? dtype_of(tensor) : NULL;
    if (dtype == NULL) return false;
    ptrdiff_t shape[LA_MAXDIMS], strides[LA_MAXDIMS];
    uintptr_t address;
    bool fits = !__builtin_add_overflow((uintptr_t)tensor->data, tensor->byte_offset, &address);
    bool empty = false;
    for (int i = 0; i < tensor->ndim; i++) { /* of 64 bits, where a size may have 32 */
        fits = fits && !__builtin_mul_overflow(tensor->shape[i], 1, &shape[i]);
        if (tensor->strides != NULL)
            fits =
                fits && !__builtin_mul_overflow(tensor->strides[i], dtype->itemsize, &strides[i]);
        empty = empty || tensor->shape[i] == 0;
    }
    if (!fits || (tensor->data == NULL && !empty)) {
        PyErr_SetString(PyExc_BufferError, fits ? "DLTensor has no memory."
                                                : "DLTensor is larger than memory can be.");
        return false;
    }
    la_status status = la_array_init_foreign(out, dtype, tensor->ndim, shape,
                                             tensor->strides != NULL ? strides : NULL,
                                             (char *)address, writeable, release, context);
    if (status != LA_OK) rumpy_raise(status);
    return status == LA_OK;
}

static PyObject *import_capsule(PyObject *capsule)
{
    la_array array = LA_ARRAY_NULL;
    if (PyCapsule_IsValid(capsule, versioned_name)) {
        dl_versioned *managed = PyCapsule_GetPointer(capsule, versioned_name);
        if (managed->version.major > 1) {
            PyErr_SetString(PyExc_BufferError,
                            "from_dlpack(): the exported DLPack major version is too high to be "
                            "imported by this version of NumPy.");
            return NULL;
        }
        if (!import_tensor(&array, &managed->tensor, !(managed->flags & DL_READ_ONLY),
                           release_versioned_import, managed))
            return NULL;
        PyCapsule_SetName(capsule, versioned_used);
    } else {
        dl_managed *managed = PyCapsule_GetPointer(capsule, plain_name);
        if (managed == NULL) return NULL;
        /* This kind can't tell whether the memory may be written. */
        if (!import_tensor(&array, &managed->tensor, false, release_plain_import, managed))
            return NULL;
        PyCapsule_SetName(capsule, plain_used);
    }
    return rumpy_ndarray_wrap(&array, capsule);
}

/* x.__dlpack__(**what is wanted); producers of the first version take no keywords. */
static PyObject *ask(PyObject *x, PyObject *device, PyObject *copy)
{
    PyObject *method = PyObject_GetAttrString(x, "__dlpack__");
    if (method == NULL) return NULL;
    PyObject *none = PyTuple_New(0);
    PyObject *wanted =
        Py_BuildValue("{sOsOs(ii)}", "dl_device", device, "copy", copy, "max_version", 1, 0);
    PyObject *capsule = none != NULL && wanted != NULL ? PyObject_Call(method, none, wanted) : NULL;
    if (capsule == NULL && device == Py_None && copy == Py_None && rumpy_clear(PyExc_TypeError))
        capsule = PyObject_CallNoArgs(method);
    Py_XDECREF(none);
    Py_XDECREF(wanted);
    Py_DECREF(method);
    return capsule;
}

static PyObject *from_dlpack(PyObject *module, PyObject *const *args, Py_ssize_t nargs,
                             PyObject *kwnames)
{
    static const char *const names[] = {"x", "device", "copy", NULL};
    static const rumpy_signature signature = {"from_dlpack", names, 1, 1, 1};
    (void)module;
    PyObject *values[3];
    int copy;
    if (!rumpy_parse(&signature, args, nargs, kwnames, values) || !parse_copy(values[2], &copy))
        return NULL;
    PyObject *device = values[1] != NULL ? values[1] : Py_None;
    if (device != Py_None) {
        if (!PyUnicode_Check(device) || PyUnicode_CompareWithASCIIString(device, "cpu") != 0) {
            PyErr_Format(PyExc_ValueError,
                         "Device not understood. Only \"cpu\" is allowed, but received: %S",
                         device);
            return NULL;
        }
        device = dlpack_device(NULL, NULL);
    } else {
        Py_INCREF(device);
    }
    if (device == NULL) return NULL;
    PyObject *capsule = ask(values[0], device, copy < 0 ? Py_None : copy > 0 ? Py_True : Py_False);
    Py_DECREF(device);
    if (capsule == NULL) return NULL;
    PyObject *result = import_capsule(capsule);
    Py_DECREF(capsule);
    return result;
}

PyMethodDef rumpy_dlpack_functions[] = {
    {"from_dlpack", FUNCTION(from_dlpack), FASTCALL,
     "from_dlpack(x, /, *, device=None, copy=None)\n--\n\n"
     "An array over the memory of another library's, through its __dlpack__.\n\n"
     ">>> import rumpy as np\n>>> np.from_dlpack(np.arange(3))\narray([0, 1, 2])\n"},
    {NULL, NULL, 0, NULL},
};

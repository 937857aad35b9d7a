/* How scalars read: repr, str and format, in NumPy's notation. */
#include "scalar.h"

#include <math.h>
#include <stdio.h>

/* Room for any number that is written here. */
#define NUMBER_MAX  48
#define COMPLEX_MAX (2 * NUMBER_MAX + 4)

/* Copies a string that PyOS_double_to_string allocated. */
static bool take(char *text, char *allocated)
{
    if (allocated == NULL) {
        PyErr_NoMemory();
        return false;
    }
    size_t length = strlen(allocated);
    bool fits = length < NUMBER_MAX;
    if (fits)
        memcpy(text, allocated, length + 1);
    else
        PyErr_SetString(PyExc_SystemError, "a number of unexpected length");
    PyMem_Free(allocated);
    return fits;
}

/* The value rounded to the type. */
static double narrowed(double value, la_type type)
{
    if (type == LA_FLOAT16) return (double)la_float16_to_float(la_float16_from_double(value));
    return (double)(float)value;
}

/* The fewest digits that read back as the same float16 or float32, as "1.2345e+07". Above a power
 * of two neighbours lie further apart than below it: of a tie's two texts only one may serve. */
static bool shortest(double value, la_type type, char *text)
{
    for (int precision = 0; precision <= 8; precision++) {
        for (int up = 0; up < 2; up++) {
            const double from = up ? value + value * 1e-12 : value;
            if (!take(text, PyOS_double_to_string(from, 'e', precision, 0, NULL))) return false;
            if (narrowed(PyOS_string_to_double(text, NULL, NULL), type) == value) return true;
        }
    }
    return true;
}

/* Rewrites d.ddde+XX without an exponent. */
static void positional(char *text, bool point)
{
    char digits[NUMBER_MAX], out[NUMBER_MAX];
    int count = 0, n = 0, exponent = 0;
    const char *p = text;
    if (*p == '-') out[n++] = *p++;
    for (; *p != '\0' && *p != 'e'; p++)
        if (*p != '.') digits[count++] = *p;
    if (*p == 'e') sscanf(p + 1, "%d", &exponent);
    if (exponent < 0) {
        out[n++] = '0';
        out[n++] = '.';
        for (int i = -1; i > exponent; i--)
            out[n++] = '0';
    }
    for (int i = 0; i < count || i <= exponent; i++) {
        if (exponent >= 0 && i == exponent + 1) out[n++] = '.';
        out[n++] = i < count ? digits[i] : '0';
    }
    if (point && exponent >= 0 && count <= exponent + 1) {
        out[n++] = '.';
        out[n++] = '0';
    }
    out[n] = '\0';
    memcpy(text, out, (size_t)n + 1);
}

/* A real number with the fewest digits that identify it among those of the type; `point`: whole
 * numbers get a ".0". */
static bool format_real(double value, la_type type, bool point, char *text)
{
    if (!isfinite(value)) {
        snprintf(text, NUMBER_MAX, "%s", isnan(value) ? "nan" : value > 0 ? "inf" : "-inf");
        return true;
    }
    if (type == LA_FLOAT64) {
        int flags = point ? Py_DTSF_ADD_DOT_0 : 0;
        return take(text, PyOS_double_to_string(value, 'r', 0, flags, NULL));
    }
    if (!shortest(value, type, text)) return false;
    double size = fabs(value), limit = type == LA_FLOAT16 ? 1e3 : 1e6; /* digits that it can hold */
    if (size == 0 || (size >= 1e-4 && size < limit)) positional(text, point);
    return true;
}

/* "1+2j"; "2j" where the real part is +0. */
static bool format_complex(la_complex128 value, la_type part, char *text)
{
    char real[NUMBER_MAX] = "", imag[NUMBER_MAX];
    bool only_imag = value.real == 0 && !signbit(value.real);
    if (!only_imag && !format_real(value.real, part, false, real)) return false;
    if (!format_real(value.imag, part, false, imag)) return false;
    const char *sign = !only_imag && imag[0] != '-' ? "+" : "";
    snprintf(text, COMPLEX_MAX, "%s%s%sj", real, sign, imag);
    return true;
}

/* The number as repr and str show it between their decorations; *parenthesised: a complex with two
 * parts, which str puts in parentheses. */
static bool format_scalar(PyObject *self, char *text, bool *parenthesised)
{
    const rumpy_value *value = rumpy_scalar_value(self);
    const la_dtype *dtype = rumpy_scalar_dtype(Py_TYPE(self));
    la_complex128 number;
    *parenthesised = false;
    switch (dtype->num) {
    case LA_FLOAT16:
        return format_real((double)la_float16_to_float(value->f16), LA_FLOAT16, true, text);
    case LA_FLOAT32: return format_real(value->f32, LA_FLOAT32, true, text);
    case LA_FLOAT64: return format_real(value->f64, LA_FLOAT64, true, text);
    case LA_COMPLEX64: number = (la_complex128){value->c64.real, value->c64.imag}; break;
    case LA_COMPLEX128: number = value->c128; break;
    default: {
        rumpy_value wide;
        rumpy_scalar_read(self, &wide);
        rumpy_convert_value(dtype, la_dtype_of(LA_INT64), &wide);
        if (dtype->num == LA_UINT64)
            snprintf(text, NUMBER_MAX, "%llu", (unsigned long long)value->u64);
        else
            snprintf(text, NUMBER_MAX, "%lld", (long long)wide.i64);
        return true;
    }
    }
    *parenthesised = number.real != 0 || signbit(number.real);
    return format_complex(number, dtype->num == LA_COMPLEX64 ? LA_FLOAT32 : LA_FLOAT64, text);
}

/* Three strings in a row; much quicker than a format. */
static PyObject *join(const char *before, const char *text, const char *after)
{
    char all[COMPLEX_MAX + 24];
    size_t n = 0;
    const char *const parts[3] = {before, text, after};
    for (int i = 0; i < 3; i++) {
        size_t length = strlen(parts[i]);
        memcpy(all + n, parts[i], length);
        n += length;
    }
    return PyUnicode_FromStringAndSize(all, (Py_ssize_t)n);
}

static PyObject *new_text(PyObject *self)
{
    char text[COMPLEX_MAX];
    bool parenthesised;
    const la_dtype *dtype = rumpy_scalar_dtype(Py_TYPE(self));
    if (dtype->num == LA_BOOL)
        return PyUnicode_FromString(rumpy_scalar_value(self)->b ? "True" : "False");
    if (!format_scalar(self, text, &parenthesised)) return NULL;
    return parenthesised ? join("(", text, ")") : PyUnicode_FromString(text);
}

/* Gives the print options, a dict (rumpy.printing's); NULL until that module is loaded. */
static PyObject *print_options;

PyObject *rumpy_set_print_options(PyObject *module, PyObject *get)
{
    (void)module;
    PyObject *before = print_options;
    Py_INCREF(get);
    print_options = get;
    Py_XDECREF(before);
    Py_RETURN_NONE;
}

/* Which printing of a version before 2.0 is asked for: none, any, when a scalar's repr was its str,
 * or 1.13's, which rounded; -1 with an exception. */
enum { NOT_OLD, OLD, OLDEST };

static int old_printing(void)
{
    if (print_options == NULL) return 0;
    PyObject *options = PyObject_CallNoArgs(print_options);
    if (options == NULL) return -1;
    PyObject *legacy = PyDict_GetItemString(options, "legacy");
    const bool named = legacy != NULL && PyUnicode_Check(legacy);
    const char *version = named ? PyUnicode_AsUTF8AndSize(legacy, NULL) : NULL;
    const int old = version == NULL || version[0] != '1' ? NOT_OLD
                    : strcmp(version, "1.13") == 0       ? OLDEST
                                                         : OLD;
    Py_DECREF(options);
    return old;
}

static bool rounded(double value, int digits, int flags, char *text)
{
    return take(text, PyOS_double_to_string(value, 'g', digits, flags, NULL));
}

/* A real or complex number as 1.13 has it, rounded to so many digits. */
static PyObject *oldest_text(const la_dtype *dtype, PyObject *number, int digits)
{
    char real[NUMBER_MAX], imag[NUMBER_MAX], all[COMPLEX_MAX];
    if (dtype->kind == 'f') {
        if (!rounded(PyFloat_AsDouble(number), digits, 0, real)) return NULL;
        if (strspn(real, "-0123456789") == strlen(real)) strcat(real, ".0");
        return PyUnicode_FromString(real);
    }
    const la_complex128 z = {PyComplex_RealAsDouble(number), PyComplex_ImagAsDouble(number)};
    const bool only_imag = z.real == 0 && !signbit(z.real);
    if (!rounded(z.real, digits, 0, real) ||
        !rounded(z.imag, digits, only_imag ? 0 : Py_DTSF_SIGN, imag))
        return NULL;
    const char *unit = isfinite(z.imag) ? "j" : "*j";
    if (only_imag) return join(imag, unit, "");
    snprintf(all, sizeof all, "%s%s%s", real, imag, unit);
    return join("(", all, ")");
}

/* str, or where it rounds more, repr. */
static PyObject *oldest(PyObject *self, bool more)
{
    const la_dtype *dtype = rumpy_scalar_dtype(Py_TYPE(self));
    if (dtype->num < LA_FIRST_INEXACT) return new_text(self);
    const bool wide = dtype->num == LA_FLOAT64 || dtype->num == LA_COMPLEX128;
    PyObject *number = rumpy_element_get(dtype, rumpy_scalar_value(self));
    PyObject *text = number == NULL
                         ? NULL
                         : oldest_text(dtype, number, more ? (wide ? 17 : 8) : (wide ? 12 : 6));
    Py_XDECREF(number);
    return text;
}

static PyObject *scalar_str(PyObject *self)
{
    const int old = old_printing();
    return old < 0 ? NULL : old == OLDEST ? oldest(self, false) : new_text(self);
}

static PyObject *scalar_repr(PyObject *self)
{
    const int old = old_printing();
    if (old != NOT_OLD) return old < 0 ? NULL : old == OLDEST ? oldest(self, true) : new_text(self);
    char text[COMPLEX_MAX];
    bool parenthesised;
    const la_dtype *dtype = rumpy_scalar_dtype(Py_TYPE(self));
    if (dtype->num == LA_BOOL)
        return PyUnicode_FromString(rumpy_scalar_value(self)->b ? "np.True_" : "np.False_");
    if (!format_scalar(self, text, &parenthesised)) return NULL;
    char before[24] = "np.";
    strcat(before, dtype->name);
    return join(strcat(before, "("), text, ")");
}

PyObject *rumpy_scalar_format(PyObject *self, PyObject *spec)
{
    /* As the Python number of the same value. */
    PyObject *number =
        rumpy_element_get(rumpy_scalar_dtype(Py_TYPE(self)), rumpy_scalar_value(self));
    if (number == NULL) return NULL;
    PyObject *text = PyObject_Format(number, spec);
    Py_DECREF(number);
    return text;
}

const PyType_Slot rumpy_scalar_text_slots[] = {
    {Py_tp_repr, scalar_repr},
    {Py_tp_str, scalar_str},
    {0, NULL},
};

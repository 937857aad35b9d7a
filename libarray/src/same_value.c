/* casting='same_value': casts that fail where they would change a number. */
#include "copy.h"

#include <string.h>

#include "cast.h"
#include "iterate.h"

/* C's name of a type, by its letter. */
static const char *c_name(const la_dtype *dtype)
{
    static const char letters[] = "?bBhHiIlLqQefdFD";
    static const char *const names[] = {
        "bool",  "byte",     "ubyte",     "short", "ushort", "int",    "uint",   "long",
        "ulong", "longlong", "ulonglong", "half",  "float",  "double", "cfloat", "cdouble"};
    return names[strchr(letters, dtype->code) - letters];
}

static la_status fail(const la_dtype *from, const la_dtype *to, const char *why)
{
    return la_fail(LA_VALUE_ERROR, "could not cast 'same_value' %s to %s%s", c_name(from),
                   c_name(to), why);
}

/* Whether two elements of a type are one number; NaNs are. */
static bool is_same(const char *x, const char *y, const la_dtype *dtype)
{
    double a[2] = {0}, b[2] = {0};
    if (dtype->num < LA_FIRST_INEXACT) return memcmp(x, y, (size_t)dtype->itemsize) == 0;
    const la_cast_fn widen = la_cast_find(dtype->num, LA_COMPLEX128);
    widen(x, 0, (char *)a, 0, 1);
    widen(y, 0, (char *)b, 0, 1);
    for (int i = 0; i < 2; i++)
        if (a[i] != b[i] && (a[i] == a[i] || b[i] == b[i])) return false;
    return true;
}

static bool is_negative(const char *p, const la_dtype *dtype)
{
    double value = 0;
    if (dtype->kind != 'i') return false;
    la_cast_find(dtype->num, LA_FLOAT64)(p, 0, (char *)&value, 0, 1);
    return value < 0;
}

/* Whether the cast of a complex number to a real one left nothing out. */
static bool is_real(const char *p, const la_dtype *dtype)
{
    double parts[2] = {0};
    la_cast_find(dtype->num, LA_COMPLEX128)(p, 0, (char *)parts, 0, 1);
    return parts[1] == 0;
}

/* One element p, what it was cast to, and that cast back. */
static la_status check(const char *p, const la_dtype *from, const char *to, const la_dtype *type,
                       const char *back)
{
    if (from->kind == 'c' && type->kind != 'c' && !is_real(p, from))
        return fail(from, type, ": imag is not 0");
    const bool signs = la_dtype_is_integer(from) && la_dtype_is_integer(type);
    if (!is_same(p, back, from) || (signs && is_negative(p, from) != is_negative(to, type)))
        return fail(from, type, "");
    return LA_OK;
}

la_status la_check_same_values(const la_array *a, const la_array *cast)
{
    enum { PIECE = 128 };
    la_complex128 back[PIECE]; /* room for any type */
    if (cast->dtype->kind == 'b' || a->size == 0) return LA_OK;
    const la_cast_fn go_back = la_cast_find(cast->dtype->num, a->dtype->num);
    const ptrdiff_t size = a->dtype->itemsize;
    char *const data[2] = {a->data, cast->data};
    const ptrdiff_t *const strides[2] = {a->strides, cast->strides};
    la_iter it;
    la_iter_init(&it, 2, data, a->ndim, a->shape, strides);
    do {
        const char *p = it.ptr[0], *q = it.ptr[1];
        const ptrdiff_t *step = it.inner_strides;
        for (ptrdiff_t i = 0; i < it.inner; i++, p += step[0], q += step[1]) {
            const ptrdiff_t n = it.inner - i < PIECE ? it.inner - i : PIECE;
            if (i % PIECE == 0) go_back(q, step[1], (char *)back, size, n);
            LA_TRY(check(p, a->dtype, q, cast->dtype, (char *)back + i % PIECE * size));
        }
    } while (la_iter_next(&it));
    return LA_OK;
}

/* searchsorted. */
#include <string.h>

#include "libarray/index.h"
#include "libarray/sort.h"
#include "loops/loops.h"

#define GROUP 8 /* needles that are looked for at the same time */

typedef void search_function(ptrdiff_t *to, const void *sorted, ptrdiff_t n, const void *wanted,
                             ptrdiff_t count, bool right);

#define BEFORE(a, b) ((a) < (b))
#define EACH         "sort/search.tmpl.h"
#include "loops/each_bool.inc.h"
#define EACH "sort/search.tmpl.h"
#include "loops/each_integer.inc.h"
#undef BEFORE

#define BEFORE(a, b) (((a) < (b)) | (((b) != (b)) & ((a) == (a))))
#define EACH         "sort/search.tmpl.h"
#include "loops/each_real.inc.h"
#undef BEFORE

/* Without a NaN by the parts; with one behind those without, by the classes of order.c. */
#define COMPLEX_BEFORE(T)                                                                          \
    static inline bool before_##T(T a, T b)                                                        \
    {                                                                                              \
        const int class_a = 2 * (a.real != a.real) + (a.imag != a.imag);                           \
        const int class_b = 2 * (b.real != b.real) + (b.imag != b.imag);                           \
        if (class_a != class_b) return class_a < class_b;                                          \
        if (class_a < 2 && a.real != b.real) return a.real < b.real;                               \
        return a.imag < b.imag;                                                                    \
    }
COMPLEX_BEFORE(la_complex64)
COMPLEX_BEFORE(la_complex128)

#define BEFORE_OF_(T) before_##T
#define BEFORE_OF(T)  BEFORE_OF_(T)
#define BEFORE(a, b)  BEFORE_OF(T)(a, b)
#define EACH          "sort/search.tmpl.h"
#include "loops/each_complex.inc.h"
#undef BEFORE

static search_function *const functions[LA_NTYPES] = {
#define EACH "sort/search_entry.tmpl.h"
#include "loops/each_bool.inc.h"
#define EACH "sort/search_entry.tmpl.h"
#include "loops/each_integer.inc.h"
#define EACH "sort/search_entry.tmpl.h"
#include "loops/each_real.inc.h"
#define EACH "sort/search_entry.tmpl.h"
#include "loops/each_complex.inc.h"
};

/* A contiguous, aligned array of the same elements: a view or a copy. float16 becomes float. */
static la_status plain(la_array *out, const la_array *a)
{
    const unsigned needed = LA_C_CONTIGUOUS | LA_ALIGNED;
    /* NOLINTNEXTLINE(clang-analyzer-core.NullDereference): an array, or this wasn't called */
    const bool half = a->dtype->num == LA_FLOAT16;
    if ((a->flags & needed) == needed && !half)
        return la_array_init_view(out, a, a->data, a->dtype, a->ndim, a->shape, a->strides);
    const la_dtype *type = half ? la_dtype_of(LA_FLOAT32) : a->dtype;
    return la_astype(out, a, type, LA_ORDER_C, LA_CASTING_SAFE);
}

static la_status sorted_by(la_array *out, const la_array *haystack, const la_array *sorter)
{
    const ptrdiff_t n = haystack->size, step = sorter->strides[0];
    for (ptrdiff_t i = 0; i < n; i++) {
        ptrdiff_t k;
        memcpy(&k, sorter->data + i * step, sizeof k);
        if (k < 0 || k >= n) return la_fail(LA_VALUE_ERROR, "Sorter index out of range.");
    }
    const la_index item = {.kind = LA_INDEX_ARRAY, .array = sorter};
    return la_index_get(out, haystack, 1, &item);
}

la_status la_searchsorted(la_array *out, const la_array *haystack, const la_array *needles,
                          bool right, const la_array *sorter)
{
    la_array arranged = LA_ARRAY_NULL, sorted = LA_ARRAY_NULL, wanted = LA_ARRAY_NULL;
    la_status status = LA_OK;
    if (sorter) {
        status = sorted_by(&arranged, haystack, sorter);
        haystack = &arranged;
    }
    if (status == LA_OK) status = plain(&sorted, haystack);
    if (status == LA_OK) status = plain(&wanted, needles);
    if (status == LA_OK)
        status =
            la_array_init(out, la_dtype_of(LA_INTP), needles->ndim, needles->shape, LA_ORDER_C);
    if (status == LA_OK) {
        ptrdiff_t *const to = (ptrdiff_t *)(void *)out->data;
        if (sorted.size == 0)
            memset(to, 0, (size_t)out->size * sizeof *to);
        else
            functions[sorted.dtype->num](to, sorted.data, sorted.size, wanted.data, wanted.size,
                                         right);
    }
    la_array_destroy(&arranged);
    la_array_destroy(&sorted);
    la_array_destroy(&wanted);
    return status;
}

/* Correlation of two vectors: sums of products of one with the other shifted along it. */
#include "libarray/numeric.h"

#include <string.h>

#define BLOCK     1024
#define JOINED(t) correlate_##t
#define KERNEL(t) JOINED(t)

#define NUMBER_BODY "correlate.tmpl.h"
#include "each_number.inc.h"
#undef NUMBER_BODY

la_status la_correlate(la_array *out, const la_array *a, const la_array *v, ptrdiff_t lead)
{
    switch (out->dtype->num) {
#define CASE(t)                                                                                    \
    KERNEL(t)                                                                                      \
    ((t *)(void *)out->data, out->size, (const t *)(const void *)a->data, a->size,                 \
     (const t *)(const void *)v->data, v->size, lead);                                             \
    return LA_OK
        NUMBER_CASES(CASE)
#undef CASE
    default: return la_fail(LA_TYPE_ERROR, "correlate: no loop for dtype('%s')", out->dtype->name);
    }
}

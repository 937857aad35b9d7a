/* Indexing: NumPy's basic and advanced rules, for reading and writing. */
#ifndef LIBARRAY_INDEX_H
#define LIBARRAY_INDEX_H

#include "libarray/array.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef enum la_index_kind {
    LA_INDEX_INTEGER,  /* a[3] */
    LA_INDEX_SLICE,    /* a[1:9:2] */
    LA_INDEX_NEWAXIS,  /* a[None] */
    LA_INDEX_ELLIPSIS, /* a[...] */
    LA_INDEX_ARRAY,    /* a[[0, 2]]: integers of any type, any shape; boolean arrays too */
} la_index_kind;

/* An absent start or stop of a slice. */
#define LA_SLICE_NONE PTRDIFF_MIN

typedef struct la_index {
    la_index_kind kind;
    ptrdiff_t integer;           /* LA_INDEX_INTEGER: as written, may be negative */
    ptrdiff_t start, stop, step; /* LA_INDEX_SLICE: as written; step != 0, 1 where absent */
    const la_array *array;       /* LA_INDEX_ARRAY: integer or bool; a 0-d bool is allowed */
} la_index;

/* Whether the items contain no LA_INDEX_ARRAY, so that the result is a view. */
bool la_index_is_basic(int n, const la_index *items);

/* Basic indexing: a view. IndexErrors in NumPy's words: "index 10 is out of bounds for axis 0 with
 * size 3", "too many indices for array: array is 1-dimensional, but 2 were indexed". */
la_status la_index_view(la_array *out, const la_array *a, int n, const la_index *items);

/* a[items], any kind: a view if basic, else a fresh array laid out as NumPy's result. */
la_status la_index_get(la_array *out, const la_array *a, int n, const la_index *items);

/* a[items] = value, with broadcasting and casting (as NumPy: unsafe); the last of repeated indices
 * wins. Right where value overlaps a. */
la_status la_index_set(la_array *a, int n, const la_index *items, const la_array *value);

/* The indices of true elements: out has room for a->ndim arrays, each 1-d of type LA_INTP. */
la_status la_nonzero(la_array *out, const la_array *a);

/* The number of elements that are not zero. */
la_status la_count_nonzero(const la_array *a, ptrdiff_t *count);

#ifdef __cplusplus
}
#endif
#endif

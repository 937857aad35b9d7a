/* What the programs for libFuzzer share.
 *
 * Each of them decodes the bytes it is given, one byte a decision, into arrays and a call, works
 * out by plain loops what the call must do, and compares. The arrays lie in blocks of exactly their
 * extent, so that AddressSanitizer sees every access beside them. Their elements are small
 * integers, which all types hold exactly. */
#ifndef LIBARRAY_FUZZ_H
#define LIBARRAY_FUZZ_H

#include <stdlib.h>

#include "../arrays.h"

/* In which sums and products of sizes don't overflow. */
__extension__ typedef __int128 wide_int;

/* What libFuzzer calls. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Ends the program unless the condition holds: libFuzzer keeps the input. */
#define ENSURE(condition)                                                                          \
    do {                                                                                           \
        if (!(condition)) {                                                                        \
            fprintf(stderr, "%s:%d: not so: %s (%s)\n", __FILE__, __LINE__, #condition,            \
                    la_error_message());                                                           \
            abort();                                                                               \
        }                                                                                          \
    } while (0)

/* --- decisions ---------------------------------------------------------------------------------
 */

typedef struct fuzz_input {
    const uint8_t *at;
    size_t left;
} fuzz_input;

/* 0 .. n-1; 0 after the input's end. */
static inline int draw(fuzz_input *in, int n)
{
    if (in->left == 0) return 0;
    in->left--;
    return *in->at++ % n;
}

/* -n-1 .. n+1, so mostly an index into n elements; sometimes one that overflows whatever is added.
 */
static inline ptrdiff_t draw_index(fuzz_input *in, ptrdiff_t n)
{
    const ptrdiff_t far[] = {PTRDIFF_MIN, PTRDIFF_MIN + 1, PTRDIFF_MAX, PTRDIFF_MAX - 1, 1 << 20};
    const int byte = draw(in, 256);
    if (byte >= 250) return far[byte % LENGTH(far)];
    return byte % (2 * n + 3) - n - 1;
}

static inline la_type draw_type(fuzz_input *in)
{
    return (la_type)draw(in, LA_NTYPES);
}

/* --- arrays ------------------------------------------------------------------------------------
 */

enum { MOST_DIMS = 6, MOST_ELEMENTS = 1024 };

/* A view of a block, and the block. */
typedef struct fuzz_array {
    la_array array;
    char *memory;
    size_t nbytes;
} fuzz_array;

/* Which strides may be drawn beside those that give each element a place of its own. */
typedef enum fuzz_places { OWN_PLACES, SHARED_PLACES } fuzz_places;

/* The element at a byte address, aligned or not. */
static inline double get_value(const char *p, const la_dtype *dtype)
{
    la_complex128 item;
    memcpy(&item, p, (size_t)dtype->itemsize);
    return element_value((const char *)&item, dtype->num);
}

static inline void set_value(char *p, const la_dtype *dtype, double value)
{
    la_complex128 item;
    element_set((char *)&item, dtype->num, value);
    memcpy(p, &item, (size_t)dtype->itemsize);
}

/* Lengths of up to MOST_DIMS axes and MOST_ELEMENTS elements in all. */
static inline int draw_shape(fuzz_input *in, ptrdiff_t *shape)
{
    const int lengths[] = {2, 3, 1, 0, 4, 5, 1, 7, 18, 70, 300};
    const int ndim = draw(in, MOST_DIMS + 1);
    ptrdiff_t size = 1;
    for (int i = 0; i < ndim; i++) {
        shape[i] = lengths[draw(in, LENGTH(lengths))];
        if (size * shape[i] > MOST_ELEMENTS) shape[i] = 1;
        if (shape[i] > 0) size *= shape[i];
    }
    return ndim;
}

/* Strides of any order of axes, dense or with gaps, forwards or backwards. Returns the extent in
 * bytes; *first: where the element of index 0, ..., 0 begins. */
static inline size_t draw_strides(fuzz_input *in, int ndim, const ptrdiff_t *shape,
                                  ptrdiff_t itemsize, fuzz_places places, ptrdiff_t *strides,
                                  ptrdiff_t *first)
{
    int order[MOST_DIMS];
    ptrdiff_t next = itemsize, extent = itemsize;
    bool empty = false;
    *first = 0;
    for (int i = 0; i < ndim; i++) { /* fastest first: C order where nothing else is drawn */
        const int k = i - draw(in, i + 1);
        memmove(order + k + 1, order + k, (size_t)(i - k) * sizeof *order);
        order[k] = ndim - 1 - i;
    }
    for (int i = 0; i < ndim; i++) {
        const int axis = order[i], choice = draw(in, places == SHARED_PLACES ? 8 : 6);
        ptrdiff_t stride = next;
        if (choice == 1 || choice == 3) stride += itemsize;
        if (choice == 5 && places == OWN_PLACES) stride += 1; /* unaligned, too */
        if (choice == 6) stride = 0;
        if (choice == 7) stride = itemsize;
        const ptrdiff_t reach = shape[axis] > 0 ? stride * (shape[axis] - 1) : 0;
        if (shape[axis] == 0) empty = true;
        next = stride * shape[axis] > next ? stride * shape[axis] : next;
        extent += reach;
        strides[axis] = choice == 2 || choice == 3 ? -stride : stride;
        if (strides[axis] < 0) *first += reach;
    }
    return empty ? 0 : (size_t)extent;
}

/* An array of this type and shape in a block of its own, its elements 0, 1, 2, ... below `values`
 * in C order of the block's places; what lies between them is 0xEE. */
static inline void draw_values(fuzz_input *in, fuzz_array *a, la_type type, int ndim,
                               const ptrdiff_t *shape, fuzz_places places, int values)
{
    const la_dtype *dtype = la_dtype_of(type);
    ptrdiff_t strides[MOST_DIMS], first;
    const int shift = draw(in, 4) == 3; /* not aligned */
    a->nbytes = draw_strides(in, ndim, shape, dtype->itemsize, places, strides, &first);
    if (a->nbytes == 0) first = 0;
    a->memory = malloc(a->nbytes + (size_t)shift);
    ENSURE(a->memory || a->nbytes == 0);
    if (a->memory) memset(a->memory, 0xEE, a->nbytes + (size_t)shift);
    a->array = LA_ARRAY_NULL;
    ENSURE(la_array_init_foreign(&a->array, dtype, ndim, shape, strides, a->memory + shift + first,
                                 true, NULL, NULL) == LA_OK);
    for (ptrdiff_t i = 0; i < a->array.size; i++)
        set_value(element_at(&a->array, i), dtype, (double)(i % values));
    a->nbytes += (size_t)shift;
}

static inline void draw_array(fuzz_input *in, fuzz_array *a, la_type type, fuzz_places places)
{
    ptrdiff_t shape[MOST_DIMS];
    const int ndim = draw_shape(in, shape);
    draw_values(in, a, type, ndim, shape, places, 101);
}

/* A shape that broadcasts to the given one: leading axes left out, lengths replaced by 1. */
static inline int draw_narrower(fuzz_input *in, int ndim, const ptrdiff_t *shape, ptrdiff_t *narrow)
{
    const int skipped = draw(in, 3) == 2 && ndim > 0 ? 1 + draw(in, ndim) : 0;
    for (int i = skipped; i < ndim; i++)
        narrow[i - skipped] = draw(in, 4) == 3 ? 1 : shape[i];
    return ndim - skipped;
}

static inline void destroy_array(fuzz_array *a)
{
    la_array_destroy(&a->array);
    free(a->memory);
}

/* --- models ------------------------------------------------------------------------------------
 */

/* The block as it is now, to be changed by plain loops and compared afterwards. */
static inline char *copy_memory(const fuzz_array *a)
{
    char *copy = malloc(a->nbytes + 1);
    ENSURE(copy);
    if (a->nbytes > 0) memcpy(copy, a->memory, a->nbytes);
    return copy;
}

static inline void ensure_memory(const fuzz_array *a, char *copy)
{
    ENSURE(a->nbytes == 0 || memcmp(a->memory, copy, a->nbytes) == 0);
    free(copy);
}

/* The place in the copy of an address in the block. */
static inline char *in_copy(const fuzz_array *a, char *copy, const char *p)
{
    return copy + (p - a->memory);
}

/* The coordinates of the i-th element in C order. */
static inline void coordinates_of(ptrdiff_t i, int ndim, const ptrdiff_t *shape, ptrdiff_t *at)
{
    for (int axis = ndim - 1; axis >= 0; axis--) {
        at[axis] = i % shape[axis];
        i /= shape[axis];
    }
}

/* The element of `a`, broadcast to ndim axes, at these coordinates. */
static inline char *broadcast_at(const la_array *a, int ndim, const ptrdiff_t *at)
{
    char *p = a->data;
    for (int axis = 0; axis < a->ndim; axis++)
        if (a->shape[axis] != 1) p += at[ndim - a->ndim + axis] * a->strides[axis];
    return p;
}

static inline bool broadcasts_to(const la_array *a, int ndim, const ptrdiff_t *shape)
{
    bool good = a->ndim <= ndim;
    for (int i = 0; i < a->ndim && good; i++)
        good = a->shape[i] == 1 || a->shape[i] == shape[ndim - a->ndim + i];
    return good;
}

static inline ptrdiff_t size_of(int ndim, const ptrdiff_t *shape)
{
    ptrdiff_t size = 1;
    for (int i = 0; i < ndim; i++)
        size *= shape[i];
    return size;
}

#endif

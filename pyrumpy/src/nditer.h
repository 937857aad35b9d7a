/* np.nditer: the walk over several arrays at once, as the files nditer_*.c share it.
 *
 * The walk's axes are counted from the fastest. Without buffering, `seen` of each operand moves
 * through its array. With buffering, the walk goes in chunks: of each chunk all operands are seen
 * in one stride, those that their memory doesn't show so in a buffer. */
#ifndef RUMPY_NDITER_H
#define RUMPY_NDITER_H

#include "ndarray.h"

enum { /* of the whole iterator */
       NDITER_C_INDEX = 1 << 0,
       NDITER_F_INDEX = 1 << 1,
       NDITER_MULTI_INDEX = 1 << 2,
       NDITER_EXTERNAL_LOOP = 1 << 3,
       NDITER_COMMON_DTYPE = 1 << 4,
       NDITER_ZEROSIZE_OK = 1 << 5,
       NDITER_REDUCE_OK = 1 << 6,
       NDITER_RANGED = 1 << 7,
       NDITER_BUFFERED = 1 << 8,
       NDITER_GROWINNER = 1 << 9,
       NDITER_DELAY_BUFALLOC = 1 << 10,
       NDITER_COPY_IF_OVERLAP = 1 << 11,
       NDITER_INDEX = NDITER_C_INDEX | NDITER_F_INDEX,
       NDITER_POSITION = NDITER_INDEX | NDITER_MULTI_INDEX,
};

enum { /* of an operand */
       NDITER_READ = 1 << 0,
       NDITER_WRITE = 1 << 1,
       NDITER_ALLOCATE = 1 << 2,
       NDITER_NO_BROADCAST = 1 << 3,
       NDITER_ALIGNED = 1 << 4,
       NDITER_CONTIG = 1 << 5,
       NDITER_COPY = 1 << 6,
       NDITER_UPDATEIFCOPY = 1 << 7,
       NDITER_NO_SUBTYPE = 1 << 8,
       NDITER_VIRTUAL = 1 << 9,
       NDITER_ARRAYMASK = 1 << 10,
       NDITER_WRITEMASKED = 1 << 11,
       NDITER_ELEMENTWISE = 1 << 12, /* overlap_assume_elementwise */
       /* found by the iterator: */
       NDITER_CAST = 1 << 13,    /* its memory can't be shown as it is */
       NDITER_REDUCED = 1 << 14, /* is written to, and stands still along an axis */
       NDITER_IN_BUFFER = 1 << 15,
};

typedef struct nditer_operand {
    PyObject *array;       /* what is walked, an ndarray; a reference */
    PyObject *target;      /* what `array` is a copy of, to be written back; NULL: nothing */
    const la_dtype *own;   /* the type of its elements, whatever becomes of the array's later */
    const la_dtype *dtype; /* as which they are seen */
    unsigned flags;
    char *start;      /* the first element of the walk */
    ptrdiff_t offset; /* of a nested iterator: from where the outer one stands to `start` */
    char *ptr;        /* with buffering: the first element of the chunk */
    char *seen;       /* the element where the walk is, in the array or the buffer */
    ptrdiff_t step;   /* from a chunk's element to its next */
    la_array buffer;  /* of one dimension */
} nditer_operand;

typedef struct nditer {
    int nop, ndim;
    int mask; /* the operand that is the mask of others; -1: none */
    unsigned flags;
    ptrdiff_t size;                          /* of the whole walk */
    ptrdiff_t begin, end, at;                /* the part that is walked, and where the walk is */
    ptrdiff_t buffersize, core, whole, most; /* chunks: see nditer_chunk.c */
    ptrdiff_t chunk_begin, chunk_end;
    bool by_core, delayed, loaded;
    nditer_operand *ops;
    ptrdiff_t *strides;    /* of each operand, axis by axis */
    ptrdiff_t index_start; /* the index that is tracked, at the first element */
    ptrdiff_t shape[LA_MAXDIMS], index[LA_MAXDIMS];
    ptrdiff_t index_strides[LA_MAXDIMS]; /* of the index that is tracked */
    int axes[LA_MAXDIMS]; /* which axis of the iteration each is, while a multi-index is tracked */
    bool flipped[LA_MAXDIMS];
} nditer;

static inline ptrdiff_t *nditer_strides(const nditer *it, int axis)
{
    return it->strides + (ptrdiff_t)axis * it->nop;
}

static inline bool nditer_has(const nditer *it, unsigned flag)
{
    return (it->flags & flag) != 0;
}

/* What is asked of a new iterator. */
typedef struct nditer_request {
    int nop;
    PyObject **arrays; /* ndarrays, NULL for what is to be made; borrowed */
    unsigned flags, *op_flags;
    const la_dtype **dtypes; /* NULL: the array's own */
    la_order order;
    la_casting casting;
    int op_ndim;   /* the length of op_axes' rows; -1: there are none */
    int **op_axes; /* for each operand its axes, or NULL */
    bool has_itershape;
    int itershape_ndim;
    ptrdiff_t itershape[LA_MAXDIMS];
    ptrdiff_t buffersize;
} nditer_request;

/* --- nditer_make.c ---------------------------------------------------------------------------- */

nditer *nditer_make(const nditer_request *request);
/* Frees it; what was written to copies and buffers is lost unless nditer_finish came before. */
void nditer_free(nditer *it);
/* Another one at the same place, NULL with an exception set. */
nditer *nditer_copy(nditer *it);
/* Writes back copies and buffers. */
bool nditer_finish(nditer *it);
/* Axes that all operands walk evenly become one, their order is forgotten. */
void nditer_coalesce(nditer *it);

/* --- nditer_chunk.c --------------------------------------------------------------------------- */

/* Decides on the chunks of a buffered iterator, and which operands need buffers. */
void nditer_plan_chunks(nditer *it);
/* The chunk at `at` comes; what was written to the last one's buffers goes back. */
bool nditer_load(nditer *it);
bool nditer_unload(nditer *it);

/* --- nditer_walk.c ---------------------------------------------------------------------------- */

/* Moves anywhere inside begin .. end; false with an exception set. */
bool nditer_move(nditer *it, ptrdiff_t at);
/* The next element, or with EXTERNAL_LOOP the next piece: 1; 0: there is none; -1: an exception. */
int nditer_next(nditer *it);
/* The operands' elements where the walk is: how many, one after another in steps of ops[k].step. */
ptrdiff_t nditer_count(const nditer *it);

/* --- nditer_args.c ---------------------------------------------------------------------------- */

/* Iterators of arguments of np.nditer (axes NULL: one) or np.nested_iters, into its[]; their
 * number, 0 with an exception set. */
enum { NDITER_MOST_NESTED = LA_MAXDIMS };
int nditer_from_args(PyObject *args, PyObject *kwargs, bool nested, nditer **its);

#endif

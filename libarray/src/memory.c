/* Aligned blocks and counted buffers.
 *
 * A buffer that owns its memory is one block of malloc's: some slack, the header, the data at a
 * multiple of LA_ALIGNMENT. malloc and calloc are used rather than aligned_alloc because calloc
 * knows which pages are zero already, and because they are faster for small blocks. */
#include "memory.h"

#include <stdlib.h>
#include <string.h>

#include "platform.h"

/* Small buffers are kept for reuse where there is one thread: that spares a quarter of the cost of
 * ten zeros, or more where malloc lies in another module. Natively malloc keeps such lists itself,
 * one set for each thread. */
#ifndef LA_BUFFER_CACHE
#define LA_BUFFER_CACHE LA_SINGLE_THREADED
#endif

#if LA_SINGLE_THREADED
typedef ptrdiff_t la_counter;
#else
#include <stdatomic.h>
typedef atomic_ptrdiff_t la_counter;
#endif

enum { FOREIGN = -1 };

struct la_buffer {
    la_counter references;
    char *data;
    void *block; /* what to free: where the data is ours, the block that contains this header */
    la_release_fn release; /* NULL unless the data is foreign */
    void *context;
    ptrdiff_t capacity; /* bytes behind data; FOREIGN: not ours */
};

static char *align_up(char *p)
{
    return (char *)(((uintptr_t)p + (LA_ALIGNMENT - 1)) & ~(uintptr_t)(LA_ALIGNMENT - 1));
}

/* --- plain blocks --------------------------------------------------------------------------- */

void *la_alloc(ptrdiff_t nbytes)
{
    const ptrdiff_t slack = (ptrdiff_t)sizeof(void *) + LA_ALIGNMENT - 1;
    if (nbytes < 0 || nbytes > PTRDIFF_MAX - slack) return NULL;
    char *raw = malloc((size_t)(nbytes + slack));
    if (!raw) return NULL;
    char *block = align_up(raw + sizeof(void *));
    memcpy(block - sizeof(void *), &raw, sizeof raw);
    return block;
}

void la_dealloc(void *block)
{
    if (!block) return;
    void *raw;
    memcpy(&raw, (char *)block - sizeof(void *), sizeof raw);
    free(raw);
}

/* --- the cache of small buffers ------------------------------------------------------------- */

#if LA_BUFFER_CACHE

enum { CACHE_STEP = 64, CACHE_CLASSES = 17, CACHE_DEPTH = 8 }; /* 0, 64, ..., 1024 bytes */
enum { CACHE_LARGEST = (CACHE_CLASSES - 1) * CACHE_STEP };

/* Free buffers of one capacity, linked through `context`. */
static struct {
    la_buffer *head;
    int count;
} cache[CACHE_CLASSES];

static la_buffer *cache_take(ptrdiff_t capacity)
{
    if (capacity > CACHE_LARGEST) return NULL; /* not rounded, so of no class */
    ptrdiff_t class = capacity / CACHE_STEP;
    if (!cache[class].head) return NULL;
    la_buffer *buffer = cache[class].head;
    cache[class].head = buffer->context;
    cache[class].count--;
    return buffer;
}

static bool cache_give(la_buffer *buffer)
{
    if (buffer->capacity > CACHE_LARGEST) return false;
    ptrdiff_t class = buffer->capacity / CACHE_STEP;
    if (cache[class].count >= CACHE_DEPTH) return false;
    buffer->context = cache[class].head;
    cache[class].head = buffer;
    cache[class].count++;
    return true;
}

static ptrdiff_t cache_round(ptrdiff_t nbytes)
{
    if (nbytes > CACHE_LARGEST) return nbytes;
    return (nbytes + CACHE_STEP - 1) / CACHE_STEP * CACHE_STEP;
}

#else

static la_buffer *cache_take(ptrdiff_t capacity)
{
    (void)capacity;
    return NULL;
}

static bool cache_give(la_buffer *buffer)
{
    (void)buffer;
    return false;
}

static ptrdiff_t cache_round(ptrdiff_t nbytes)
{
    return nbytes;
}

#endif

/* --- buffers -------------------------------------------------------------------------------- */

la_buffer *la_buffer_new(ptrdiff_t nbytes, bool zero)
{
    const ptrdiff_t slack = (ptrdiff_t)sizeof(la_buffer) + LA_ALIGNMENT - 1;
    if (LA_UNLIKELY(nbytes < 0 || nbytes > PTRDIFF_MAX - slack - LA_ALIGNMENT)) return NULL;
    nbytes = cache_round(nbytes);
    la_buffer *buffer = cache_take(nbytes);
    if (buffer) {
        if (zero) memset(buffer->data, 0, (size_t)nbytes);
    } else {
        size_t whole = (size_t)(nbytes + slack);
        char *block = zero ? calloc(1, whole) : malloc(whole);
        if (LA_UNLIKELY(!block)) return NULL;
        char *data = align_up(block + sizeof(la_buffer));
        buffer = (la_buffer *)(void *)(data - sizeof(la_buffer));
        buffer->data = data;
        buffer->block = block;
        buffer->capacity = nbytes;
    }
#if LA_SINGLE_THREADED
    buffer->references = 1;
#else
    atomic_init(&buffer->references, 1);
#endif
    buffer->release = NULL;
    return buffer;
}

la_buffer *la_buffer_new_foreign(void *data, la_release_fn release, void *context)
{
    la_buffer *buffer = malloc(sizeof *buffer);
    if (!buffer) return NULL;
#if LA_SINGLE_THREADED
    buffer->references = 1;
#else
    atomic_init(&buffer->references, 1);
#endif
    buffer->data = data;
    buffer->block = buffer;
    buffer->release = release;
    buffer->context = context;
    buffer->capacity = FOREIGN;
    return buffer;
}

char *la_buffer_data(const la_buffer *buffer)
{
    return buffer->data;
}

void la_buffer_retain(la_buffer *buffer)
{
    if (!buffer) return;
#if LA_SINGLE_THREADED
    buffer->references++;
#else
    atomic_fetch_add_explicit(&buffer->references, 1, memory_order_relaxed);
#endif
}

/* Whether that was the last reference. */
static bool drop_reference(la_buffer *buffer)
{
#if LA_SINGLE_THREADED
    return --buffer->references == 0;
#else
    /* A count of one is ours: nobody else can raise it, so the locked instruction is spared. */
    if (atomic_load_explicit(&buffer->references, memory_order_acquire) == 1) return true;
    return atomic_fetch_sub_explicit(&buffer->references, 1, memory_order_acq_rel) == 1;
#endif
}

void la_buffer_release(la_buffer *buffer)
{
    if (!buffer || !drop_reference(buffer)) return;
    if (buffer->capacity == FOREIGN) {
        if (buffer->release) buffer->release(buffer->context);
    } else if (cache_give(buffer)) {
        return;
    }
    free(buffer->block);
}

/* The cache of small buffers, which is there by itself only in WebAssembly: memory.c is built into
 * this test with the cache switched on. */
#define LA_BUFFER_CACHE 1
#include "../src/memory.c"

#include "arrays.h"

/* Whatever was given back before, a buffer is as large as was asked for, and starts aligned. */
static void sizes(void)
{
    int large_enough = 1, aligned = 1, clean = 1;
    for (int round = 0; round < 3; round++) {
        for (ptrdiff_t n = 0; n < 1200; n++) {
            la_buffer *buffers[3];
            for (int i = 0; i < 3; i++) {
                buffers[i] = la_buffer_new(n + i * 21, (n + i) % 2 == 0);
                char *data = la_buffer_data(buffers[i]);
                large_enough = large_enough && buffers[i]->capacity >= n + i * 21;
                aligned = aligned && (uintptr_t)data % LA_ALIGNMENT == 0;
                for (ptrdiff_t k = 0; (n + i) % 2 == 0 && k < n + i * 21; k++)
                    clean = clean && data[k] == 0;
                memset(data, 0x5a, (size_t)(n + i * 21));
            }
            for (int i = 0; i < 3; i++)
                la_buffer_release(buffers[i]);
        }
    }
    CHECK(large_enough);
    CHECK(aligned);
    CHECK(clean);
}

/* It keeps some, not all, and gives them out again. */
static void reuse(void)
{
    la_buffer *buffers[3 * CACHE_DEPTH];
    for (int i = 0; i < LENGTH(buffers); i++)
        buffers[i] = la_buffer_new(500, false);
    for (int i = 0; i < LENGTH(buffers); i++)
        la_buffer_release(buffers[i]);
    CHECK(cache[512 / CACHE_STEP].count == CACHE_DEPTH);
    la_buffer *again = la_buffer_new(450, false);
    CHECK(again == buffers[CACHE_DEPTH - 1]);
    CHECK(cache[512 / CACHE_STEP].count == CACHE_DEPTH - 1);
    la_buffer_release(again);
}

static void release_nothing(void *context)
{
    (void)context;
}

/* Foreign memory never becomes a buffer of ours. */
static void foreign(void)
{
    char bytes[8];
    int before = cache[0].count;
    la_buffer_release(la_buffer_new_foreign(bytes, release_nothing, NULL));
    CHECK(cache[0].count == before);
}

int main(void)
{
    sizes();
    reuse();
    foreign();
    return check_report();
}

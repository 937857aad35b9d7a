/* Aligned blocks and counted buffers. */
#include "arrays.h"
#include "memory.h"

static int is_aligned(const void *p)
{
    return (uintptr_t)p % LA_ALIGNMENT == 0;
}

static void blocks(void)
{
    for (ptrdiff_t n = 0; n < 300; n += 7) {
        char *p = la_alloc(n);
        CHECK(p && is_aligned(p));
        if (p) memset(p, 1, (size_t)n);
        la_dealloc(p);
    }
    la_dealloc(NULL);
    CHECK(la_alloc(PTRDIFF_MAX) == NULL);
    CHECK(la_alloc(-1) == NULL);
}

static void buffers(void)
{
    /* Sizes around those that are kept for reuse; dirty, given back, and wanted clean. */
    const ptrdiff_t sizes[] = {0, 1, 63, 64, 65, 1023, 1024, 1025, 100000};
    for (int round = 0; round < 3; round++) {
        for (int i = 0; i < LENGTH(sizes); i++) {
            la_buffer *b = la_buffer_new(sizes[i], false);
            CHECK(b && is_aligned(la_buffer_data(b)));
            memset(la_buffer_data(b), 0xff, (size_t)sizes[i]);
            la_buffer_release(b);
            la_buffer *z = la_buffer_new(sizes[i], true);
            int clean = 1;
            for (ptrdiff_t k = 0; k < sizes[i]; k++)
                clean = clean && la_buffer_data(z)[k] == 0;
            CHECK(clean);
            la_buffer_release(z);
        }
    }
    /* More at once than are kept; all different, all aligned. */
    la_buffer *many[40];
    for (int i = 0; i < 40; i++) {
        many[i] = la_buffer_new(80, false);
        memset(la_buffer_data(many[i]), i, 80);
    }
    int own = 1;
    for (int i = 0; i < 40; i++)
        own = own && la_buffer_data(many[i])[79] == i;
    CHECK(own);
    for (int i = 0; i < 40; i++)
        la_buffer_release(many[i]);

    CHECK(la_buffer_new(PTRDIFF_MAX, false) == NULL);
    CHECK(la_buffer_new(PTRDIFF_MAX - 64, true) == NULL);
    la_buffer_retain(NULL);
    la_buffer_release(NULL);
}

static void count_release(void *context)
{
    ++*(int *)context;
}

static void foreign(void)
{
    int released = 0;
    double data[4] = {0};
    la_buffer *b = la_buffer_new_foreign(data, count_release, &released);
    CHECK(la_buffer_data(b) == (char *)data);
    la_buffer_retain(b);
    la_buffer_release(b);
    CHECK(released == 0);
    la_buffer_release(b);
    CHECK(released == 1);
}

static void products(void)
{
    ptrdiff_t product;
    CHECK(la_multiply_sizes(6, 7, &product) && product == 42);
    CHECK(!la_multiply_sizes(PTRDIFF_MAX / 2, 3, &product));
    CHECK(la_multiply_sizes(PTRDIFF_MAX, 0, &product) && product == 0);
}

int main(void)
{
    blocks();
    buffers();
    foreign();
    products();
    return check_report();
}

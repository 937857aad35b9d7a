/* Elements brought between two bounds: maximum and minimum, block by block in the cache. */
#include "libarray/numeric.h"
#include "libarray/ufunc.h"

static la_status loop_of(const char *name, const la_dtype *dtype, const la_loop **loop)
{
    const la_typing typings[2] = {{.dtype = dtype}, {.dtype = dtype}};
    return la_ufunc_resolve(la_ufunc_find(name), typings, NULL, loop);
}

la_status la_clip(la_array *out, const la_array *a, const la_array *low, const la_array *high)
{
    enum { BLOCK_BYTES = 8192 };
    const la_loop *maximum, *minimum;
    const ptrdiff_t size = a->dtype->itemsize, steps[3] = {size, 0, size};
    const ptrdiff_t block = BLOCK_BYTES / size;
    LA_TRY(loop_of("maximum", a->dtype, &maximum));
    LA_TRY(loop_of("minimum", a->dtype, &minimum));
    char *from = a->data, *to = out->data;
    for (ptrdiff_t left = a->size; left > 0; left -= block) {
        const ptrdiff_t n = left < block ? left : block;
        LA_TRY(maximum->run((char *const[]){from, low->data, to}, n, steps));
        LA_TRY(minimum->run((char *const[]){to, high->data, to}, n, steps));
        from += n * size;
        to += n * size;
    }
    return LA_OK;
}

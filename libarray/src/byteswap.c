/* The bytes of elements reversed, in place. */
#include "libarray/array.h"

#include "iterate.h"

/* n elements of `parts` numbers of `width` bytes. */
static void swap(char *data, ptrdiff_t stride, ptrdiff_t n, int parts, int width)
{
    for (; n > 0; n--, data += stride) {
        for (char *p = data; p < data + (ptrdiff_t)parts * width; p += width) {
            for (int i = 0; i < width / 2; i++) {
                const char byte = p[i];
                p[i] = p[width - 1 - i];
                p[width - 1 - i] = byte;
            }
        }
    }
}

la_status la_byteswap(la_array *a)
{
    const int parts = la_dtype_is_complex(a->dtype) ? 2 : 1, width = a->dtype->itemsize / parts;
    char *const data[1] = {a->data};
    const ptrdiff_t *const strides[1] = {a->strides};
    la_iter it;
    if (!(a->flags & LA_WRITEABLE))
        return la_fail(LA_VALUE_ERROR, "array to be byte-swapped is read-only");
    la_iter_init(&it, 1, data, a->ndim, a->shape, strides);
    if (it.size == 0 || width == 1) return LA_OK;
    do {
        const ptrdiff_t stride = it.inner_strides[0];
        switch (width) { /* known sizes become a few instructions */
        case 2: swap(it.ptr[0], stride, it.inner, parts, 2); break;
        case 4: swap(it.ptr[0], stride, it.inner, parts, 4); break;
        default: swap(it.ptr[0], stride, it.inner, parts, 8); break;
        }
    } while (la_iter_next(&it));
    return LA_OK;
}

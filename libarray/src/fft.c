/* Fourier transforms: types and shapes; what computes is behind the table of fft/fft.h. */
#include "fft/fft.h"

/* In WebAssembly the table comes later, from a module of its own. */
#if defined(__wasm__) && !defined(LA_LAPACK_LINKED)
static const la_fft_table *table;
#else
static const la_fft_table *table = &la_pocketfft;
#endif

la_status la_fft_register(const la_fft_table *given)
{
    if (given->struct_size != sizeof(la_fft_table))
        return la_fail(LA_VALUE_ERROR, "pocketfft's table is of another version of libarray");
    table = given;
    return LA_OK;
}

bool la_fft_is_loaded(void)
{
    return table != NULL;
}

static bool is_single(const la_array *x)
{
    return x->dtype->num == LA_FLOAT32 || x->dtype->num == LA_COMPLEX64;
}

static bool is_real(const la_array *x)
{
    return x->dtype->num == LA_FLOAT32 || x->dtype->num == LA_FLOAT64;
}

static bool is_floating(const la_array *x)
{
    return is_real(x) || x->dtype->num == LA_COMPLEX64 || x->dtype->num == LA_COMPLEX128;
}

la_status la_fft(la_array *out, const la_array *a, ptrdiff_t axis, bool forward, double factor)
{
    la_fft_args args = {.forward = forward, .ndim = a->ndim, .factor = factor};
    if (table == NULL) return la_fail(LA_RUNTIME_ERROR, "pocketfft is not loaded");
    LA_TRY(la_normalize_axis(axis, a->ndim, &args.axis));
    args.single = is_single(a);
    args.real_in = is_real(a);
    args.real_out = is_real(out);
    if (!is_floating(a) || !is_floating(out) || is_single(out) != args.single ||
        (args.real_in && args.real_out))
        return la_fail(LA_TYPE_ERROR, "there is no Fourier transform from %s to %s", a->dtype->name,
                       out->dtype->name);
    bool fits = out->ndim == a->ndim && (out->flags & LA_WRITEABLE) != 0;
    for (int i = 0; fits && i < a->ndim; i++) {
        ptrdiff_t n = a->shape[i], wanted = n;
        if (i == args.axis && args.real_in) wanted = n / 2 + 1;
        if (i == args.axis && args.real_out)
            fits = n == out->shape[i] / 2 + 1;
        else
            fits = out->shape[i] == wanted;
    }
    if (!fits) return la_fail(LA_VALUE_ERROR, "output array has wrong shape.");
    if (a->size == 0 || out->size == 0) return LA_OK;
    args.shape = args.real_out ? out->shape : a->shape;
    args.strides_in = a->strides;
    args.strides_out = out->strides;
    args.in = a->data;
    args.out = out->data;
    la_status status = table->transform(&args);
    return status == LA_OK ? LA_OK : la_fail(status, "no memory for a Fourier transform");
}

#include "gemm/look.h"

#include "gemm/pack.h"
#include "special.h"

static bool any_special(la_type type, const char *p, ptrdiff_t n)
{
    switch (type) {
    case LA_FLOAT32: return la_any_special_float(p, n);
    case LA_COMPLEX64: return la_any_special_float(p, 2 * n);
    case LA_FLOAT64: return la_any_special_double(p, n);
    default: return la_any_special_double(p, 2 * n); /* complex128: integers aren't looked at */
    }
}

void la_gemm_look_at(const la_gemm_args *g, ptrdiff_t i, ptrdiff_t m, ptrdiff_t j, ptrdiff_t n)
{
    if (g->special == NULL) return;
    const ptrdiff_t itemsize = la_element_size(g->type);
    const bool by_columns = g->cs_c != 1 && g->rs_c == 1;
    const ptrdiff_t step = itemsize * (by_columns ? g->cs_c : g->rs_c);
    const ptrdiff_t within = by_columns ? g->rs_c : g->cs_c;
    ptrdiff_t lines = by_columns ? n : m, length = by_columns ? m : n;
    const char *line = (const char *)g->c + (i * g->rs_c + j * g->cs_c) * itemsize;
    bool special = false;
    if (within == 1 && step == length * itemsize) { /* no gaps: one long line */
        length *= lines;
        lines = 1;
    }
    for (; lines > 0; lines--, line += step) {
        if (within == 1 || length == 1) {
            special |= any_special(g->type, line, length);
            continue;
        }
        for (ptrdiff_t e = 0; e < length; e++)
            special |= any_special(g->type, line + e * within * itemsize, 1);
    }
    if (special) __atomic_store_n(g->special, true, __ATOMIC_RELAXED);
}

void la_gemm_look(const la_gemm_args *g)
{
    la_gemm_look_at(g, 0, g->m, 0, g->n);
}

/* The choice of an instruction set: once, at first use, the usable one of the highest rank; and the
 * catalogue of gemm kernels, of which each may be forced. */
#include "dispatch.h"

#include <stdio.h>
#include <string.h>

#include "libarray/linalg.h"

#define LA_KERNELS(ISA) &la_kernels_##ISA,
static const la_kernels *const built_in[] = {
#include "kernels/kernels.inc"
};
#undef LA_KERNELS

#define TABLES_MAX 8

static struct {
    bool ready;
    int n;
    const la_kernels *tables[TABLES_MAX]; /* usable ones, the highest rank first */
    la_kernels filled[TABLES_MAX];        /* the same, with every slot filled */
    la_kernels used[TABLES_MAX];          /* and with forced kernels in their slots (atomic) */
    const la_kernels *active;             /* atomic: points into used */
    bool forced;                          /* by la_kernel_use() */
    const la_gemm_kernel *forced_gemm[LA_NTYPES];
    la_packing packing[LA_NTYPES]; /* atomic */
    char reason[160];              /* set from outside; empty: none */
} dispatch;

/* What table `at` leaves empty is taken from the best of those below it, the last of which is ref.
 */
static void fill(la_kernels *to, int at)
{
    *to = *dispatch.tables[at];
    for (int i = at + 1; i < dispatch.n; i++) {
        const la_kernels *from = dispatch.tables[i];
        if (to->lanes == NULL) to->lanes = from->lanes;
        for (int t = 0; t < LA_NTYPES; t++) {
            if (to->gemm[t] == NULL) to->gemm[t] = from->gemm[t];
            if (to->dot[t] == NULL) to->dot[t] = from->dot[t];
            if (to->gemv[t] == NULL) to->gemv[t] = from->gemv[t];
        }
    }
}

/* Has products of the type run on the kernel; NULL: on each table's own. */
static void set_gemm(la_type type, const la_gemm_kernel *kernel, la_packing packing)
{
    dispatch.forced_gemm[type] = kernel;
    for (int i = 0; i < dispatch.n; i++)
        __atomic_store_n(&dispatch.used[i].gemm[type],
                         kernel != NULL ? kernel : dispatch.filled[i].gemm[type], __ATOMIC_RELAXED);
    __atomic_store_n(&dispatch.packing[type], packing, __ATOMIC_RELAXED);
}

static bool add_table(const la_kernels *table)
{
    int at = 0;
    if (dispatch.n == TABLES_MAX) return false;
    while (at < dispatch.n && dispatch.tables[at]->rank >= table->rank)
        at++;
    for (int i = dispatch.n; i > at; i--)
        dispatch.tables[i] = dispatch.tables[i - 1];
    dispatch.tables[at] = table;
    /* Filled tables keep their places: a product on another thread may be using one. */
    la_kernels *filled = &dispatch.filled[dispatch.n], *used = &dispatch.used[dispatch.n];
    dispatch.n++;
    fill(filled, at);
    *used = *filled;
    for (int t = 0; t < LA_NTYPES; t++) {
        if (dispatch.forced_gemm[t] != NULL) used->gemm[t] = dispatch.forced_gemm[t];
    }
    return true;
}

static void activate(const la_kernels *table)
{
    for (int i = 0; i < dispatch.n; i++) {
        if (strcmp(dispatch.used[i].isa, table->isa) == 0)
            __atomic_store_n(&dispatch.active, &dispatch.used[i], __ATOMIC_RELEASE);
    }
}

/* Fills the list on first use. Two threads may come at once: one builds, the other waits. */
static void prepare(void)
{
    static int building; /* atomic */
    if (__atomic_load_n(&dispatch.ready, __ATOMIC_ACQUIRE)) return;
    while (__atomic_exchange_n(&building, 1, __ATOMIC_ACQUIRE) != 0) {
        if (__atomic_load_n(&dispatch.ready, __ATOMIC_ACQUIRE)) return;
    }
    if (!dispatch.ready) {
        for (size_t i = 0; i < sizeof(built_in) / sizeof(built_in[0]); i++) {
            if (built_in[i]->usable == NULL || built_in[i]->usable()) add_table(built_in[i]);
        }
        activate(dispatch.tables[0]);
        __atomic_store_n(&dispatch.ready, true, __ATOMIC_RELEASE);
    }
    __atomic_store_n(&building, 0, __ATOMIC_RELEASE);
}

const la_kernels *la_kernels_active(void)
{
    const la_kernels *active = __atomic_load_n(&dispatch.active, __ATOMIC_ACQUIRE);
    if (active == NULL) {
        prepare();
        active = __atomic_load_n(&dispatch.active, __ATOMIC_ACQUIRE);
    }
    return active;
}

const la_lane_loop *la_lane_loops_active(void)
{
    return la_kernels_active()->lanes;
}

la_status la_kernels_register(const la_kernels *table)
{
    prepare();
    if (table->struct_size != sizeof(la_kernels))
        return la_fail(LA_VALUE_ERROR, "kernel table is of another version of libarray");
    if (table->usable != NULL && !table->usable())
        return la_fail(LA_VALUE_ERROR, "kernels '%s' do not run on this machine", table->isa);
    for (int i = 0; i < dispatch.n; i++) {
        if (strcmp(dispatch.tables[i]->isa, table->isa) == 0) return LA_OK;
    }
    if (!add_table(table)) return la_fail(LA_RUNTIME_ERROR, "too many kernel tables");
    if (!dispatch.forced) activate(dispatch.tables[0]);
    return LA_OK;
}

void la_kernel_set_reason(const char *reason)
{
    snprintf(dispatch.reason, sizeof(dispatch.reason), "%s", reason);
}

static const char *reason_of(const la_kernels *active)
{
    if (dispatch.forced_gemm[LA_FLOAT32] != NULL || dispatch.forced_gemm[LA_FLOAT64] != NULL)
        return "asked for with la_gemm_kernel_use()";
    if (dispatch.forced) return "asked for with la_kernel_use()";
    if (dispatch.reason[0] != '\0') return dispatch.reason;
    if (active->fused != NULL)
        return active->fused() ? "the best of this machine; multiply-add is fused"
                               : "the best of this machine; multiply-add is not fused";
    return "the best of this build and machine";
}

void la_kernel_info_get(la_kernel_info *info)
{
    const la_kernels *active = la_kernels_active();
    info->isa = active->isa;
    info->f32_gemm = active->gemm[LA_FLOAT32]->name;
    info->f64_gemm = active->gemm[LA_FLOAT64]->name;
    info->vector_bits = active->vector_bits;
    info->reason = reason_of(active);
}

int la_kernel_isa_count(void)
{
    prepare();
    return dispatch.n;
}

const char *la_kernel_isa_name(int i)
{
    prepare();
    return i >= 0 && i < dispatch.n ? dispatch.tables[i]->isa : NULL;
}

la_status la_kernel_use(const char *isa)
{
    prepare();
    for (int i = 0; i < dispatch.n; i++) {
        if (strcmp(dispatch.tables[i]->isa, isa) == 0) {
            activate(dispatch.tables[i]);
            dispatch.forced = i != 0;
            for (int t = 0; t < LA_NTYPES; t++)
                set_gemm((la_type)t, NULL, LA_PACKING_AUTO);
            return LA_OK;
        }
    }
    return la_fail(LA_VALUE_ERROR, "instruction set '%s' is not usable here", isa);
}

/* --- the catalogue -------------------------------------------------------------------------- */

/* The i-th kernel, table after table; *table: whose it is. NULL after the last. */
static const la_gemm_kernel *gemm_at(int i, const la_kernels **table)
{
    for (int t = 0; t < dispatch.n; t++) {
        const la_gemm_kernel *kernel;
        *table = dispatch.tables[t];
        for (int at = 0; (kernel = la_kernels_gemm_at(*table, at)) != NULL; at++) {
            if (i-- == 0) return kernel;
        }
    }
    return NULL;
}

int la_gemm_kernel_count(void)
{
    const la_kernels *table;
    int n = 0;
    prepare();
    while (gemm_at(n, &table) != NULL)
        n++;
    return n;
}

la_status la_gemm_kernel_get(int i, la_gemm_kernel_info *info)
{
    const la_kernels *active = la_kernels_active(), *table;
    const la_gemm_kernel *kernel = i < 0 ? NULL : gemm_at(i, &table);
    if (kernel == NULL) return la_fail(LA_INDEX_ERROR, "there is no gemm kernel %d", i);
    la_type type = kernel->type;
    info->name = kernel->name;
    info->type = type;
    info->dtype = la_dtypes[type].name;
    info->isa = table->isa;
    info->mr = kernel->mr;
    info->nr = kernel->nr;
    info->kc = kernel->kc;
    info->mc = kernel->mc;
    info->nc = kernel->nc;
    info->unpacked = kernel->small != NULL;
    info->fused = type >= LA_FLOAT32 && table->fused != NULL && table->fused();
    info->preferred = dispatch.filled[active - dispatch.used].gemm[type] == kernel;
    info->active = active->gemm[type] == kernel;
    info->forced = dispatch.forced_gemm[type] == kernel;
    info->packing = info->active ? la_gemm_packing(type) : LA_PACKING_AUTO;
    return LA_OK;
}

la_status la_gemm_kernel_use(const char *name, la_packing packing)
{
    const la_gemm_kernel *kernel;
    const la_kernels *table;
    prepare();
    for (int i = 0; (kernel = gemm_at(i, &table)) != NULL; i++) {
        if (strcmp(kernel->name, name) != 0) continue;
        if (packing == LA_PACKING_NEVER && kernel->small == NULL)
            return la_fail(LA_VALUE_ERROR, "kernel '%s' multiplies packed matrices only", name);
        set_gemm(kernel->type, kernel, packing);
        return LA_OK;
    }
    return la_fail(LA_VALUE_ERROR, "there is no kernel '%s' here", name);
}

void la_gemm_kernel_use_default(la_type type)
{
    prepare();
    set_gemm(type, NULL, LA_PACKING_AUTO);
}

const char *la_gemm_kernel_active(la_type type)
{
    return __atomic_load_n(&la_kernels_active()->gemm[type], __ATOMIC_RELAXED)->name;
}

la_packing la_gemm_packing(la_type type)
{
    return __atomic_load_n(&dispatch.packing[type], __ATOMIC_RELAXED);
}

/* Sorting, ranking, selecting and searching. */
#include "arrays.h"

#include <stdlib.h>

static uint64_t state = 88172645463325252u;

static uint64_t next(void)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return state;
}

/* n numbers of a type: few different ones, or bits at random (finite). */
static void fill(la_array *a, bool few)
{
    for (ptrdiff_t i = 0; i < a->size; i++) {
        const double x =
            few ? (double)(next() % 5)
                : (double)(int64_t)(next() >> 1) * (a->dtype->kind == 'u' || next() % 2 ? 1 : -1);
        element_set(element_at(a, i), a->dtype->num,
                    a->dtype->kind == 'f' || a->dtype->kind == 'c'
                        ? x / 3
                        : (double)((int64_t)x % (a->dtype->itemsize == 1 ? 100 : 30000)));
    }
}

static double at(const la_array *a, ptrdiff_t i)
{
    return element_value(element_at(a, i), a->dtype->num);
}

static ptrdiff_t position(const la_array *a, ptrdiff_t i)
{
    return *(const ptrdiff_t *)(const void *)element_at(a, i);
}

static void test_sort(la_type type, ptrdiff_t n, bool few)
{
    la_array a = LA_ARRAY_NULL, ranks = LA_ARRAY_NULL, sorted = LA_ARRAY_NULL;
    CHECK_OK(la_array_init(&a, la_dtype_of(type), 1, &n, LA_ORDER_C));
    fill(&a, few);
    CHECK_OK(la_argsort(&ranks, &a, 0));
    CHECK_OK(la_astype(&sorted, &a, NULL, LA_ORDER_C, LA_CASTING_NO));
    CHECK_OK(la_sort(&sorted, -1));
    bool good = true;
    for (ptrdiff_t i = 0; i < n; i++) {
        const ptrdiff_t k = position(&ranks, i);
        good = good && k >= 0 && k < n && at(&a, k) == at(&sorted, i);
        if (i == 0 || !good) continue;
        const double before = at(&sorted, i - 1), here = at(&sorted, i);
        good = before < here || (before == here && position(&ranks, i - 1) < k);
    }
    CHECK(good);

    for (ptrdiff_t k = 0; k < n; k += n / 3 + 1) {
        la_array parted = LA_ARRAY_NULL;
        CHECK_OK(la_astype(&parted, &a, NULL, LA_ORDER_C, LA_CASTING_NO));
        const ptrdiff_t places[2] = {n - 1, k - n};
        CHECK_OK(la_partition(&parted, 0, 2, places));
        good = at(&parted, k) == at(&sorted, k) && at(&parted, n - 1) == at(&sorted, n - 1);
        for (ptrdiff_t i = 0; i < n; i++)
            good = good &&
                   (i < k ? at(&parted, i) <= at(&parted, k) : at(&parted, i) >= at(&parted, k));
        CHECK(good);
        la_array_destroy(&parted);
    }

    for (int right = 0; right < 2; right++) {
        la_array found = LA_ARRAY_NULL;
        CHECK_OK(la_searchsorted(&found, &a, &a, right, &ranks));
        good = true;
        for (ptrdiff_t i = 0; i < n; i++) {
            const ptrdiff_t k = position(&found, i);
            const double x = at(&a, i);
            good = good && (k == 0 || (right ? at(&sorted, k - 1) <= x : at(&sorted, k - 1) < x)) &&
                   (k == n || (right ? at(&sorted, k) > x : at(&sorted, k) >= x));
        }
        CHECK(good);
        la_array_destroy(&found);
    }
    la_array_destroy(&a);
    la_array_destroy(&ranks);
    la_array_destroy(&sorted);
}

static void test_failures(void)
{
    la_array a = LA_ARRAY_NULL, out = LA_ARRAY_NULL;
    CHECK_OK(la_array_init_zeros(&a, la_dtype_of(LA_FLOAT64), SHAPE(3), LA_ORDER_C));
    CHECK_STATUS(la_sort(&a, 1), LA_AXIS_ERROR, "axis 1 is out of bounds for array of dimension 1");
    const ptrdiff_t far = 3;
    CHECK_STATUS(la_partition(&a, 0, 1, &far), LA_VALUE_ERROR, "kth(=3) out of bounds (3)");
    CHECK_STATUS(la_argpartition(&out, &a, 0, 1, &far), LA_VALUE_ERROR,
                 "kth(=3) out of bounds (3)");
    a.flags &= ~(unsigned)LA_WRITEABLE;
    CHECK_STATUS(la_sort(&a, 0), LA_VALUE_ERROR, "sort array is read-only");
    la_array_destroy(&a);
    CHECK(out.dtype == NULL);
}

int main(void)
{
    static const ptrdiff_t sizes[] = {1, 2, 24, 25, 64, 65, 300, 9000};
    for (la_type type = LA_BOOL; type < LA_NTYPES; type++)
        for (int i = 0; i < LENGTH(sizes); i++) {
            test_sort(type, sizes[i], true);
            if (type != LA_BOOL) test_sort(type, sizes[i], false);
        }
    test_failures();
    return check_report();
}

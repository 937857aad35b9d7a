/* Writes the comparison OP of signed with unsigned integers and of unsigned with signed ones, by
 * value. OPERATOR: the operator. A negative number is below every unsigned one; others compare as
 * unsigned. Undefines OP and OPERATOR. */
#define MIXED_LOOP(op, t, u) LA_JOIN(la_loop_, op, LA_JOIN(, t, u))

la_status MIXED_LOOP(OP, INT64, UINT64)(char *const *args, ptrdiff_t n, const ptrdiff_t *steps)
{
    const char *x = args[0], *y = args[1];
    char *z = args[2];
    for (; n > 0; n--, x += steps[0], y += steps[1], z += steps[2]) {
        const int64_t a = *(const int64_t *)x;
        const uint64_t b = *(const uint64_t *)y;
        *(la_bool *)z = a < 0 ? -1 OPERATOR 0 : (uint64_t)a OPERATOR b;
    }
    return LA_OK;
}

la_status MIXED_LOOP(OP, UINT64, INT64)(char *const *args, ptrdiff_t n, const ptrdiff_t *steps)
{
    const char *x = args[0], *y = args[1];
    char *z = args[2];
    for (; n > 0; n--, x += steps[0], y += steps[1], z += steps[2]) {
        const uint64_t a = *(const uint64_t *)x;
        const int64_t b = *(const int64_t *)y;
        *(la_bool *)z = b < 0 ? 0 OPERATOR - 1 : a OPERATOR(uint64_t) b;
    }
    return LA_OK;
}

#undef MIXED_LOOP
#undef OP
#undef OPERATOR

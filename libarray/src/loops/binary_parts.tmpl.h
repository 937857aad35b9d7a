/* Writes la_loop_OP_TYPE of complex numbers whose parts do not mix (x + y): contiguous operands are
 * given, as twice as many reals, to the loop of their parts' type.
 *
 * OP: the operation's name. T, TYPE: the operands' type. R, REAL_TYPE: their parts'. Undefines OP.
 */
la_status LOOP_OF(OP)(char *const *args, ptrdiff_t n, const ptrdiff_t *steps)
{
    const ptrdiff_t size = sizeof(T);
    if (steps[0] == size && steps[1] == size && steps[2] == size) {
        const ptrdiff_t part_steps[3] = {sizeof(R), sizeof(R), sizeof(R)};
        return LA_JOIN(la_loop_, OP, REAL_TYPE)(args, 2 * n, part_steps);
    }
    const char *x = args[0], *y = args[1];
    char *z = args[2];
    for (; n > 0; n--, x += steps[0], y += steps[1], z += steps[2])
        *(T *)z = FN(OP)(*(const T *)x, *(const T *)y);
    return LA_OK;
}

#undef OP

/* Writes la_loop_OP_FLOAT16 around the loop of float, where T is float (HALF_TYPE is defined).
 * INPUTS, OUTPUTS (1 if undefined): their numbers. RESULT: the result's type, T if undefined. */
#ifdef HALF_TYPE
#ifndef OUTPUTS
#define OUTPUTS 1
#define ONE_OUTPUT
#endif
#ifndef RESULT
#define RESULT T
#define RESULT_T
#endif

la_status LA_JOIN(la_loop_, OP, HALF_TYPE)(char *const *args, ptrdiff_t n, const ptrdiff_t *steps)
{
    return la_run_half(LOOP_OF(OP), INPUTS, OUTPUTS, sizeof(RESULT) == 1, args, n, steps);
}

#ifdef ONE_OUTPUT
#undef ONE_OUTPUT
#undef OUTPUTS
#endif
#ifdef RESULT_T
#undef RESULT_T
#undef RESULT
#endif
#endif

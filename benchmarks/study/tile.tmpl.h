/* A register tile of ROWS x VECS vectors over packed panels, relaxed multiply-add. The includer
 * defines TILE (the name), ROWS, VECS and GUARDED: whether the compiler is kept from moving the
 * multiply-adds. All is undefined at the end. */
static void TILE(ptrdiff_t k, const float *a, const float *b, float *c)
{
    v128_t sums[ROWS][VECS];
#pragma clang loop unroll(full)
    for (int i = 0; i < ROWS; i++) {
#pragma clang loop unroll(full)
        for (int j = 0; j < VECS; j++)
            sums[i][j] = wasm_f32x4_const_splat(0);
    }
    for (; k >= 4; k -= 4) {
#pragma clang loop unroll(full)
        for (int p = 0; p < 4; p++) {
            v128_t row[VECS];
#pragma clang loop unroll(full)
            for (int j = 0; j < VECS; j++)
                row[j] = wasm_v128_load(b + (p * VECS + j) * 4);
#pragma clang loop unroll(full)
            for (int i = 0; i < ROWS; i++) {
                v128_t x = wasm_v128_load32_splat(a + p * ROWS + i);
#pragma clang loop unroll(full)
                for (int j = 0; j < VECS; j++) {
                    sums[i][j] = wasm_f32x4_relaxed_madd(x, row[j], sums[i][j]);
#if GUARDED
                    __asm__ volatile("" : "+r"(sums[i][j]));
#endif
                }
            }
        }
        a += 4 * ROWS;
        b += 4 * 4 * VECS;
    }
#pragma clang loop unroll(full)
    for (int i = 0; i < ROWS; i++) {
#pragma clang loop unroll(full)
        for (int j = 0; j < VECS; j++)
            wasm_v128_store(c + (i * VECS + j) * 4, sums[i][j]);
    }
}

#undef TILE
#undef ROWS
#undef VECS
#undef GUARDED

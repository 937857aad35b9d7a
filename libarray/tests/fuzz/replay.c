/* Runs a fuzz_*.c on files, without libFuzzer: replay_NAME FILE... */
#include <stdio.h>

#include "fuzz.h"

enum { LONGEST = 1 << 16 };

int main(int argc, char **argv)
{
    static uint8_t bytes[LONGEST];
    for (int i = 1; i < argc; i++) {
        FILE *file = fopen(argv[i], "rb");
        ENSURE(file);
        const size_t size = fread(bytes, 1, LONGEST, file);
        fclose(file);
        uint8_t *data = malloc(size + 1); /* what is read beyond it is noticed by sanitizers */
        ENSURE(data);
        memcpy(data, bytes, size);
        LLVMFuzzerTestOneInput(data, size);
        free(data);
    }
    printf("%d inputs\n", argc - 1);
    return argc > 1 ? 0 : 1;
}

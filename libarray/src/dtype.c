/* The table of element types, the promotion table and the casting rules.
 *
 * A new type is a row here (and in la_type), and a row and a column of the promotion table. */
#include "libarray/dtype.h"

#include <limits.h>

#include "libarray/float16.h"

/* NumPy gives a width to the first of long, long long, int, short, char that has it: int64 is 'l'
 * where long has 64 bits; elsewhere int64 is 'q' and 'l' is int32. */
#if LONG_MAX > INT32_MAX
#define CODE32    'i'
#define UCODE32   'I'
#define CODE64    'l'
#define UCODE64   'L'
#define FORMAT32  "i"
#define UFORMAT32 "I"
#define FORMAT64  "l"
#define UFORMAT64 "L"
#else
#define CODE32    'l'
#define UCODE32   'L'
#define CODE64    'q'
#define UCODE64   'Q'
#define FORMAT32  "l"
#define UFORMAT32 "L"
#define FORMAT64  "q"
#define UFORMAT64 "Q"
#endif

const la_dtype la_dtypes[LA_NTYPES] = {
    /* num, kind, code, itemsize, alignment, name, str, format */
    {LA_BOOL, 'b', '?', 1, 1, "bool", "|b1", "?"},
    {LA_INT8, 'i', 'b', 1, 1, "int8", "|i1", "b"},
    {LA_UINT8, 'u', 'B', 1, 1, "uint8", "|u1", "B"},
    {LA_INT16, 'i', 'h', 2, _Alignof(int16_t), "int16", "<i2", "h"},
    {LA_UINT16, 'u', 'H', 2, _Alignof(uint16_t), "uint16", "<u2", "H"},
    {LA_INT32, 'i', CODE32, 4, _Alignof(int32_t), "int32", "<i4", FORMAT32},
    {LA_UINT32, 'u', UCODE32, 4, _Alignof(uint32_t), "uint32", "<u4", UFORMAT32},
    {LA_INT64, 'i', CODE64, 8, _Alignof(int64_t), "int64", "<i8", FORMAT64},
    {LA_UINT64, 'u', UCODE64, 8, _Alignof(uint64_t), "uint64", "<u8", UFORMAT64},
    {LA_FLOAT16, 'f', 'e', 2, _Alignof(la_float16), "float16", "<f2", "e"},
    {LA_FLOAT32, 'f', 'f', 4, _Alignof(float), "float32", "<f4", "f"},
    {LA_FLOAT64, 'f', 'd', 8, _Alignof(double), "float64", "<f8", "d"},
    {LA_COMPLEX64, 'c', 'F', 8, _Alignof(la_complex64), "complex64", "<c8", "Zf"},
    {LA_COMPLEX128, 'c', 'D', 16, _Alignof(la_complex128), "complex128", "<c16", "Zd"},
};

/* Short names, so that the table reads as a table. */
enum {
    B1 = LA_BOOL,
    I1 = LA_INT8,
    U1 = LA_UINT8,
    I2 = LA_INT16,
    U2 = LA_UINT16,
    I4 = LA_INT32,
    U4 = LA_UINT32,
    I8 = LA_INT64,
    U8 = LA_UINT64,
    F2 = LA_FLOAT16,
    F4 = LA_FLOAT32,
    F8 = LA_FLOAT64,
    C4 = LA_COMPLEX64,
    C8 = LA_COMPLEX128
};

/* clang-format off */
static const unsigned char promotion[LA_NTYPES][LA_NTYPES] = {
    /*        B1  I1  U1  I2  U2  I4  U4  I8  U8  F2  F4  F8  C4  C8 */
    [B1] = { B1, I1, U1, I2, U2, I4, U4, I8, U8, F2, F4, F8, C4, C8 },
    [I1] = { I1, I1, I2, I2, I4, I4, I8, I8, F8, F2, F4, F8, C4, C8 },
    [U1] = { U1, I2, U1, I2, U2, I4, U4, I8, U8, F2, F4, F8, C4, C8 },
    [I2] = { I2, I2, I2, I2, I4, I4, I8, I8, F8, F4, F4, F8, C4, C8 },
    [U2] = { U2, I4, U2, I4, U2, I4, U4, I8, U8, F4, F4, F8, C4, C8 },
    [I4] = { I4, I4, I4, I4, I4, I4, I8, I8, F8, F8, F8, F8, C8, C8 },
    [U4] = { U4, I8, U4, I8, U4, I8, U4, I8, U8, F8, F8, F8, C8, C8 },
    [I8] = { I8, I8, I8, I8, I8, I8, I8, I8, F8, F8, F8, F8, C8, C8 },
    [U8] = { U8, F8, U8, F8, U8, F8, U8, F8, U8, F8, F8, F8, C8, C8 },
    [F2] = { F2, F2, F2, F4, F4, F8, F8, F8, F8, F2, F4, F8, C4, C8 },
    [F4] = { F4, F4, F4, F4, F4, F8, F8, F8, F8, F4, F4, F8, C4, C8 },
    [F8] = { F8, F8, F8, F8, F8, F8, F8, F8, F8, F8, F8, F8, C8, C8 },
    [C4] = { C4, C4, C4, C4, C4, C8, C8, C8, C8, C4, C4, C8, C4, C8 },
    [C8] = { C8, C8, C8, C8, C8, C8, C8, C8, C8, C8, C8, C8, C8, C8 },
};
/* clang-format on */

const la_dtype *la_promote_types(const la_dtype *a, const la_dtype *b)
{
    return la_dtype_of((la_type)promotion[a->num][b->num]);
}

/* The place of a kind in the order bool, integers, reals, complex; same_kind also tells signed
 * from unsigned, which weak scalars don't. */
static int kind_rank(char kind)
{
    switch (kind) {
    case 'b': return 0;
    case 'u':
    case 'i': return 1;
    case 'f': return 2;
    default: return 3;
    }
}

/* The type that a Python scalar of this kind has where no array or NumPy scalar decides. */
static const la_dtype *weak_default(la_weak weak)
{
    switch (weak) {
    case LA_WEAK_COMPLEX: return la_dtype_of(LA_COMPLEX128);
    case LA_WEAK_FLOAT: return la_dtype_of(LA_FLOAT64);
    default: return la_dtype_of(LA_INTP);
    }
}

/* Not pairwise from the left: every type meets the highest first, so that float32 with int16 and
 * uint16 stays float32, although the two integers by themselves would meet in int32. */
static const la_dtype *promote_all(int n, const la_typing *operands, la_type highest)
{
    la_type result = highest;
    for (int i = 0; i < n; i++)
        if (operands[i].weak == LA_STRONG)
            /* NOLINTNEXTLINE(clang-analyzer-core.NullDereference): a strong one has a dtype */
            result = (la_type)promotion[result][promotion[highest][operands[i].dtype->num]];
    return la_dtype_of(result);
}

const la_dtype *la_result_type(int n, const la_typing *operands)
{
    const la_dtype *strong = NULL;
    la_weak weak = LA_STRONG;
    for (int i = 0; i < n; i++) {
        if (operands[i].weak != LA_STRONG) {
            if (operands[i].weak > weak) weak = operands[i].weak;
        } else if (!strong || operands[i].dtype->num > strong->num) {
            strong = operands[i].dtype;
        }
    }
    if (strong && n > 1) strong = promote_all(n, operands, strong->num);
    if (!strong) return weak_default(weak);
    /* A weak scalar of a kind no higher than the operands' changes nothing. */
    if ((int)weak <= kind_rank(strong->kind)) return strong;
    /* float32 and a Python complex stay in single precision: their precision is not weak. */
    if (weak == LA_WEAK_COMPLEX && strong->kind == 'f')
        return la_promote_types(strong, la_dtype_of(LA_COMPLEX64));
    return weak_default(weak);
}

const char *la_casting_name(la_casting casting)
{
    switch (casting) {
    case LA_CASTING_NO: return "no";
    case LA_CASTING_EQUIV: return "equiv";
    case LA_CASTING_SAFE: return "safe";
    case LA_CASTING_SAME_KIND: return "same_kind";
    case LA_CASTING_UNSAFE: return "unsafe";
    case LA_CASTING_SAME_VALUE: return "same_value";
    }
    return "unknown casting";
}

bool la_can_cast(const la_dtype *from, const la_dtype *to, la_casting casting)
{
    if (from->num == to->num || casting >= LA_CASTING_UNSAFE) return true;
    if (casting < LA_CASTING_SAFE) return false;
    if (promotion[from->num][to->num] == to->num) return true;
    if (casting == LA_CASTING_SAFE) return false;
    /* same_kind also narrows within a kind; but never takes the sign from an integer. */
    if (from->kind == 'i' && to->kind == 'u') return false;
    return kind_rank(from->kind) <= kind_rank(to->kind);
}

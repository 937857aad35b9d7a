"""Arrays in files: .npy, .npz, text, raw bytes, memory maps."""

import bz2
import gzip
import io
import struct

import pytest
import rumpy
from oracle import WASM, numpy, same

DTYPES = "? i1 u1 i2 u2 i4 u4 i8 u8 f4 f8 c8 c16".split()
SHAPES = [(), (0,), (3,), (2, 3), (3, 0, 2), (2, 1, 3)]


def arrays(np):
    for dtype in DTYPES:
        for shape in SHAPES:
            size = 1
            for n in shape:
                size *= n
            a = np.arange(size).reshape(shape).astype(dtype)
            yield a
            yield a.T
    yield np.arange(24.0).reshape(4, 6)[::2, ::-3]


def saved(np, function, *args, **kwargs):
    file = io.BytesIO()
    function(file, *args, **kwargs)
    return file.getvalue()


# --- .npy ------------------------------------------------------------------------------------------


def test_npy_files_are_numpys():
    for i in range(len(list(arrays(rumpy)))):

        def written(np):
            return saved(np, np.save, list(arrays(np))[i])

        same(written)


def test_npy_round_trip():
    def round_trip(np, a):
        b = np.load(io.BytesIO(saved(np, np.save, a)))
        return b, b.flags.f_contiguous, b.flags.c_contiguous, b.flags.writeable

    for i in range(len(list(arrays(rumpy)))):
        same(lambda np: round_trip(np, list(arrays(np))[i]))


@pytest.mark.skipif(numpy is None, reason="needs NumPy itself")
def test_numpy_reads_ours_and_we_read_numpys():
    for theirs, ours in zip(arrays(numpy), arrays(rumpy), strict=True):
        a = numpy.load(io.BytesIO(saved(rumpy, rumpy.save, ours)))
        b = rumpy.load(io.BytesIO(saved(numpy, numpy.save, theirs)))
        assert a.tobytes() == theirs.tobytes() == b.tobytes()
        assert a.shape == theirs.shape == b.shape


def test_paths(tmp_path):
    rumpy.save(tmp_path / "a", [1, 2])
    rumpy.save(str(tmp_path / "b.npy"), [3])
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.npy", "b.npy"]
    assert rumpy.load(tmp_path / "a.npy").tolist() == [1, 2]
    with pytest.raises(FileNotFoundError):
        rumpy.load(tmp_path / "c.npy")


def npy(header, data=b"", version=(1, 0)):
    text = header.encode() + b"\n"
    length = struct.pack("<H" if version == (1, 0) else "<I", len(text))
    return b"\x93NUMPY" + bytes(version) + length + text + data


HEADER = "{'descr': '<i4', 'fortran_order': False, 'shape': (2,), }"
HOSTILE = [
    b"",
    b"\x93NUM",
    b"nothing of the kind",
    b"\x80\x04K\x01.",
    npy(HEADER),
    npy(HEADER, b"1234567"),
    npy(HEADER, b"12345678", (4, 0)),
    npy("[1, 2]"),
    npy("{'descr': '<i4'}"),
    npy("{'descr': '<i4', 'fortran_order': 0, 'shape': (2,), }"),
    npy("{'descr': '<i4', 'fortran_order': False, 'shape': [2], }"),
    npy("{'descr': '<i4', 'fortran_order': False, 'shape': (-2,), }"),
    npy("{'descr': '<q9', 'fortran_order': False, 'shape': (2,), }"),
    npy("{'descr': '|O', 'fortran_order': False, 'shape': (2,), }"),
    npy("{'descr': '<i4', 'fortran_order': False, 'shape': (99999999999999999999,), }"),
    npy("{'descr': '<f8', 'fortran_order': False, 'shape': (9999999, 9999999), }", b"1" * 99),
    npy("{" + "(" * 500),
    npy("__import__('os').system('false')"),
    npy("{'descr': '<i4', " + " " * 20000 + "'fortran_order': False, 'shape': (2,), }"),
]


@pytest.mark.parametrize("content", HOSTILE)
def test_hostile_files(content):
    with pytest.raises(EOFError if content == b"" else ValueError):
        rumpy.load(io.BytesIO(content))
    if not content.startswith(b"\x80"):
        with pytest.raises((ValueError, EOFError)):
            rumpy.load(io.BytesIO(content), allow_pickle=True)


def test_other_byte_order_and_versions():
    data = struct.pack(">3h", 1, 2, -3)
    header = "{'descr': '>i2', 'fortran_order': False, 'shape': (3,), }"
    for version in ((1, 0), (2, 0), (3, 0)):
        loaded = rumpy.load(io.BytesIO(npy(header, data, version)))
        assert loaded.tolist() == [1, 2, -3]
        assert loaded.dtype == rumpy.int16
    long = "{'descr': '<i1', 'fortran_order': False, 'shape': (1,), }" + " " * 20000
    assert rumpy.load(io.BytesIO(npy(long, b"\x07", (2, 0))), max_header_size=30000).tolist() == [7]


# --- .npz ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["savez", "savez_compressed"])
def test_npz(name):
    def archive(np):
        file = io.BytesIO(saved(np, getattr(np, name), np.arange(3), [1.5], x=np.ones((2, 2)), y=3))
        with np.load(file) as z:
            found = sorted(z.files), z["x"], z["arr_0"], z.f.arr_1, z["y.npy"], len(z), "x" in z
            text = repr(z)
        return found, text, z.zip is None

    same(archive)
    same(lambda np: np.load(io.BytesIO(saved(np, getattr(np, name))))["x"])
    same(lambda np: getattr(np, name)(io.BytesIO(), 1, arr_0=2))


def test_npz_paths(tmp_path):
    rumpy.savez(tmp_path / "a", b=[1])
    with rumpy.load(tmp_path / "a.npz") as z:
        assert list(z) == ["b"] and z.get("c") is None and z["b"].tolist() == [1]


# --- text ------------------------------------------------------------------------------------------

TEXTS = [
    (["1 2 3", "4 5 6"], {}),
    (["1 2 3"], {}),
    (["7"], {}),
    (["1", "2"], {"ndmin": 2}),
    (["1 2"], {"ndmin": 2}),
    (["7"], {"ndmin": 1}),
    (["1,2", "3,4"], {"delimiter": ","}),
    (["1,2", "3,4"], {"delimiter": ",", "unpack": True}),
    (["# note", "1 2 # more", "", "3 4"], {}),
    (["% note", "1 2 // more", "3 4"], {"comments": ["%", "//"]}),
    (["1 2 3", "4 5 6", "7 8 9"], {"usecols": (2, 0)}),
    (["1 2 3", "4 5 6"], {"usecols": -1}),
    (["1 2 3", "4 5"], {"usecols": 2}),
    (["1 2", "3 4", "5 6"], {"skiprows": 1, "max_rows": 1}),
    (["1 2", "", "5 6"], {"max_rows": 2}),
    (["1 2", "3 4"], {"dtype": int}),
    (["1 2", "3 4"], {"dtype": "u1"}),
    (["1 2", "3 400"], {"dtype": "u1"}),
    (["1 0"], {"dtype": bool}),
    (["1+2j (3-1j)", "5 6j"], {"dtype": complex}),
    (["nan inf -INF", "1e3 .5 -0"], {}),
    (["1 2", "3"], {}),
    (["1 x"], {}),
    (["1 1_0"], {}),
    (["1,,3"], {"delimiter": ","}),
    (["1,,3"], {"delimiter": ",", "converters": lambda s: float(s or 9)}),
    (["1,2,3"], {"delimiter": ",", "converters": {1: lambda s: -float(s)}}),
    (['"1","2"'], {"delimiter": ",", "quotechar": '"'}),
    (["1 2"], {"ndmin": 3}),
    (["1 2"], {"skiprows": -1}),
    (["1 2"], {"usecols": "x"}),
    (["1 2"], {"comments": ""}),
    (3, {}),
    ([b"1 2", b"3 4"], {}),
]


@pytest.mark.parametrize("case", TEXTS)
def test_loadtxt(case):
    source, kwargs = case
    same(lambda np: np.loadtxt(source, **kwargs), text=False)


@pytest.mark.filterwarnings("ignore:loadtxt")
def test_loadtxt_of_nothing():
    same(lambda np: np.loadtxt([]))
    same(lambda np: np.loadtxt(["# only"], ndmin=2))
    with pytest.warns(UserWarning, match="input contained no data"):
        rumpy.loadtxt([])


SAVED = [
    ([[1.5, 2], [3, 4]], {}),
    ([1, 2, 3], {"fmt": "%d"}),
    ([[1, 2], [3, 4]], {"fmt": "%d", "delimiter": ",", "newline": ";"}),
    ([[1, 2], [3, 4]], {"fmt": ["%d", "%.2f"], "header": "a\nb", "footer": "end"}),
    ([[1, 2], [3, 4]], {"fmt": "%d|%d", "comments": "%"}),
    ([[1 + 2j, -1 - 1j]], {"fmt": "%.3f"}),
    ([[1 + 2j, -1 - 1j]], {"fmt": "%g %g %g %g"}),
    ([[1, 2]], {"fmt": "%d %d %d"}),
    ([[1, 2]], {"fmt": ["%d"]}),
    ([[1, 2]], {"fmt": 3}),
    ([[[1]]], {}),
    (5, {}),
]


@pytest.mark.parametrize("case", SAVED)
def test_savetxt(case):
    data, kwargs = case

    def text(np, file):
        np.savetxt(file, np.array(data), **kwargs)
        return file.getvalue()

    same(lambda np: text(np, io.StringIO()))
    same(lambda np: text(np, io.BytesIO()))


def test_text_paths(tmp_path):
    for name, opener in (("a.txt", open), ("a.txt.gz", gzip.open), ("a.txt.bz2", bz2.open)):
        path = tmp_path / name
        rumpy.savetxt(path, [[1, 2], [3, 4]], fmt="%d")
        with opener(path, "rt") as file:
            assert file.read() == "1 2\n3 4\n"
        assert rumpy.loadtxt(path, dtype=int).tolist() == [[1, 2], [3, 4]]


GAPS = [
    (["1,2,", "4,,6"], {"delimiter": ","}),
    (["1,2,", "4,,6"], {"delimiter": ",", "filling_values": 0}),
    (["1,2,", "4,,6"], {"delimiter": ",", "filling_values": {1: 7, 2: 8}}),
    (["1,N/A", "?,6"], {"delimiter": ",", "missing_values": ["?", "N/A"], "filling_values": -9}),
    (["1,N/A", "?,6"], {"delimiter": ",", "missing_values": "N/A,?", "filling_values": -9}),
    (["1,x", "2,3"], {"delimiter": ","}),
    (["1,x", "2,3"], {"delimiter": ",", "loose": False}),
    (["1 2", "3 4"], {"dtype": int}),
    (["1 2", "3 4"], {"dtype": None}),
    (["1.5 2.5", "3 4"], {"dtype": None}),
    (["True False"], {"dtype": None}),
    (["# c", "1 2", "", "3 4"], {}),
    (["h", "1 2", "3 4", "5 6"], {"skip_header": 1, "skip_footer": 1}),
    (["1 2", "3 4", "5 6"], {"max_rows": 2, "unpack": True}),
    (["1 2 3", "4 5 6"], {"usecols": (0, -1)}),
    (["1 2", "3"], {}),
    (["1 2", "3 4"], {"converters": {1: lambda s: float(s) * 2}}),
    (["12345", "67890"], {"delimiter": (2, 3)}),
    (["123456"], {"delimiter": 2}),
    (["1 2"], {"max_rows": 0}),
    (["1 2"], {"ndmin": 2}),
    (["5"], {}),
    (5, {}),
]


@pytest.mark.parametrize("case", GAPS)
def test_genfromtxt(case):
    source, kwargs = case
    same(lambda np: np.genfromtxt(source, **kwargs), text=False)


def test_genfromtxt_refuses_records():
    for kwargs in ({"names": True}, {"usemask": True}, {"dtype": None, "delimiter": ","}):
        with pytest.raises(TypeError):
            rumpy.genfromtxt(["a,1.5", "2,3"], **kwargs)
    with pytest.warns(UserWarning, match="got 1 columns instead of 2"):
        assert rumpy.genfromtxt(["1 2", "3"], invalid_raise=False).tolist() == [1, 2]


# --- raw bytes -------------------------------------------------------------------------------------


def test_raw_files(tmp_path):
    path = tmp_path / "raw"

    def write_and_read(np, dtype, **kwargs):
        np.arange(6).reshape(2, 3).T.astype(dtype).tofile(path)
        return np.fromfile(path, dtype, **kwargs)

    for dtype in DTYPES:
        same(lambda np: write_and_read(np, dtype))
    same(lambda np: write_and_read(np, "f8", count=2, offset=8))
    same(lambda np: write_and_read(np, "i2", count=99))

    def as_text(np, **kwargs):
        np.array([1.5, 2, -3]).tofile(path, **kwargs)
        return path.read_text(), np.fromfile(path, sep=kwargs["sep"])

    same(lambda np: as_text(np, sep=","))
    same(lambda np: as_text(np, sep=" ", format="%g"))
    same(lambda np: np.fromfile(path, sep=",", offset=1))


def test_fromstring():
    same(lambda np: np.fromstring("1 2 3", sep=" "))
    same(lambda np: np.fromstring("1, 2,3", dtype="i4", sep=","))
    same(lambda np: np.fromstring("1, 2,3", dtype="i4", sep=",", count=2))
    same(lambda np: np.fromstring("", sep=","))
    same(lambda np: np.fromstring("1 2"))
    same(lambda np: np.fromstring("1 x 3", sep=" "))
    same(lambda np: np.fromstring("1,,3", sep=","))
    same(lambda np: np.fromstring("1.5", dtype="i4", sep=" "))
    same(lambda np: np.fromstring("300 99999999999999999999", dtype="i1", sep=" "))
    same(lambda np: np.fromstring("-1", dtype="u1", sep=" "))


def test_dump(tmp_path):
    import pickle

    a = rumpy.arange(6).reshape(2, 3)
    a.dump(tmp_path / "p")
    assert pickle.loads((tmp_path / "p").read_bytes()).tolist() == a.tolist()
    assert pickle.loads(a.dumps()).tolist() == a.tolist()


# --- memory maps -----------------------------------------------------------------------------------


@pytest.mark.skipif(WASM, reason="the file system in memory can't be mapped for writing")
def test_memmap(tmp_path):
    path = tmp_path / "mapped"

    def use(np):
        m = np.memmap(path, dtype="f4", mode="w+", shape=(3, 4))
        m[:] = np.arange(12).reshape(3, 4)
        m.flush()
        again = np.memmap(path, dtype="f4", mode="r", offset=16)
        copy = np.memmap(path, dtype="f4", mode="c", shape=(12,), order="F")
        copy[0] = 99
        other = np.memmap(path, dtype="f4", mode="r+", shape=3)
        return (
            np.asarray(again), np.asarray(copy), np.asarray(other), m.mode, again.offset,
            type(m[1:]).__name__, type(m + 1).__name__, type(m[0, 0]).__name__, again.flags.writeable,
            m.filename == path, float(m.sum()),
        )  # fmt: skip

    same(use)
    same(lambda np: np.memmap(path, mode="x"))
    same(lambda np: np.memmap(path, mode="w+"))
    same(lambda np: np.memmap(path, dtype="f8", mode="r", offset=4))


@pytest.mark.skipif(WASM, reason="as above")
def test_mapped_npy(tmp_path):
    path = tmp_path / "a.npy"
    rumpy.save(path, rumpy.arange(6).reshape(2, 3).T)
    m = rumpy.load(path, mmap_mode="r+")
    assert isinstance(m, rumpy.memmap) and m.shape == (3, 2) and m.flags.f_contiguous
    m[0, 0] = 7
    m.flush()
    assert rumpy.load(path).tolist() == [[7, 3], [1, 4], [2, 5]]


# --- loadtxt's edges ---


@pytest.mark.parametrize(
    "lines, keywords",
    [
        *[
            (["1 2"], {name: value})
            for name in ("delimiter", "quotechar")
            for value in ("", "ab", 3)
        ],
        *[(["1 2"], {name: "\n"}) for name in ("delimiter", "quotechar", "comments")],
        *[(["1 2"], {name: " "}) for name in ("quotechar", "comments")],
        (["1,2"], {"delimiter": ",", "comments": ","}),
        (["1,2"], {"delimiter": ",", "quotechar": ","}),
        (["1 2"], {"comments": "#", "quotechar": "#"}),
        (["1 2"], {"converters": 0}),
        (["1 2"], {"converters": {0: 1}}),
        (["1,2\n", "2\n,3\n"], {"delimiter": ","}),
        (["1,2\n", "2\r,3\n"], {"delimiter": ","}),
        (["1,2\n", "'2\n',3\n"], {"delimiter": ",", "quotechar": "'"}),
        (["1,2\n", "'2\n", "',3\n"], {"delimiter": ",", "quotechar": "'"}),
        (["1,2\n", "'2"], {"delimiter": ",", "quotechar": "'"}),
        (["1_1"], {"dtype": bool}),
        (["1"], {"usecols": [2**64]}),
        *[([], {"usecols": usecols, "ndmin": n}) for usecols in (1, (1, 2)) for n in range(3)],
        (["1"], {"max_rows": 0}),
    ],
)
@pytest.mark.filterwarnings("ignore:.*contained no data:UserWarning")
def test_loadtxt_refuses_or_takes(lines, keywords):
    same(lambda np: np.loadtxt(list(lines), **keywords))


@pytest.mark.parametrize(
    "text",
    "1 2j 1+2j 1-2j 7+-5j (7+-5j) 8j (9j) (4) (1j 1+2j) 1+-+3 1+2 1e5+-1e-3j".split()
    + [" ( 6+-7j ) ", "1 +2j", "1+ 2j", "1+2 j"],
)
def test_loadtxt_complex(text):
    same(lambda np: np.loadtxt([text], dtype=complex, delimiter=","))


def test_loadtxt_says_which_lines_do_not_count():
    with pytest.warns(UserWarning, match="Input line 2 contained no data .*`max_rows=2`"):
        assert rumpy.loadtxt(["1", "", "2", "", "3"], max_rows=2).tolist() == [1, 2]


@pytest.mark.parametrize("text", ["1, 2, x", "aa, 1", "1, 2,", "", "1, 2"])
def test_fromstring_of_what_is_no_number(text):
    same(lambda np: np.fromstring(text, sep=","))

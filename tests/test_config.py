"""What rumpy says of itself: kernels, threads and why. The runs that deny it something say so in
RUMPY_EXPECT ("no-relaxed", "no-threads", "strict-csp"), and here the fallback must have been taken."""

import os

import pytest
import rumpy as rp
from oracle import WASM

EXPECT = os.environ.get("RUMPY_EXPECT", "").split()


def test_show_config(capsys):
    config = rp.show_config(mode="dicts")
    assert config["rumpy"]["version"] == rp.__version__
    assert config["kernels"]["isa"] in config["kernels"]["usable"]
    assert config["kernels"]["f32"].endswith(config["kernels"]["isa"])
    rp.show_config()
    text = capsys.readouterr().out
    assert config["kernels"]["f32"] in text
    assert "threads" in text
    with pytest.raises(AttributeError):
        rp.show_config(mode="nonsense")


@pytest.mark.pyodide
def test_relaxed_kernels_where_the_engine_has_them():
    kernels = rp.show_config(mode="dicts")["kernels"]
    if "no-relaxed" in EXPECT:
        assert kernels["isa"] == "wasm_simd128"
        assert "wasm_relaxed" not in kernels["usable"]
        assert "relaxed" in kernels["reason"]
    else:
        assert kernels["isa"] == "wasm_relaxed"
        assert "wasm_simd128" in kernels["usable"]


@pytest.mark.pyodide
def test_threads_where_memory_can_be_shared():
    status = rp.threads.status()
    if "no-threads" in EXPECT:
        assert status["state"] == "unavailable"
        assert status["num_threads"] == 1
        forbids = "Content Security Policy" if "strict-csp" in EXPECT else "isolated"
        assert forbids in status["reason"]
        rp.threads.set_num_threads(2)
        assert rp.threads.get_num_threads() == 1
    else:
        assert status["state"] in ("starting", "running", "off")


def test_products_are_right_whatever_is_missing():
    a = (rp.arange(300 * 300) % 7).reshape(300, 300).astype("float32")
    expected = (a[:, :, None] * a[None, :, :5]).sum(axis=1)
    assert ((a @ a)[:, :5] == expected).all()


@pytest.mark.skipif(not WASM, reason="natively threads are POSIX threads")
def test_the_pool_computes():
    if "no-threads" in EXPECT:
        pytest.skip("no pool in this run")
    from pyodide.ffi import can_run_sync, run_sync

    if not can_run_sync():
        pytest.skip("this engine cannot wait for workers inside a test")

    async def start():
        return await rp.threads.start()

    before = rp.threads.get_num_threads()
    rp.threads.set_num_threads(2)
    try:
        assert run_sync(start())["state"] == "running"
        done = rp.threads.status()["products"]
        a = (rp.arange(600 * 600) % 7).reshape(600, 600).astype("float32")
        product = a @ a
        assert rp.threads.status()["products"] == done + 1
        rp.threads.set_num_threads(1)
        assert product.tobytes() == (a @ a).tobytes()
    finally:
        rp.threads.set_num_threads(before)


def test_information(capsys):
    rp.info(rp.shape)
    assert capsys.readouterr().out.startswith("shape(a)\n\n")
    rp.info("nothing of the kind")
    assert "Help for nothing of the kind not found." in capsys.readouterr().out
    rp.show_runtime()
    assert rp.__version__ in capsys.readouterr().out
    assert rp.little_endian

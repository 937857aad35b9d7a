// LiteRT models of one matrix product, as flatbuffer bytes.
//
// Written forward: a table stands before what it refers to, and its offsets are filled in when that
// is written. Everything is aligned to 4 bytes, and the weights to 16.

const text = new TextEncoder();

class Writer {
  constructor(capacity) {
    this.bytes = new Uint8Array(capacity);
    this.view = new DataView(this.bytes.buffer);
    this.end = 0;
  }

  // Room for size bytes, `ahead` of which come before the aligned ones.
  room(size, alignment = 4, ahead = 0) {
    this.end += (alignment - ((this.end + ahead) % alignment)) % alignment;
    const at = this.end;
    this.end += size;
    return at;
  }

  refer(from, to) {
    this.view.setUint32(from, to - from, true);
  }
}

// What a field may hold. Each writes itself and returns where it begins; inline ones are their number.
const byte = (value) => ({ size: 1, value });
const int = (value) => ({ size: 4, value });

const vector = (items) => (out) => {
  const at = out.room(4 + 4 * items.length);
  out.view.setUint32(at, items.length, true);
  items.forEach((item, i) => {
    const slot = at + 4 + 4 * i;
    if (typeof item === "number") {
      out.view.setInt32(slot, item, true);
    } else {
      out.refer(slot, item(out));
    }
  });
  return at;
};

const string = (value) => (out) => {
  const content = text.encode(value);
  const at = out.room(4 + content.length + 1);
  out.view.setUint32(at, content.length, true);
  out.bytes.set(content, at + 4);
  return at;
};

const blob = (values) => (out) => {
  const content = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  const at = out.room(4 + content.length, 16, 4);
  out.view.setUint32(at, content.length, true);
  out.bytes.set(content, at + 4);
  return at;
};

/** fields: { id: byte(), int() or a function that writes what the field refers to }. */
const table = (fields) => (out) => {
  const entries = Object.entries(fields).map(([id, field]) => ({ id: Number(id), field }));
  const count = entries.length ? Math.max(...entries.map(({ id }) => id)) + 1 : 0;
  const slots = out.room(4 + 2 * count);
  const at = out.room(4 + 4 * entries.length);
  out.view.setUint16(slots, 4 + 2 * count, true);
  out.view.setUint16(slots + 2, 4 + 4 * entries.length, true);
  out.view.setInt32(at, at - slots, true);
  entries.forEach(({ id }, i) => out.view.setUint16(slots + 4 + 2 * id, 4 + 4 * i, true));
  entries.forEach(({ field }, i) => {
    const slot = at + 4 + 4 * i;
    if (typeof field === "function") {
      out.refer(slot, field(out));
    } else if (field.size === 1) {
      out.view.setUint8(slot, field.value);
    } else {
      out.view.setInt32(slot, field.value, true);
    }
  });
  return at;
};

// By their numbers in the format's enumerations.
const BATCH_MATMUL = 126;
const BATCH_MATMUL_OPTIONS = 101;

/**
 * c = a @ b. shapes: { a, b, c }. constant: the elements of b where it is part of the model, else b
 * is an input. transposed: b is given as (..., n, k).
 */
export function matMulModel(shapes, { constant = null, transposed = false } = {}) {
  const tensor = (name, shape, buffer) =>
    table({ 0: vector(shape), 2: int(buffer), 3: string(name) });
  const subgraph = table({
    0: vector([
      tensor("a", shapes.a, 0),
      tensor("b", shapes.b, constant ? 1 : 0),
      tensor("c", shapes.c, 0),
    ]),
    1: vector(constant ? [0] : [0, 1]),
    2: vector([2]),
    3: vector([
      table({
        0: int(0),
        1: vector([0, 1]),
        2: vector([2]),
        3: byte(BATCH_MATMUL_OPTIONS),
        4: table({ 1: byte(transposed ? 1 : 0) }),
      }),
    ]),
    4: string("product"),
  });
  const model = table({
    0: int(3),
    1: vector([table({ 0: byte(BATCH_MATMUL), 2: int(1), 3: int(BATCH_MATMUL) })]),
    2: vector([subgraph]),
    3: string("one product"),
    // The first buffer is empty by convention: it means "no data".
    4: vector([table({}), ...(constant ? [table({ 0: blob(constant) })] : [])]),
  });
  const out = new Writer(4096 + (constant?.byteLength ?? 0));
  out.room(8);
  out.bytes.set(text.encode("TFL3"), 4);
  out.refer(0, model(out));
  return out.bytes.subarray(0, out.end);
}

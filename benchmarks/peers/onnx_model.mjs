// ONNX models of one MatMul, as protobuf bytes: the few messages and fields that it takes.

const text = new TextEncoder();

function varint(value) {
  const bytes = [];
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) {
      bytes.push(rest);
      return Uint8Array.from(bytes);
    }
    bytes.push((rest % 128) + 128);
  }
}

function join(parts) {
  const all = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

// A field is its number and wire type, then a number, or a length and that many bytes.
const number = (field, value) => join([varint(8 * field), varint(value)]);

function bytes(field, value) {
  const content = typeof value === "string" ? text.encode(value) : value;
  return join([varint(8 * field + 2), varint(content.length), content]);
}

const message = (field, parts) => bytes(field, join(parts));

const FLOAT = 1; // TensorProto.DataType

function valueInfo(field, name, shape) {
  const dims = shape.map((size) => message(1, [number(1, size)]));
  return message(field, [
    bytes(1, name),
    message(2, [message(1, [number(1, FLOAT), message(2, dims)])]),
  ]);
}

function initializer(field, name, shape, values) {
  const raw = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  return message(field, [
    ...shape.map((size) => number(1, size)),
    number(2, FLOAT),
    bytes(8, name),
    bytes(9, raw),
  ]);
}

/**
 * c = a @ b. shapes: { a, b, c }. constant: the elements of b where it is part of the model, else b
 * is an input. transposed: b is given as (..., n, k), which takes an operator of ONNX Runtime's own.
 */
export function matMulModel(shapes, { constant = null, transposed = false } = {}) {
  const operator = transposed
    ? [
        bytes(4, "FusedMatMul"),
        message(5, [bytes(1, "transB"), number(3, 1), number(20, 2)]),
        bytes(7, "com.microsoft"),
      ]
    : [bytes(4, "MatMul")];
  const graph = [
    message(1, [bytes(1, "a"), bytes(1, "b"), bytes(2, "c"), ...operator]),
    bytes(2, "product"),
    ...(constant ? [initializer(5, "b", shapes.b, constant)] : []),
    valueInfo(11, "a", shapes.a),
    ...(constant ? [] : [valueInfo(11, "b", shapes.b)]),
    valueInfo(12, "c", shapes.c),
  ];
  return join([
    number(1, 8), // the file format's version
    message(7, graph),
    message(8, [bytes(1, ""), number(2, 13)]),
    message(8, [bytes(1, "com.microsoft"), number(2, 1)]),
  ]);
}

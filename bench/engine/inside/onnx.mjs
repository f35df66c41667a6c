// Attention as an ONNX model. The format is protocol buffers: fields of a number, a kind and bytes.

const FLOAT = 1;
const encoder = new TextEncoder();

/** Products, scale and softmax as nodes of their own, so that all of them can be asked for. */
export function stages({ heads, tokens, width, scale }, outputs) {
  return model({
    nodes: [
      node('Transpose', ['K'], ['Kt'], [ints('perm', [0, 2, 1])]),
      node('MatMul', ['Q', 'Kt'], ['raw']),
      node('Mul', ['raw', 'scale'], ['S']),
      node('Softmax', ['S'], ['P'], [int('axis', -1)]),
      node('MatMul', ['P', 'V'], ['O'])
    ],
    constants: [constant('scale', scale)],
    inputs: ['Q', 'K', 'V'].map(name => [name, [heads, tokens, width]]),
    outputs: outputs.map(name => [name, [heads, tokens, name === 'O' ? width : tokens]])
  });
}

/** The one operator that ONNX has for it since version 23. */
export function fused({ heads, tokens, width, scale }) {
  const shape = [1, heads, tokens, width];
  return model({
    nodes: [node('Attention', ['Q', 'K', 'V'], ['O'], [float('scale', scale)])],
    constants: [],
    inputs: ['Q', 'K', 'V'].map(name => [name, shape]),
    outputs: [['O', shape]]
  });
}

function model({ nodes, constants, inputs, outputs }) {
  const graph = [
    ...nodes.map(bytes => field(1, bytes)),
    field(2, encoder.encode('attention')),
    ...constants.map(bytes => field(5, bytes)),
    ...inputs.map(([name, shape]) => field(11, value(name, shape))),
    ...outputs.map(([name, shape]) => field(12, value(name, shape)))
  ];
  const operators = [field(1, new Uint8Array(0)), number(2, 23)];
  return join([number(1, 11), field(7, join(graph)), field(8, join(operators))]);
}

function node(type, inputs, outputs, attributes = []) {
  return join([
    ...inputs.map(name => field(1, encoder.encode(name))),
    ...outputs.map(name => field(2, encoder.encode(name))),
    field(4, encoder.encode(type)),
    ...attributes.map(bytes => field(5, bytes))
  ]);
}

function int(name, i) {
  return join([field(1, encoder.encode(name)), number(3, i), number(20, 2)]);
}

function ints(name, list) {
  return join([field(1, encoder.encode(name)), ...list.map(i => number(8, i)), number(20, 7)]);
}

function float(name, f) {
  return join([field(1, encoder.encode(name)), fixed(2, f), number(20, 1)]);
}

function constant(name, f) {
  return join([number(2, FLOAT), field(8, encoder.encode(name)), field(9, bytesOf(f))]);
}

function value(name, shape) {
  const sizes = join(shape.map(size => field(1, number(1, size))));
  const tensor = join([number(1, FLOAT), field(2, sizes)]);
  return join([field(1, encoder.encode(name)), field(2, field(1, tensor))]);
}

function field(id, bytes) {
  return join([varint((id << 3) | 2), varint(bytes.length), bytes]);
}

function number(id, n) {
  return join([varint(id << 3), varint(n)]);
}

function fixed(id, f) {
  return join([varint((id << 3) | 5), bytesOf(f)]);
}

function bytesOf(f) {
  return new Uint8Array(Float32Array.of(f).buffer);
}

/** Seven bits a byte; a number below 0 is one of 64 bits. */
function varint(n) {
  const bytes = [];
  let rest = BigInt.asUintN(64, BigInt(n));
  for (; rest > 127n; rest >>= 7n) {
    bytes.push(Number(rest & 127n) | 128);
  }
  return Uint8Array.from([...bytes, Number(rest)]);
}

function join(parts) {
  const bytes = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

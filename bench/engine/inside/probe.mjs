// What 128-bit SIMD can do on this core: a loop of nothing but multiplications and additions, equally
// many of both, in chains that do not wait for one another. Written instruction by instruction.

/** Chains of either kind; with the two operands they fill 14 of the 16 registers of x64. */
const CHAINS = 6;
const ONE = 1;

const SHAPES = {
  f32: { type: 0x7d, lanes: 4, splat: [0x13], mul: [0xe6, 1], add: [0xe4, 1] },
  f64: { type: 0x7c, lanes: 2, splat: [0x14], mul: [0xf2, 1], add: [0xf0, 1] }
};

/** A function that does so many floating-point operations, or a few more. */
export function makeProbe(precision) {
  const shape = SHAPES[precision];
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(moduleOf(shape)));
  const perTurn = CHAINS * shape.lanes * 2;
  return operations => exports.probe(Math.ceil(operations / perTurn), 1, 0.001);
}

function moduleOf({ type, splat, mul, add }) {
  const simd = bytes => [0xfd, ...bytes];
  const get = local => [0x20, local];
  const set = local => [0x21, local];
  const [factor, summand] = [3, 4];
  const chains = Array.from({ length: 2 * CHAINS }, (_, c) => 5 + c);
  const body = [
    ...[1, 2 * CHAINS + 2, 0x7b], // one run of locals: v128
    ...[...get(1), ...simd(splat), ...set(factor)],
    ...[...get(2), ...simd(splat), ...set(summand)],
    ...[0x03, 0x40], // loop
    ...chains.flatMap((c, i) => [
      ...get(c),
      ...(i % 2 ? [...get(factor), ...simd(mul)] : [...get(summand), ...simd(add)]),
      ...set(c)
    ]),
    ...[...get(0), 0x41, ONE, 0x6b, 0x22, 0, 0x0d, 0, 0x0b], // turns -= 1; again unless 0; end
    ...get(chains[0]),
    ...chains.slice(1).flatMap(c => [...get(c), ...simd([0x51])]), // all of them are wanted
    ...simd([0x1b, 0]), // i32x4.extract_lane
    0x0b
  ];
  return new Uint8Array([
    ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, [1, 0x60, 3, 0x7f, type, type, 1, 0x7f]),
    ...section(3, [1, 0]),
    ...section(7, [1, 5, ...new TextEncoder().encode('probe'), 0, 0]),
    ...section(10, [1, ...length(body.length), ...body])
  ]);
}

function section(id, bytes) {
  return [id, ...length(bytes.length), ...bytes];
}

/** A length in LEB128, below 16,384. */
function length(n) {
  return n < 128 ? [n] : [(n & 127) | 128, n >> 7];
}

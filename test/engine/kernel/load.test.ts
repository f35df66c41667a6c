import { tensorOf } from '../../../src/engine/index.ts';
import * as kernels from '../../../src/engine/kernel/index.ts';
import { matrixOf, plainCase, requestOf, withRelaxedSimd } from './heads.ts';
import { hasRelaxedSimd, KernelMemoryError, loadKernel } from '../../../src/engine/kernel/index.ts';
import { moduleBytes } from '../../../src/engine/kernel/modules.ts';

const bytes = moduleBytes(false);
const fused = moduleBytes(true);

test('the modules are small', () => {
  expect(bytes.length).toBeLessThanOrEqual(16 * 1024);
  // It has a product and an exponential of its own besides. Deflated, both together take less than 10 kB.
  expect(fused.length).toBeLessThanOrEqual(17 * 1024);
});

test('the module that is taken is the one with relaxed SIMD where there is any', () => {
  const taken = () => {
    const compile = jest.spyOn(WebAssembly, 'Module');
    loadKernel();
    const [[source]] = compile.mock.calls;
    compile.mockRestore();
    return (source as Uint8Array).length;
  };
  expect(withRelaxedSimd(() => [hasRelaxedSimd(), taken()])).toEqual([true, fused.length]);
  const validate = jest.spyOn(WebAssembly, 'validate').mockReturnValue(false);
  expect(taken()).toBe(bytes.length);
  validate.mockRestore();
});

test('the module imports nothing and writes nothing to memory when it starts', () => {
  const module = new WebAssembly.Module(bytes);
  expect(WebAssembly.Module.imports(module)).toEqual([]);
  const { memory } = new WebAssembly.Instance(module).exports;
  expect((memory as WebAssembly.Memory).buffer.byteLength).toBe(0);
});

test('without WebAssembly there is no kernel, but a reason', () => {
  const { WebAssembly: there } = globalThis;
  Reflect.deleteProperty(globalThis, 'WebAssembly');
  try {
    expect(loadKernel()).toBeNull();
    expect(kernels.kernelFailure).toBe('WebAssembly is missing');
  } finally {
    globalThis.WebAssembly = there;
  }
  expect(loadKernel()).not.toBeNull();
  expect(kernels.kernelFailure).toBeNull();
});

test('a policy that refuses WebAssembly is a reason', () => {
  const refuse = jest.spyOn(WebAssembly, 'Module').mockImplementation(() => {
    throw new WebAssembly.CompileError('refused by the content security policy');
  });
  expect(loadKernel()).toBeNull();
  expect(kernels.kernelFailure).toBe('refused by the content security policy');
  refuse.mockRestore();
});

test('too much memory is an error that says how much, and the kernel goes on', () => {
  const kernel = loadKernel();
  const long = { data: [], rows: 40_000, columns: 1 };
  const request = {
    ...requestOf({ ...plainCase, query: [[1]], key: [[1]], value: [[1]] }, 'f64'),
    query: long,
    key: long,
    value: long
  };
  let caught: unknown;
  try {
    kernel?.attendHead(request);
  } catch (error) {
    caught = error;
  }
  expect(caught).toBeInstanceOf(KernelMemoryError);
  expect((caught as KernelMemoryError).bytes).toBeGreaterThan(2 * 8 * 40_000 ** 2);
  expect(kernel?.project('f64', tensorOf([[2]]), tensorOf([[3]]))[0]).toBe(6);
});

test('memory grows with what was asked for, and is given back', () => {
  const kernel = loadKernel();
  const matrix = tensorOf(matrixOf(300, 4, 1));
  const request = {
    precision: 'f64',
    query: matrix,
    key: matrix,
    value: matrix,
    scale: 1
  } as const;
  kernel?.attendHead(request);
  expect(kernel?.memoryBytes).toBeGreaterThan(2 * 8 * 300 ** 2);
  kernel?.release();
  expect(kernel?.memoryBytes).toBe(0);
});

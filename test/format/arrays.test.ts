import fc from 'fast-check';
import { flatOf } from '../../src/engine/index.ts';
import { asPython, LIMITS, parse, serialize } from '../../src/format/index.ts';
import type { JsonObject, Spec } from '../../src/format/index.ts';
import { applyEdit, open } from '../../src/model/index.ts';

const head = { format: 'attention', version: 1 };

/** The bytes of numbers, as an array of the format. */
function bytesOf(data: Float64Array | Float32Array | Uint16Array | Uint8Array, columns: number) {
  const dtype = { 8: 'float64', 4: 'float32', 2: 'float16', 1: 'bool' }[data.BYTES_PER_ELEMENT]!;
  const base64 = Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString('base64');
  return { dtype, shape: [data.length / columns, columns], data: base64 };
}

/** A payload of tokens that are as many as the rows; widths other than 2 need projections. */
function payloadOf(embeddings: { shape: number[] }, more: object = {}) {
  const [n, d] = embeddings.shape;
  const square = bytesOf(new Float64Array(d * d), d);
  return {
    ...head,
    tokens: Array.from({ length: n }, (_, t) => `t${t}`),
    embeddings,
    projections: { query: square, key: square, value: square },
    ...more
  };
}

function specOf(payload: unknown): Spec {
  const { spec, problems } = parse(payload);
  expect(problems).toEqual([]);
  return spec!;
}

const sizes = fc.tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 12 }));
const doubles = fc.double({ noNaN: true, noDefaultInfinity: true });
const singles = fc.float({ noNaN: true, noDefaultInfinity: true });

test('numbers come out of bytes as they went in, and go out byte for byte', () => {
  const arrays = sizes.chain(([rows, columns]) =>
    fc.oneof(
      fc
        .array(doubles, { minLength: rows * columns, maxLength: rows * columns })
        .map(list => [Float64Array.from(list), columns] as const),
      fc
        .array(singles, { minLength: rows * columns, maxLength: rows * columns })
        .map(list => [Float32Array.from(list), columns] as const)
    )
  );
  fc.assert(
    fc.property(arrays, ([data, columns]) => {
      const payload = payloadOf(bytesOf(data, columns));
      const spec = specOf(payload);
      expect(flatOf(spec.embeddings!)).toEqual(data);
      expect(serialize(spec)).toEqual(payload);
    })
  );
});

test('every half-precision number is read exactly', () => {
  const halves = Uint16Array.from({ length: 65536 }, (_, bits) => bits).filter(
    bits => (bits & 0x7c00) !== 0x7c00
  );
  const value = (bits: number) => {
    const [exponent, fraction] = [(bits >> 10) & 31, bits & 1023];
    const size = exponent
      ? (1 + fraction / 1024) * 2 ** (exponent - 15)
      : (fraction / 1024) * 2 ** -14;
    return bits & 0x8000 ? -size : size;
  };
  const spec = specOf({
    ...payloadOf(bytesOf(halves, 16)),
    tokens: Array(halves.length / 16).fill('a'),
    ...squares(16)
  });
  expect(flatOf(spec.embeddings!)).toEqual(Float32Array.from(halves, value));
});

function squares(d: number) {
  const square = bytesOf(new Float64Array(d * d), d);
  return { projections: { query: square, key: square, value: square } };
}

test('lists of many numbers go out as bytes, few stay lists, and both are the same numbers', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 150 }), fc.integer({ min: 1, max: 60 }), (n, d) => {
      const embeddings = Array.from({ length: n }, (_, r) =>
        Array.from({ length: d }, (_, c) => Math.sin(r * d + c))
      );
      const { tokens, projections } = payloadOf(bytesOf(new Float64Array(n * d), d));
      const written = serialize(specOf({ ...head, tokens, projections, embeddings }));
      expect(Array.isArray(written.embeddings)).toBe(n * d <= LIMITS.written);
      expect(serialize(specOf(written))).toEqual(written);
      expect(Array.from(specOf(written).embeddings!, row => [...row])).toEqual(embeddings);
    }),
    { numRuns: 40 }
  );
});

test('an edited row goes out among the rest, as precise as they are while that can hold it', () => {
  const [n, d] = [100, 50];
  const data = Float32Array.from({ length: n * d }, (_, i) => Math.fround(Math.cos(i)));
  const spec = specOf(payloadOf(bytesOf(data, d)));
  fc.assert(
    fc.property(fc.nat(n - 1), doubles, (token, entry) => {
      const vector = Array<number>(d).fill(entry);
      const edited = applyEdit(spec, { type: 'embedding', of: 'query', token, vector });
      const written = serialize(edited);
      const single = Number.isFinite(Math.fround(entry));
      const dtype = single ? 'float32' : 'float64';
      expect(written.embeddings).toMatchObject({ dtype, shape: [n, d] });
      const wanted = Float64Array.from(data);
      wanted.fill(single ? Math.fround(entry) : entry, token * d, (token + 1) * d);
      expect(Float64Array.from(flatOf(specOf(written).embeddings!))).toEqual(wanted);
    }),
    { numRuns: 30 }
  );
});

test('drawn masks: as they came, as lists where they are small, as bytes where they are large', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 80 }), fc.boolean(), (n, asBytes) => {
      const flags = Array.from({ length: n }, (_, r) =>
        Array.from({ length: n }, (_, c) => (r * 7 + c * 3) % 4 !== 0)
      );
      const bytes = bytesOf(Uint8Array.from(flags.flat(), Number), n);
      const payload = { ...head, tokens: Array(n).fill('cats'), mask: asBytes ? bytes : flags };
      const written = serialize(specOf(payload));
      expect(written.mask).toEqual(asBytes || n * n > LIMITS.written ? bytes : flags);
      expect(specOf(written).mask).toEqual(flags);
      expect(open(payload).ok).toBe(true);
    }),
    { numRuns: 40 }
  );
});

test.each<[about: string, change: object, path: string, message: string]>([
  [
    'cut off',
    { data: 'A'.repeat(128) },
    '$.embeddings.data',
    'holds 96 bytes where [8, 4] of float32 need 128. It may have been cut off'
  ],
  [
    'of another shape',
    { shape: [1, 4] },
    '$.embeddings.data',
    'holds 128 bytes where [1, 4] of float32 need 16. Send the array'
  ],
  [
    'of another dtype',
    { dtype: 'int64' },
    '$.embeddings.dtype',
    'Found the text "int64"; wanted "float64", "float32", "float16", "bfloat16". Convert'
  ],
  [
    'of a shape of three',
    { shape: [8, 2, 2] },
    '$.embeddings.shape',
    'Found the shape [8, 2, 2]; wanted [n, d_model]: take one of the batch'
  ],
  [
    'in lines',
    { data: `AAAA\n${'A'.repeat(163)}` },
    '$.embeddings.data',
    'The character "\\n" at 4 is no base64'
  ],
  [
    'cut within a group',
    { data: 'AAAAA' },
    '$.embeddings.data',
    'These 5 characters end within a group of four'
  ],
  [
    'too large',
    { shape: [8192, 8192] },
    '$.embeddings',
    'Found 67,108,864 numbers; at most 16,777,216 are drawn, to protect the page. Send fewer heads, or a window'
  ]
])('an array %s', (_, change, path, message) => {
  const array = { ...bytesOf(new Float32Array(32), 4), ...change };
  const payload = { ...payloadOf({ shape: [8, 4] }), embeddings: array };
  expect(parse(payload).problems).toMatchObject([
    { path, message: expect.stringContaining(message) }
  ]);
});

test('numbers that are none are listed by row and column, ten of them, and the rest counted', () => {
  const data = new Float32Array(32);
  data[3 * 4 + 1] = NaN;
  expect(parse(payloadOf(bytesOf(data, 4))).problems).toMatchObject([
    { path: '$.embeddings[3][1]', message: 'Found NaN; wanted a finite number.' }
  ]);
  const { problems } = parse(payloadOf(bytesOf(data.fill(-Infinity), 4)));
  expect(problems).toHaveLength(LIMITS.problems + 1);
  expect(problems[10]).toMatchObject({ path: '$.embeddings', message: /22 more/ });
});

test('anything in the parts of an array is read without a throw', () => {
  const array = fc.record(
    {
      dtype: fc.oneof(fc.constantFrom('float32', 'float16', 'bool'), fc.anything()),
      shape: fc.oneof(fc.array(fc.integer({ min: -1, max: 5 }), { maxLength: 3 }), fc.anything()),
      data: fc.oneof(fc.base64String(), fc.string(), fc.anything())
    },
    { requiredKeys: [] }
  );
  fc.assert(
    fc.property(array, array, (embeddings, mask) => {
      const { problems } = parse({ ...head, tokens: ['a'], embeddings, mask });
      problems.forEach(({ path }) => expect(path).toMatch(/^\$/));
    }),
    { numRuns: 500 }
  );
});

test('a model of 1,024 tokens by 768 dimensions is read, and goes out as it came', () => {
  const [n, d] = [1024, 768];
  const numbers = (rows: number, columns: number) =>
    bytesOf(
      Float32Array.from({ length: rows * columns }, (_, i) => Math.sin(i)),
      columns
    );
  const w = numbers(d, d);
  const payload = {
    ...payloadOf(numbers(n, d)),
    projections: { query: w, key: w, value: w, output: w },
    n_heads: 12,
    mask: 'causal'
  };
  const spec = specOf(payload);
  expect(serialize(spec)).toEqual(payload);
  expect(spec.mask).toBe('causal');
});

test.each([
  [
    { tokens: Array(8193).fill('a') },
    '$.tokens',
    'Found 8,193 tokens; at most 8,192 are drawn, to protect the page. Shorten the text, or send a window of it.'
  ],
  [{ tokens: Array(8192).fill('a'), n_heads: 2, ...squares(2) }, null, ''],
  [
    { tokens: Array(8192).fill('cats'), n_heads: 8, ...squares(8) },
    '$.tokens',
    'Found 536,870,912 weights; at most 268,435,456 are drawn, to protect the page. Send fewer heads, or a window of the tokens.'
  ],
  [
    { tokens: Array(8192).fill('a'), ...squares(2048) },
    '$.tokens',
    'Found 137,438,953,472 multiplications; at most 100,000,000,000 are drawn, to protect the page. Send fewer heads, or a window of the tokens.'
  ]
])('lengths near the limits, %#', (fields, path, message) => {
  expect(parse({ ...head, ...fields }).problems).toMatchObject(
    path === null ? [] : [{ path, message }]
  );
});

test('Python reads arrays by NumPy, and those too large for a cell from a file', () => {
  const small = payloadOf(bytesOf(Float32Array.of(1, 2, 3, 4), 2), {
    mask: bytesOf(Uint8Array.of(1, 0, 1, 1), 2)
  });
  const python = asPython(serialize(specOf(small)));
  expect(python).toContain('import base64\n\nimport numpy\nfrom jupyterlab_attention');
  expect(python).toContain(
    'embeddings=numpy.frombuffer(base64.b64decode("AACAPwAAAEAAAEBAAACAQA=="), "<f4").reshape(2, 2)'
  );
  expect(python).toContain(
    'mask=numpy.frombuffer(base64.b64decode("AQABAQ=="), "?").reshape(2, 2)'
  );
  const large = payloadOf(bytesOf(new Float32Array(1024 * 64), 64));
  expect(asPython(large as unknown as JsonObject)).toBe(
    '# Too large for a cell: embeddings [1024, 64], w_q [64, 64], w_k [64, 64], w_v [64, 64].\n' +
      '# Copy as JSON instead, save that under this name, and load it.\n' +
      'from jupyterlab_attention import Attention\n\nAttention.load("copied.attention.json")'
  );
});

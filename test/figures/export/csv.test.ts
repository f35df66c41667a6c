import { array, assert, boolean, constantFrom, double, property, record, string } from 'fast-check';
import {
  csvOf,
  fileName,
  isOfHead,
  jsonInHtml,
  pageOf,
  pixelsOf,
  SLOTS,
  tableOf,
  TABLES,
  tablesOf,
  withResolution
} from '../../../src/figures/export/index.ts';
import { Engine } from '../../../src/engine/index.ts';
import type { JsonObject } from '../../../src/format/index.ts';
import { matrix } from '../../setup/models.ts';
import { fixture } from '../../fixtures/fixtures.ts';
import { opened } from './drawn.ts';

const LIONS = { sentence: 'Angry lions hunt zebras, while cats sleep peacefully' };
const text = () => string({ unit: 'binary', maxLength: 8 });

/** Reads CSV as RFC 4180 says. */
function read(csv: string): string[][] {
  const rows: string[][] = [[]];
  for (let at = 0; at < csv.length;) {
    const quoted = /"((?:[^"]|"")*)"|([^,\r\n"]*)/y;
    quoted.lastIndex = at;
    const [whole, inner, bare] = quoted.exec(csv)!;
    rows[rows.length - 1].push(inner === undefined ? bare : inner.replaceAll('""', '"'));
    at += whole.length;
    if (csv.startsWith('\r\n', at)) {
      rows.push([]);
      at += 2;
    } else {
      if (csv[at] !== ',') {
        throw new Error(`no comma at ${at}`);
      }
      at += 1;
      // A field may be empty at the end of a line.
      if (csv.startsWith('\r\n', at)) {
        rows[rows.length - 1].push('');
        rows.push([]);
        at += 2;
      }
    }
  }
  expect(rows.pop()).toEqual([]);
  return rows;
}

const written = (...given: Parameters<typeof csvOf>) => [...csvOf(...given)].join('');

describe('CSV', () => {
  const full = opened({
    tokens: ['a', 'b', 'c'],
    embeddings: matrix(3, 4, 1),
    key_tokens: ['x', '=1+1'],
    key_embeddings: matrix(2, 4, 2),
    n_heads: 2,
    projections: {
      query: matrix(4, 4, 3),
      key: matrix(4, 4, 4),
      value: matrix(4, 4, 5),
      output: matrix(4, 4, 6)
    },
    mask: [
      [true, false],
      [true, true],
      [false, true]
    ],
    positions: 'rope',
    residual: true
  }).trace;

  test('every table of a trace is read back as the same numbers, to the bit', () => {
    const biased = opened({ ...LIONS, positions: 'alibi' }).trace;
    const placed = opened({ tokens: ['a'], key_tokens: ['b'], positions: 'sinusoidal' }).trace;
    const seen = new Set<string>();
    const normed = opened({
      ...LIONS,
      projections: { query: matrix(2, 2, 1), key: matrix(2, 2, 2), value: matrix(2, 2, 3) },
      norms: { query: { weight: [2, 1] }, key: { weight: [1, 3] } },
      softcap: 0.5
    }).trace;
    for (const trace of [full, biased, placed, normed]) {
      for (const name of tablesOf(trace)) {
        seen.add(name);
        for (const head of isOfHead(name) ? trace.heads.keys() : [0]) {
          const table = tableOf(trace, name, head);
          const [header, ...lines] = read(written([table]));
          expect(header).toEqual(['', ...table.columns]);
          expect(lines.map(([first]) => first)).toEqual(table.rows);
          lines.forEach(([, ...numbers], r) =>
            expect(numbers.map(number => (number === '' ? null : Number(number)))).toEqual(
              Array.from(table.numbers[r], (value, c) =>
                table.may?.[r][c] === false ? null : value
              )
            )
          );
        }
      }
    }
    expect([...seen].sort()).toEqual([...TABLES].sort());
  });

  test('masked cells are empty, in scores that are masked and in weights, and nowhere else', () => {
    const empty = (name: 'scores' | 'masked_scores' | 'weights') =>
      read(written([tableOf(full, name, 0)]))
        .slice(1)
        .map(([, ...cells]) => cells.map(cell => cell === ''));
    const hidden = [
      [false, true],
      [false, false],
      [true, false]
    ];
    expect(empty('masked_scores')).toEqual(hidden);
    expect(empty('weights')).toEqual(hidden);
    expect(empty('scores').flat()).not.toContain(true);
    const late = opened({ ...LIONS, mask: 'causal', mask_at: 'weights' }).trace;
    expect(written([tableOf(late, 'weights', 0)])).not.toContain(',,');
  });

  test('what a norm and a softcap make has its own table, once', () => {
    const projections = { query: [[1], [2]], key: [[1], [3]], value: [[1], [1]] };
    const norms = { query: { weight: [2] } };
    const { trace } = opened({ ...LIONS, projections, norms, softcap: 0.5 });
    const names = tablesOf(trace);
    expect(names).toEqual(expect.arrayContaining(['normed_query', 'capped_scores']));
    expect(names).not.toEqual(expect.arrayContaining(['normed_key']));
    expect(names).not.toEqual(expect.arrayContaining(['rotated_query']));
    const flat = (name: 'normed_query' | 'capped_scores') =>
      tableOf(trace, name, 0).numbers.flatMap(row => Array.from(row, part => Math.abs(part!)));
    flat('normed_query').forEach(size => expect(size).toBeCloseTo(2, 4));
    expect(Math.max(...flat('capped_scores'))).toBeLessThanOrEqual(0.5);
  });

  test('tables that would say the same as another are not offered', () => {
    const names = tablesOf(opened(LIONS).trace);
    expect(names).toEqual([
      'embeddings',
      'w_q',
      'w_k',
      'w_v',
      'query',
      'key',
      'value',
      'scores',
      'scaled_scores',
      'masked_scores',
      'weights',
      'head_output',
      'output'
    ]);
  });

  test('of tokens that are equal each has its place beside it, in rows as in columns', () => {
    const { trace } = opened({ sentence: 'cats chase cats' });
    const names = ['cats (1)', 'chase', 'cats (3)'];
    expect(tableOf(trace, 'weights', 0)).toMatchObject({ rows: names, columns: names });
    expect(tableOf(trace, 'embeddings', 0).rows).toEqual(names);
    expect(tableOf(full, 'weights', 0)).toMatchObject({ rows: ['a', 'b', 'c'] });
  });

  test('all heads stand one below the other, each line with its head', () => {
    const tables = [0, 1].map(head => tableOf(full, 'weights', head));
    const [header, ...lines] = read(written(tables, { heads: [0, 1] }));
    expect(header).toEqual(['head', '', 'x', '=1+1']);
    expect(lines.map(([head, name]) => head + name)).toEqual(['1a', '1b', '1c', '2a', '2b', '2c']);
    expect(Number(lines[4][2])).toBe(full.heads[1].weights[1][0]);
  });

  test('any names and numbers are read back as they are', () => {
    const finite = double();
    assert(
      property(
        array(text(), { minLength: 1, maxLength: 4 }),
        array(record({ name: text(), seed: finite }), { minLength: 1, maxLength: 4 }),
        (columns, rows) => {
          const numbers = rows.map(({ seed }) => columns.map((_, c) => (c === 0 ? seed : -seed)));
          const table = { columns, rows: rows.map(({ name }) => name), numbers };
          const [header, ...lines] = read(written([table]));
          expect(header).toEqual(['', ...columns]);
          lines.forEach(([name, ...cells], r) => {
            expect(name).toBe(rows[r].name);
            expect(cells.map(Number)).toEqual(numbers[r]);
          });
        }
      )
    );
  });

  test('for a spreadsheet no name begins a formula, and numbers stay numbers', () => {
    const starts = constantFrom('=', '+', '-', '@', '\t', '\r', '＝', 'a', ' ', '"', "'");
    assert(
      property(starts, text(), boolean(), (start, rest, spreadsheet) => {
        const name = start + rest;
        const csv = written([{ columns: [name], rows: [name], numbers: [[-1.5]] }], {
          spreadsheet
        });
        expect(csv.startsWith('\ufeff')).toBe(spreadsheet);
        const [[, column], [row, number]] = read(csv.replace('\ufeff', ''));
        expect(column).toBe(row);
        expect(number).toBe('-1.5');
        if (spreadsheet) {
          expect(row).not.toMatch(/^[=+\-@\t\r＝＋－＠]/);
          expect([name, `'${name}`]).toContain(row);
        } else {
          expect(row).toBe(name);
        }
      })
    );
  });

  test('what is no number says so, and is told from what is masked', () => {
    const table = {
      columns: ['a', 'b', 'c', 'd'],
      rows: ['r'],
      numbers: [[NaN, Infinity, null, -0]]
    };
    expect(written([table])).toBe(',a,b,c,d\r\nr,NaN,Infinity,,-0\r\n');
  });

  test('rows are made when they are read: a long table comes in pieces', () => {
    const tokens = Array.from({ length: 1024 }, (_, i) => `t${i}`);
    const { input } = opened({ tokens, mask: 'causal' });
    const trace = new Engine().attend(input);
    const pieces = csvOf([tableOf(trace, 'weights', 0)]);
    expect(read(pieces.next().value as string)[0]).toHaveLength(1025);
    const lines = read(pieces.next().value as string);
    expect(lines).toHaveLength(64);
    expect(Number(lines[63][64])).toBe(trace.heads[0].weights[63][63]);
    expect(lines[63][65]).toBe('');
    let more = 64;
    for (const piece of pieces) {
      more += read(piece).length;
    }
    expect(more).toBe(1024);
  });
});

describe('the page', () => {
  const TEMPLATE = `<html lang="${SLOTS[0]}"><title>${SLOTS[1]}</title><script type="x">${SLOTS[2]}</script><script>"${SLOTS[2]}"</script>`;
  /** What a browser takes for the end, or another beginning, of a script. */
  const MARKUP = /<\/?script|<!--|-->/i;

  test('holds any payload, which no markup in it can leave', () => {
    const parts = constantFrom(
      '</script>',
      '<script>',
      '<!--',
      '-->',
      '{{payload}}',
      '$&',
      '$1',
      '\u2028',
      '<\0/script',
      'a'
    );
    assert(
      property(array(parts), text(), (some, other) => {
        const payload = { tokens: [...some, some.join(''), other], title: other };
        const page = pageOf(TEMPLATE, { payload, title: some.join('') });
        const [, title, held, rest] =
          /^<html lang="en"><title>(.*?)<\/title><script type="x">(.*?)<\/script>(.*)$/s.exec(
            page
          )!;
        expect(JSON.parse(held)).toEqual(payload);
        expect(held).not.toMatch(MARKUP);
        expect(title).not.toMatch(/[<>"]/);
        // The script behind them is left as it is.
        expect(rest).toBe(`<script>"${SLOTS[2]}"</script>`);
      })
    );
  });

  test('a payload reads the same after its escapes', () => {
    const payload: JsonObject = { a: '<\u2028>', b: [1e-300, null, true] };
    expect(jsonInHtml(payload)).toBe('{"a":"\\u003c\\u2028\\u003e","b":[1e-300,null,true]}');
    expect(JSON.parse(jsonInHtml(payload))).toEqual(payload);
  });

  test('a text without places for a payload is refused', () => {
    expect(() => pageOf('<html></html>', { payload: {}, title: '' })).toThrow('no place for');
  });
});

describe('PNG', () => {
  /** One white pixel. */
  const PIXEL = Uint8Array.from(
    Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGP4DwABAQEAGzWZfQAAAABJRU5ErkJggg==',
      'base64'
    )
  );
  const chunksOf = (png: Uint8Array) => {
    const view = new DataView(png.buffer, png.byteOffset);
    const chunks: [string, Uint8Array][] = [];
    for (let at = 8; at < png.length;) {
      const length = view.getUint32(at);
      const name = Buffer.from(png.subarray(at + 4, at + 8)).toString();
      chunks.push([name, png.subarray(at + 8, at + 8 + length)]);
      at += 12 + length;
    }
    return chunks;
  };

  test('says how many pixels a metre has, before what it shows, once', () => {
    const once = withResolution(PIXEL, 300);
    const [[, header], [name, size], ...rest] = chunksOf(once);
    expect([header.length, name]).toEqual([13, 'pHYs']);
    const view = new DataView(size.buffer, size.byteOffset);
    expect([view.getUint32(0), view.getUint32(4), size[8]]).toEqual([11811, 11811, 1]);
    expect(rest.map(([each]) => each)).toEqual(['IDAT', 'IEND']);
    expect(withResolution(once, 300)).toEqual(once);
    expect(chunksOf(withResolution(once, 600)).filter(([each]) => each === 'pHYs')).toHaveLength(1);
  });

  test('its sum is what the specification says', () => {
    // Of 72 dpi, as other programs write it.
    const known = [0, 0, 0x0b, 0x13, 0, 0, 0x0b, 0x13, 1, 0, 0x9a, 0x9c, 0x18];
    expect([...withResolution(PIXEL, 72).subarray(33 + 8, 33 + 21)]).toEqual(known);
  });

  test('what is no PNG is refused', () => {
    expect(() => withResolution(new Uint8Array(40), 300)).toThrow('no PNG');
  });

  test('millimetres and dots make pixels', () => {
    expect(pixelsOf(25.4, 300)).toBe(300);
    expect(pixelsOf(85, 600)).toBe(2008);
  });
});

test('a file has a safe name that says the sentence', () => {
  expect(fileName(['Angry', 'lions'], 'weights', 'csv')).toBe('angry-lions.weights.csv');
  expect(fileName(['../..', '/etc'], 'plane', 'svg')).toBe('etc.plane.svg');
  expect(fileName(['a'.repeat(60)], 'x', 'csv')).toBe(`${'a'.repeat(48)}.x.csv`);
  expect(fileName(['a'.repeat(40), 'b'.repeat(20)], 'x', 'csv')).toBe(`${'a'.repeat(40)}.x.csv`);
  expect(fileName(['CON'], '', 'html')).toBe('attention.html');
  expect(fileName(['猫', 'أسد'], 'trace', 'json')).toBe('猫-أسد.trace.json');
  assert(
    property(array(text(), { maxLength: 60 }), tokens => {
      const name = fileName(tokens, 'x', 'csv');
      expect(name).toMatch(/^[^/\\:*?"<>|.\s\p{C}][^/\\:*?"<>|\s\p{Cc}]*\.x\.csv$/u);
      expect([...name].length).toBeLessThanOrEqual(60);
    })
  );
});

test.each([
  [
    'recorded-heads',
    'query,key,value,scores,scaled_scores,capped_scores,masked_scores,weights,head_output,concatenated,output'
  ],
  ['recorded-heads-without-values', 'query,key,scores,scaled_scores,bias,masked_scores,weights'],
  ['recorded-weights', 'weights']
])('of %s there are the tables that have numbers', (name, tables) => {
  const { trace } = opened(fixture<object>(`valid/${name}.json`));
  expect(tablesOf(trace).join()).toBe(tables);
  for (const table of tablesOf(trace)) {
    const { rows, columns, numbers } = tableOf(trace, table, 0);
    expect(numbers).toHaveLength(rows.length);
    expect(columns.length).toBeGreaterThan(0);
  }
});

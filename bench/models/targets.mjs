// What was aimed at, and whether it was reached, said equally plainly.

const FRAME = 1000 / 60;

/** `{ what, wanted, found, met }` each; `met` is null where it was not measured. */
export function targets(rows) {
  const at = (view, tokens) => rows.find(row => row.view === view && row.tokens === tokens);
  const ratio = (a, b, of) => (of(a) !== undefined && of(b) ? of(a) / of(b) : null);
  const atMost = (what, wanted, found) => ({
    what,
    wanted: `≤ ${wanted}`,
    found: found === null ? 'not measured' : found.toPrecision(3),
    met: found === null ? null : found <= wanted
  });
  const bytes = row => row?.bytes;
  const ready = row => row?.ready;
  const sizes = [...new Set(rows.map(({ tokens }) => tokens))];
  const larger = sizes.filter(tokens => tokens === 256 || tokens === 512);
  const list = larger.flatMap(tokens => [
    atMost(
      `bytes / Inspectus', ${tokens} tokens`,
      1 / 10,
      ratio(at('ours', tokens), at('Inspectus', tokens), bytes)
    ),
    atMost(
      `bytes / BertViz', ${tokens} tokens`,
      1 / 40,
      ratio(at('ours', tokens), at('BertViz, head view', tokens), bytes)
    )
  ]);
  const most = Math.max(...sizes.filter(tokens => tokens <= 512));
  const [us, inspectus] = [at('ours', most), at('Inspectus', most)];
  return [
    ...list,
    atMost(`all heads ready / Inspectus', ${most} tokens`, 1 / 10, ratio(us, inspectus, ready)),
    atMost('ready at 1,024 / ready at 512', 4, ratio(at('ours', 1024), at('ours', 512), ready)),
    atMost(
      `peak memory over an empty page / Inspectus', ${most} tokens`,
      1 / 5,
      ratio(us, inspectus, row => row?.memory)
    ),
    ...ACTS.map(kind =>
      slowest(
        kind,
        rows.filter(({ view }) => view === 'ours')
      )
    ),
    nodes(rows.filter(({ view, nodes }) => view === 'ours' && nodes))
  ];
}

const ACTS = ['head', 'layer', 'token'];

/** Frames until the next one after an act was painted, at the size at which it took longest. */
function slowest(kind, rows) {
  const times = rows.map(row => row.acts?.[kind]?.frame).filter(time => time !== undefined);
  const most = times.length > 0 ? Math.max(...times) / FRAME : null;
  return {
    what: `choose a ${kind}, to the next painted frame, every size`,
    wanted: '≤ 2 frames', // it may have missed the one that was under way
    found: most === null ? 'not measured' : `${most.toFixed(1)} frames`,
    met: most === null ? null : most <= 2
  };
}

/** Of those that keep the same (weights alone have fewer panes): how many more nodes a larger one has at most. */
function nodes(rows) {
  const kinds = [...new Set(rows.map(({ as }) => String(as)))].map(kind =>
    rows.filter(({ as }) => String(as) === kind)
  );
  const growths = kinds.flatMap(kind => kind.slice(1).map((row, i) => row.nodes / kind[i].nodes));
  const most = growths.length > 0 ? Math.max(...growths) : null;
  return {
    what: 'page nodes, of a size / of the size before',
    wanted: '≤ 1.1',
    found: most === null ? 'not measured' : `${most.toFixed(2)} at most`,
    met: most === null ? null : most <= 1.1
  };
}

import type { Vector } from '../engine/index.ts';
import { visible } from '../figures/index.ts';
import { reached } from '../model/index.ts';
import type { Ready } from '../model/index.ts';
import { useSurroundings } from './context.ts';
import { Pane } from './Pane.tsx';
import { ProjectionEditor } from './ProjectionEditor.tsx';
import { isOfTable, Refused } from './Refused.tsx';
import { VectorView } from './VectorView.tsx';

/** Rows drawn at once; the rest is only counted. */
const ROWS = 64;

/** word | embedding | q | k | v, with the matrices that make them above. */
export function TablePane({ state }: { readonly state: Ready }) {
  const { model, trans, theme } = useSurroundings();
  const { trace, selection, madeUp, keyMadeUp } = state;
  const { head, precise } = selection;
  const { query, key, value } = trace.heads[head];
  const { projections } = trace;
  const projected = reached(selection, 'project');
  const cell = (
    vector: Vector | undefined,
    role: keyof typeof theme.roles,
    row: number,
    kind: string = role
  ) => (
    <td style={{ color: theme.roles[role] }}>
      {vector && (
        <VectorView
          vector={vector}
          kind={kind}
          row={row}
          precise={precise}
          digits={theme.decimals}
        />
      )}
    </td>
  );
  const row = (token: string, made: boolean, t: number, side: 'both' | 'query' | 'key') => (
    <tr key={`${side}${t}`} data-chosen={side !== 'key' && t === selection.query}>
      <th scope="row">
        <button type="button" disabled={side === 'key'} onClick={() => model.select({ query: t })}>
          <bdi>{visible(token)}</bdi>
          {made && '*'}
        </button>
      </th>
      {side === 'key'
        ? cell(trace.keyEmbeddings[t], 'embeddings', t, 'keys')
        : cell(trace.embeddings[t], 'embeddings', t)}
      {cell(side === 'key' || !projected ? undefined : query[t], 'query', t)}
      {cell(side === 'query' || !projected ? undefined : key[t], 'key', t)}
      {cell(side === 'query' || !projected ? undefined : value[t], 'value', t)}
    </tr>
  );
  const anyMadeUp = madeUp.includes(true) || keyMadeUp.includes(true);
  return (
    <Pane state={state} name="table" title={trans.__('Query, key, value')}>
      <div className="jp-Attention-projections">
        {(['query', 'key', 'value', 'output'] as const).map(name => {
          const matrix = projections[name];
          return (
            matrix && (
              <ProjectionEditor
                key={name}
                name={name}
                matrix={matrix}
                precise={precise}
                nHeads={trace.heads.length}
                groups={name === 'query' ? trace.heads.length : trace.nKvHeads}
              />
            )
          );
        })}
      </div>
      <Refused problems={state.refused.filter(isOfTable)} />
      <div className="jp-Attention-scroll">
        <table
          className="jp-Attention-vectorsTable"
          data-numbers
          tabIndex={0}
          aria-label={trans.__('Query, key, value: arrow keys go from number to number')}
        >
          <thead>
            <tr>
              <th scope="col">{trans.__('word')}</th>
              <th scope="col">{trans.__('embedding')}</th>
              <th scope="col">q</th>
              <th scope="col">k</th>
              <th scope="col">v</th>
            </tr>
          </thead>
          <tbody>
            {trace.tokens
              .slice(0, ROWS)
              .map((token, t) => row(token, madeUp[t], t, trace.cross ? 'query' : 'both'))}
            {trace.cross &&
              trace.keyTokens.slice(0, ROWS).map((token, t) => row(token, keyMadeUp[t], t, 'key'))}
          </tbody>
        </table>
      </div>
      {trace.tokens.length > ROWS && (
        <p>{trans.__('The first %1 of %2 tokens.', ROWS, trace.tokens.length)}</p>
      )}
      {anyMadeUp && (
        <p className="jp-Attention-hint">
          {trans.__('* not in the vocabulary: its vector is made up from its letters.')}
        </p>
      )}
    </Pane>
  );
}

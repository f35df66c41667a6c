import { hasOutputs } from '../../engine/index.ts';
import type { Trace, Vector } from '../../engine/index.ts';
import type { Run } from '../../format/index.ts';
import { reached, tokensIn } from '../../model/index.ts';
import type { Ready } from '../../model/index.ts';
import { useSurroundings } from '../frame/context.ts';
import { HeadMark } from '../parts/HeadMark.tsx';
import { RailPane } from './RailPane.tsx';
import { Projections } from './Projections.tsx';
import { isOfTable, Refused } from '../parts/Refused.tsx';
import { sideOf } from '../parts/useWindow.ts';
import { VectorView } from '../parts/VectorView.tsx';
import { WindowBar } from '../parts/WindowBar.tsx';
import { TokenText } from '../parts/TokenText.tsx';

/** word | embedding | q | k | v, with the matrices that make them above. */
export function TablePane({ state }: { readonly state: Ready }) {
  const { trans } = useSurroundings();
  const { trace, selection, madeUp, keyMadeUp } = state;
  const anyMadeUp = madeUp.includes(true) || keyMadeUp.includes(true);
  return (
    <RailPane
      state={state}
      name="table"
      title={
        <>
          {trans.__('Query, key, value')} <HeadMark head={selection.head} of={trace.heads.length} />
        </>
      }
    >
      {trace.known === 'inputs' && <Projections state={state} />}
      <Refused problems={state.refused.filter(isOfTable)} />
      <Vectors state={state} />
      <WindowBar state={state} side={sideOf(state, 'query')} />
      {trace.cross && <WindowBar state={state} side="key" />}
      {anyMadeUp && (
        <p className="jp-Attention-hint">
          {trans.__('* not in the vocabulary: its vector is made up from its letters.')}
        </p>
      )}
    </RailPane>
  );
}

function Vectors({ state }: { readonly state: Ready }) {
  const { trans } = useSurroundings();
  const { trace } = state;
  const [added, turned] = [addsPositions(trace), trace.positions === 'rope'];
  const { norms } = trace;
  const made = trace.known === 'inputs';
  const { listed } = state.selection;
  const rows = (tokens: readonly string[], run: Run, side: Side) =>
    tokensIn(run).map(t => (
      <Row key={`${side}${t}`} state={state} token={tokens[t]} t={t} side={side} />
    ));
  return (
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
            {made && <th scope="col">{trans.__('embedding')}</th>}
            {added && <th scope="col">{trans.__('+ position')}</th>}
            <th scope="col">q</th>
            {norms?.query && <th scope="col">{trans.__('q, normed')}</th>}
            {turned && <th scope="col">{trans.__('q, turned')}</th>}
            <th scope="col">k</th>
            {norms?.key && <th scope="col">{trans.__('k, normed')}</th>}
            {turned && <th scope="col">{trans.__('k, turned')}</th>}
            {hasOutputs(trace) && <th scope="col">v</th>}
          </tr>
        </thead>
        <tbody>
          {rows(trace.tokens, listed.query, trace.cross ? 'query' : 'both')}
          {trace.cross && rows(trace.keyTokens, listed.key, 'key')}
        </tbody>
      </table>
    </div>
  );
}

function addsPositions(trace: Trace): boolean {
  return trace.positioned !== trace.embeddings;
}

/** Which of q, and k and v, a token has: in cross-attention not both. */
type Side = 'both' | 'query' | 'key';

interface RowProps {
  readonly state: Ready;
  readonly token: string;
  readonly t: number;
  readonly side: Side;
}

function Row({ state, token, t, side }: RowProps) {
  const { model, theme } = useSurroundings();
  const { trace, selection, madeUp, keyMadeUp } = state;
  const { query, key, value, rotatedQuery, rotatedKey } = trace.heads[selection.head];
  const { normedQuery, normedKey } = trace.heads[selection.head];
  const made = side === 'key' ? keyMadeUp : madeUp;
  const projected = reached(selection, 'project');
  const [asks, answers] = [projected && side !== 'key', projected && side !== 'query'];
  const turned = trace.positions === 'rope';
  const cell = (vector: Vector | false, role: keyof typeof theme.roles, kind: string = role) => (
    <td style={{ color: theme.roles[role] }}>
      {vector && (
        <VectorView
          vector={vector}
          kind={kind}
          row={t}
          precise={selection.precise}
          digits={theme.decimals}
        />
      )}
    </td>
  );
  return (
    <tr data-chosen={side !== 'key' && t === selection.query}>
      <th scope="row">
        <button type="button" disabled={side === 'key'} onClick={() => model.select({ query: t })}>
          <TokenText token={token} />
          {made[t] && '*'}
        </button>
      </th>
      {trace.known === 'inputs' &&
        (side === 'key'
          ? cell(trace.keyEmbeddings[t], 'embeddings', 'keys')
          : cell(trace.embeddings[t], 'embeddings'))}
      {addsPositions(trace) &&
        (side === 'key'
          ? cell(trace.keyPositioned[t], 'embeddings', 'key_positioned')
          : cell(trace.positioned[t], 'embeddings', 'positioned'))}
      {cell(asks && query[t], 'query')}
      {trace.norms?.query && cell(asks && normedQuery[t], 'query', 'normed_query')}
      {turned && cell(asks && rotatedQuery[t], 'query', 'rotated_query')}
      {cell(answers && key[t], 'key')}
      {trace.norms?.key && cell(answers && normedKey[t], 'key', 'normed_key')}
      {turned && cell(answers && rotatedKey[t], 'key', 'rotated_key')}
      {hasOutputs(trace) && cell(answers && value[t], 'value')}
    </tr>
  );
}

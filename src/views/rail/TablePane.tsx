import { hasOutputs } from '../../engine/index.ts';
import type { Matrix, Trace, Vector } from '../../engine/index.ts';
import type { Layer, Run } from '../../format/index.ts';
import { reached, tokensIn } from '../../model/index.ts';
import type { Ready } from '../../model/index.ts';
import { useSurroundings } from '../frame/context.ts';
import type { Translator } from '../frame/translator.ts';
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
  const columns = columnsOf(trans, state);
  const { listed } = state.selection;
  const rows = (tokens: readonly string[], run: Run, side: Side) =>
    tokensIn(run).map(t => (
      <Row
        key={`${side}${t}`}
        state={state}
        token={tokens[t]}
        t={t}
        side={side}
        columns={columns}
      />
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
            {columns.map(({ name }) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
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

/** Which of q, and k and v, a token has: in cross-attention not both. */
type Side = 'both' | 'query' | 'key';

/** The vectors of one name. */
interface Column {
  readonly name: string;
  readonly role: Layer;
  /** As in the names of its numbers, and the vector of a token, where it has one. */
  readonly of: (t: number, side: Side) => readonly [kind: string, vector: Vector | false];
}

function columnsOf(trans: Translator, { trace, selection }: Ready): readonly Column[] {
  const head = trace.heads[selection.head];
  const projected = reached(selection, 'project');
  const asks: Made = (name, role, kind, rows) => ({
    name,
    role,
    of: (t, side) => [kind, projected && side !== 'key' && rows[t]]
  });
  const answers: Made = (name, role, kind, rows) => ({
    name,
    role,
    of: (t, side) => [kind, projected && side !== 'query' && rows[t]]
  });
  const turned = trace.positions === 'rope';
  return [
    ...wordColumns(trans, trace),
    asks('q', 'query', 'query', head.query),
    ...(trace.norms?.query
      ? [asks(trans.__('q, normed'), 'query', 'normed_query', head.normedQuery)]
      : []),
    ...(turned ? [asks(trans.__('q, turned'), 'query', 'rotated_query', head.rotatedQuery)] : []),
    answers('k', 'key', 'key', head.key),
    ...(trace.norms?.key
      ? [answers(trans.__('k, normed'), 'key', 'normed_key', head.normedKey)]
      : []),
    ...(turned ? [answers(trans.__('k, turned'), 'key', 'rotated_key', head.rotatedKey)] : []),
    ...(hasOutputs(trace) ? [answers('v', 'value', 'value', head.value)] : [])
  ];
}

type Made = (name: string, role: Layer, kind: string, rows: Matrix) => Column;

/** The words, and the words with their positions. */
function wordColumns(trans: Translator, trace: Trace): readonly Column[] {
  const { embeddings, keyEmbeddings, positioned, keyPositioned } = trace;
  const words: Column = {
    name: trans.__('embedding'),
    role: 'embeddings',
    of: (t, side) => (side === 'key' ? ['keys', keyEmbeddings[t]] : ['embeddings', embeddings[t]])
  };
  const added: Column = {
    name: trans.__('+ position'),
    role: 'embeddings',
    of: (t, side) =>
      side === 'key' ? ['key_positioned', keyPositioned[t]] : ['positioned', positioned[t]]
  };
  return [
    ...(trace.known === 'inputs' ? [words] : []),
    ...(positioned !== embeddings ? [added] : [])
  ];
}

interface RowProps {
  readonly state: Ready;
  readonly token: string;
  readonly t: number;
  readonly side: Side;
  readonly columns: readonly Column[];
}

function Row({ state, token, t, side, columns }: RowProps) {
  const { model, theme } = useSurroundings();
  const { selection, madeUp, keyMadeUp } = state;
  const made = side === 'key' ? keyMadeUp : madeUp;
  return (
    <tr data-chosen={side !== 'key' && t === selection.query}>
      <th scope="row">
        <button type="button" disabled={side === 'key'} onClick={() => model.select({ query: t })}>
          <TokenText token={token} />
          {made[t] && '*'}
        </button>
      </th>
      {columns.map(({ name, role, of }) => {
        const [kind, vector] = of(t, side);
        return (
          <td key={name} data-name={name} style={{ color: theme.roles[role] }}>
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
      })}
    </tr>
  );
}

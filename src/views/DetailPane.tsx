import { useMemo } from 'react';
import type { Vector } from '../engine/index.ts';
import { byHand, decimal, visible } from '../figures/index.ts';
import type { Layer } from '../format/index.ts';
import { reached } from '../model/index.ts';
import type { Ready } from '../model/index.ts';
import { ArithmeticTable } from './ArithmeticTable.tsx';
import { useSurroundings } from './context.ts';
import { Pane } from './Pane.tsx';
import { VectorView } from './VectorView.tsx';

/** The token that is currently asking: its vectors, its weights and its arithmetic. */
export function DetailPane({ state }: { readonly state: Ready }) {
  const { trans } = useSurroundings();
  const { trace, selection } = state;
  return (
    <Pane
      state={state}
      name="detail"
      title={
        <>
          {trans.__('The token that is currently asking:')}{' '}
          <bdi>{visible(trace.tokens[selection.query])}</bdi>
        </>
      }
    >
      <Vectors state={state} />
      <ArithmeticTable state={state} />
      {reached(selection, 'sum') && <Rounding state={state} />}
    </Pane>
  );
}

/** The chosen token's embedding, q, k, v and output. */
function Vectors({ state }: { readonly state: Ready }) {
  const { theme, trans } = useSurroundings();
  const { trace, selection } = state;
  const { query, head, precise } = selection;
  const own = trace.heads[head];
  const vectors: [name: string, vector: Vector, role: Layer][] = [
    [trans.__('embedding'), trace.embeddings[query], 'embeddings']
  ];
  if (reached(selection, 'project')) {
    vectors.push(['q', own.query[query], 'query']);
  }
  if (!trace.cross && reached(selection, 'project')) {
    vectors.push(['k', own.key[query], 'key'], ['v', own.value[query], 'value']);
  }
  const name =
    trace.heads.length > 1 ? trans.__('output of head %1', head + 1) : trans.__('output');
  if (reached(selection, 'sum')) {
    vectors.push([name, own.output[query], 'output']);
  }
  return (
    <div className="jp-Attention-vectors">
      {vectors.map(([name, vector, role]) => (
        <span key={role} style={{ color: theme.roles[role] }}>
          <b>{name}</b>{' '}
          <span>
            <VectorView
              vector={vector}
              kind={role}
              row={query}
              precise={precise}
              digits={theme.decimals + (role === 'output' ? 1 : 0)}
            />
          </span>
        </span>
      ))}
    </div>
  );
}

/** Why the displayed numbers, reckoned with by hand, give something slightly different. */
function Rounding({ state }: { readonly state: Ready }) {
  const { trans, theme } = useSurroundings();
  const { trace, selection } = state;
  const { decimals } = theme;
  const found = useMemo(() => byHand(trace, selection, decimals), [trace, selection, decimals]);
  return (
    <p className="jp-Attention-hint">
      {trans.__('Everything is computed in full and rounded only where it is shown.')}{' '}
      {found &&
        trans.__(
          'From the displayed decimals of q, k and v one gets the output %1 by hand, and the rounded percentages add up to %2. Full precision shows every digit.',
          `[${found.output.map(part => decimal(part, decimals + 1)).join(', ')}]`,
          found.percentages
        )}
    </p>
  );
}

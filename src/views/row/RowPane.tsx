import { useMemo } from 'react';
import { hasOutputs, mapVector } from '../../engine/index.ts';
import type { Vector } from '../../engine/index.ts';
import { byHand, decimal, separator } from '../../figures/index.ts';
import type { Layer, Step } from '../../format/index.ts';
import { isCovered, reached, showsWeights } from '../../model/index.ts';
import type { Ready } from '../../model/index.ts';
import { LinesTable, STRONGEST } from './LinesTable.tsx';
import { useSurroundings } from '../frame/context.ts';
import type { Translator } from '../frame/translator.ts';
import { HeadRuns } from '../parts/HeadRuns.tsx';
import { NotYet } from '../parts/NotYet.tsx';
import { AlsoAttends } from '../parts/AlsoAttends.tsx';
import { place, Told } from '../parts/Told.tsx';
import type { ToldNumber } from '../parts/Told.tsx';
import { Pane } from '../frame/Pane.tsx';
import { VectorView } from '../parts/VectorView.tsx';
import { TokenText } from '../parts/TokenText.tsx';

/** The row that asks, falling out of the matrix: its arithmetic, and the output that it makes. */
export function RowPane({ state }: { readonly state: Ready }) {
  const { model, trans } = useSurroundings();
  const { trace, selection } = state;
  const full = selection.arithmetic === 'full';
  return (
    <Pane
      state={state}
      name="detail"
      title={
        <>
          <TokenText token={trace.tokens[selection.query]} /> {trans.__('asks')}
        </>
      }
      controls={
        <>
          {!full && <Vectors state={state} rows={queryRows(trans, state)} />}
          <button
            type="button"
            aria-pressed={full}
            onClick={() => model.select({ arithmetic: full ? 'short' : 'full' })}
          >
            {trans.__('Every line')}
          </button>
        </>
      }
    >
      <LinesTable state={state} />
      <AlsoAttends state={state} run={selection.window.key} />
      <div className="jp-Attention-result">
        <Vectors state={state} rows={full ? allRows(trans, state) : resultRows(trans, state)} />
        <SharesSum state={state} />
      </div>
      {full && hasOutputs(trace) && reached(selection, 'sum') && <Rounding state={state} />}
    </Pane>
  );
}

/** What the shares add up to. */
function SharesSum({ state }: { readonly state: Ready }) {
  const { trace, selection } = state;
  const { trans, theme } = useSurroundings();
  const { head, query, precise } = selection;
  const row = trace.heads[head].weights[query];
  const sum = useMemo(() => Array.from(row).reduce((sum, share) => sum + share, 0), [row]);
  if (!showsWeights(selection)) {
    return isCovered(selection.covered, 'normalise') ? (
      <NotYet state={state} step="normalise" />
    ) : null;
  }
  const numbers: ToldNumber[] = [
    [`sum:${query}:0`, decimal(sum, theme, precise, theme.decimals + 1)]
  ];
  const taken = trace.heads[head].sinkWeights?.[query];
  return (
    <p className="jp-Attention-hint">
      <Told
        text={
          row.length > Math.min(STRONGEST, selection.window.key[1])
            ? trans.__('all %1 shares sum to %2', row.length, place(0))
            : trans.__('the shares sum to %1', place(0))
        }
        numbers={numbers}
      />
      {taken !== undefined && (
        <> {trans.__('The sink takes %1.', decimal(taken, theme, precise, theme.decimals + 1))}</>
      )}
    </p>
  );
}

/** One vector of the token that is asking. */
interface Row {
  readonly name: string;
  readonly vector: Vector;
  readonly role: Layer;
  /** As in the names of its numbers. */
  readonly kind: string;
  /** The step that makes it. */
  readonly step: Step;
}

/** The vectors of the token that is asking, from its embedding to what leaves the layer. */
function allRows(trans: Translator, state: Ready): readonly Row[] {
  return [...wordRows(trans, state), ...headRows(trans, state), ...layerRows(trans, state)].filter(
    isThere
  );
}

/** What it asks with. */
function queryRows(trans: Translator, state: Ready): readonly Row[] {
  return headRows(trans, state).filter(row => row.role === 'query' && isThere(row));
}

/** What comes of it: the head's output, and what leaves the layer. */
function resultRows(trans: Translator, state: Ready): readonly Row[] {
  const own = headRows(trans, state).filter(({ role }) => role === 'output');
  const rows = [...own, ...layerRows(trans, state).filter(({ kind }) => kind !== 'concatenated')];
  return rows.filter(isThere);
}

/** Of a recorded layer some vectors are not known: they have no components. */
function isThere({ vector }: Row): boolean {
  return vector.length > 0;
}

/** Some of them, a line of numbers each. */
function Vectors({ state, rows }: { readonly state: Ready; readonly rows: readonly Row[] }) {
  const { theme, trans } = useSurroundings();
  const { selection } = state;
  const { query, precise } = selection;
  return (
    <div
      className="jp-Attention-vectors"
      role="group"
      data-numbers
      tabIndex={0}
      aria-label={trans.__('Its vectors: arrow keys go from number to number')}
    >
      {rows
        .filter(({ step }) => reached(selection, step))
        .map(({ name, vector, role, kind }) => (
          <span key={kind} style={{ color: theme.roles[role] }}>
            <b>{name}</b>{' '}
            {kind === 'concatenated' ? (
              <HeadRuns state={state} />
            ) : (
              <span>
                <VectorView
                  vector={vector}
                  kind={kind}
                  row={query}
                  precise={precise}
                  digits={theme.decimals + (role === 'output' ? 1 : 0)}
                />
              </span>
            )}
          </span>
        ))}
    </div>
  );
}

/** The word, and where positions are added their sum. */
function wordRows(trans: Translator, { trace, selection: { query } }: Ready): readonly Row[] {
  const row = { role: 'embeddings', step: 'embed' } as const;
  const words = { ...row, name: trans.__('embedding'), vector: trace.embeddings[query] };
  const sums = { ...row, name: trans.__('+ position'), vector: trace.positioned[query] };
  const added = trace.positioned !== trace.embeddings;
  return [{ ...words, kind: 'embeddings' }, ...(added ? [{ ...sums, kind: 'positioned' }] : [])];
}

/** q, k and v of the chosen head, turned where positions turn them, and its output. */
function headRows(trans: Translator, { trace, selection }: Ready): readonly Row[] {
  const { query, head } = selection;
  const own = trace.heads[head];
  const several = trace.heads.length > 1;
  const projected = (name: string, role: 'query' | 'key' | 'value'): Row[] => [
    { name, vector: own[role][query], role, kind: role, step: 'project' }
  ];
  const turned = (name: string, role: 'query' | 'key', vector: Vector): Row[] =>
    trace.positions === 'rope'
      ? [{ name, vector, role, kind: `rotated_${role}`, step: 'project' }]
      : [];
  const brought = (name: string, role: 'query' | 'key', vector: Vector): Row[] =>
    trace.norms?.[role] ? [{ name, vector, role, kind: `normed_${role}`, step: 'project' }] : [];
  return [
    ...projected('q', 'query'),
    ...brought(trans.__('q, normed'), 'query', own.normedQuery[query]),
    ...turned(trans.__('q, turned'), 'query', own.rotatedQuery[query]),
    ...(trace.cross
      ? []
      : [
          ...projected('k', 'key'),
          ...brought(trans.__('k, normed'), 'key', own.normedKey[query]),
          ...turned(trans.__('k, turned'), 'key', own.rotatedKey[query]),
          ...projected('v', 'value')
        ]),
    {
      name: several ? trans.__('output of head %1', head + 1) : trans.__('output'),
      vector: own.output[query],
      role: 'output',
      kind: 'output',
      step: 'sum'
    }
  ];
}

/** What comes after the heads, as far as it changes something. */
function layerRows(trans: Translator, { trace, selection: { query } }: Ready): readonly Row[] {
  const rows: (Row | false)[] = [
    trace.heads.length > 1 && {
      name: trans.__('concatenated'),
      vector: trace.concatenated[query],
      role: 'output',
      kind: 'concatenated',
      step: 'concatenate'
    },
    trace.projections.output !== null && {
      name: trans.__('× W_O'),
      vector: trace.mixed[query],
      role: 'output',
      kind: 'mixed',
      step: 'mix'
    },
    trace.residual && {
      name: trans.__('output (x + Δ)'),
      vector: trace.output[query],
      role: 'output',
      kind: 'residual',
      step: 'residual'
    }
  ];
  return rows.filter(row => row !== false);
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
          `[${mapVector(found.output, part => decimal(part, theme, false, decimals + 1)).join(separator(theme))}]`,
          found.percentages
        )}
    </p>
  );
}

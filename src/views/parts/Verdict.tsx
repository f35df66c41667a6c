import { decimal, digitsApart, percent, separator, visible } from '../../figures/index.ts';
import type { PaneName } from '../../format/index.ts';
import { verdictOf } from '../../model/index.ts';
import type { Ready, Verdict as Found } from '../../model/index.ts';
import { useSurroundings } from '../frame/context.ts';
import { place, Told } from './Told.tsx';
import type { ToldNumber } from './Told.tsx';

interface Props {
  readonly state: Ready;
  /** The part in whose place it stands. */
  readonly pane: PaneName;
  /** Something is asked there now. */
  readonly covered: boolean;
}

/**
 * What became of a guess, where it was made. While the part is covered its line is empty: a screen reader
 * tells what comes into a line that is there, and not a line that comes.
 */
export function Verdict({ state, pane, covered }: Props) {
  const found = covered ? null : verdictOf(state, pane);
  return found || covered ? (
    <p className="jp-Attention-verdict" role="status">
      {found && <Words state={state} found={found} />}
    </p>
  ) : null;
}

function Words({ state, found }: { readonly state: Ready; readonly found: Found }) {
  return found.question === 'most' ? (
    <OfShares state={state} found={found} />
  ) : (
    <OfOutput state={state} found={found} />
  );
}

interface SharesProps {
  readonly state: Ready;
  readonly found: Extract<Found, { question: 'most' }>;
}

function OfShares({ state: { trace, selection }, found }: SharesProps) {
  const { trans, theme } = useSurroundings();
  const { head, query } = selection;
  const name = (key: number) => visible(trace.keyTokens[key]);
  const { guess, truth, right } = found;
  const row = trace.heads[head].weights[query];
  const written = (key: number, more: number) => percent(row[key], more, theme.comma);
  const more =
    row[guess] === row[truth]
      ? 0
      : digitsApart(digits => [written(guess, digits), written(truth, digits)]);
  const share = (key: number): ToldNumber => [`weights:${query}:${key}`, written(key, more)];
  return right ? (
    <Told
      text={trans.__('You said %1, %2: right.', name(guess), place(0))}
      numbers={[share(guess)]}
    />
  ) : (
    <Told
      text={trans.__(
        'You said %1, %2; it is %3, %4.',
        name(guess),
        place(0),
        name(truth),
        place(1)
      )}
      numbers={[share(guess), share(truth)]}
    />
  );
}

interface OutputProps {
  readonly state: Ready;
  readonly found: Extract<Found, { question: 'output' }>;
}

function OfOutput({ state, found: { guess, truth, distance } }: OutputProps) {
  const { trans, theme } = useSurroundings();
  const vector = (parts: readonly number[]) =>
    `[${parts.map(part => decimal(part, theme)).join(separator(theme))}]`;
  const places = truth.map((_, c) => place(c)).join(separator(theme));
  const kind = kindOfOutput(state);
  const numbers = truth.map((part, c): ToldNumber => [
    `${kind}:${state.selection.query}:${c}`,
    decimal(part, theme)
  ]);
  return (
    <Told
      text={trans.__(
        'You said %1; it is %2, at a distance of %3.',
        vector(guess),
        `[${places}]`,
        decimal(distance, theme)
      )}
      numbers={numbers}
    />
  );
}

/** The name under which what leaves the layer stands. */
function kindOfOutput({ trace }: Ready): string {
  return trace.residual
    ? 'residual'
    : trace.projections.output
      ? 'mixed'
      : trace.heads.length > 1
        ? 'concatenated'
        : 'output';
}

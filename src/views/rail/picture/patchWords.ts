import type { Trace } from '../../../engine/index.ts';
import { percent, visible } from '../../../figures/index.ts';
import type { Numerals } from '../../../figures/index.ts';
import { mostOf } from '../../../figures/picture/index.ts';
import type { Shares } from '../../../figures/picture/index.ts';
import type { Translator } from '../../frame/translator.ts';
import { nobody } from '../../parts/strongest.ts';

/** What is told of a token's shares. */
export interface Told {
  readonly trans: Translator;
  readonly trace: Trace;
  /** The token that asks, or that the others give to. */
  readonly query: number;
  readonly shares: Shares;
  readonly receives: boolean;
  readonly numerals: Numerals;
}

/** What is seen of a token that is pointed at. */
export function patchWords({ shares, ...told }: Told, at: number): string {
  const { trans, receives } = told;
  const [own, other] = [nameOf(told, told.query), nameOf(told, at)];
  const share = shares[at];
  if (share === null) {
    return receives
      ? trans.__('%1 may not look at %2', other, own)
      : trans.__('%1 may not look at %2', own, other);
  }
  return receives
    ? trans.__('%1 gets %2 from %3', own, textOf(told, share), other)
    : trans.__('%1 gives %2 to %3', own, textOf(told, share), other);
}

/** Where the most goes to, or comes from. */
export function summaryWords({ shares, ...told }: Told): string {
  const { trans, query, receives } = told;
  const most = mostOf(shares, null);
  const own = nameOf(told, query);
  if (most === null) {
    return receives ? trans.__('%1 gets nothing.', own) : nobody(trans, own, shares);
  }
  const parts = [own, textOf(told, shares[most]!), nameOf(told, most)] as const;
  return receives
    ? trans.__('%1 gets the most, %2, from %3.', ...parts)
    : trans.__('%1 gives the most, %2, to %3.', ...parts);
}

/** What the colour over the picture means. */
export function colorWords({ shares, ...told }: Told, strongest: number | null): string {
  const { trans } = told;
  return strongest === null
    ? trans.__('No patch has a share.')
    : trans.__(
        'The full colour is %1, the most of a patch, framed by a dash; an even share, %2, has a quarter of it.',
        textOf(told, shares[strongest]!),
        textOf(told, 1 / shares.length)
      );
}

type Teller = Omit<Told, 'shares'>;

function nameOf({ trace }: Teller, token: number): string {
  return visible(trace.tokens[token], 24);
}

function textOf({ numerals }: Teller, share: number): string {
  return percent(share, share < 0.01 ? 2 : 1, numerals.comma);
}

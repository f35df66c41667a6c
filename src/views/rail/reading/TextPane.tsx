import { useLayoutEffect, useMemo, useRef, useState } from 'react';
import { readColumn, readRow, unitAt } from '../../../figures/reading/index.ts';
import type { Unit } from '../../../figures/reading/index.ts';
import type { Vector } from '../../../engine/index.ts';
import { READINGS } from '../../../format/index.ts';
import type { Reading } from '../../../format/index.ts';
import { percent } from '../../../figures/index.ts';
import type { NumberName } from '../../../figures/index.ts';
import { showsWeights } from '../../../model/index.ts';
import type { Ready } from '../../../model/index.ts';
import { useSurroundings } from '../../frame/context.ts';
import { adoptStyles } from '../../frame/shadow.ts';
import { NotYet } from '../../parts/NotYet.tsx';
import { RailPane } from '../RailPane.tsx';
import { JoinedNote, ReadingChoices } from './ReadingChoices.tsx';
import styles from './reading.raw.css';
import { givesText, receivesText, specialNames, unitName, withoutText } from './readingWords.ts';
import { TextFlow } from './TextFlow.tsx';
import { useRead } from './useRead.ts';
import type { Read } from './useRead.ts';
import { promptOf, Written } from './Written.tsx';

/** The text itself, shaded by what one of its tokens attends to, or receives. */
export function TextPane({ state }: { readonly state: Ready }) {
  const { trans } = useSurroundings();
  return (
    <RailPane state={state} name="text" title={trans.__('Text')}>
      {showsWeights(state.selection) ? (
        <Text state={state} />
      ) : (
        <NotYet state={state} step="normalise" />
      )}
    </RailPane>
  );
}

function Text({ state }: { readonly state: Ready }) {
  const { trans } = useSurroundings();
  const { trace, selection, spec } = state;
  const { query } = selection;
  const pane = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => adoptStyles(pane.current!, styles), []);
  const prompt = promptOf(state);
  const read = useRead(state, prompt !== null && query >= prompt ? query + 1 : undefined);
  const [chosen, setKey] = useState(0);
  const key = Math.min(chosen, read.keys.length - 1);
  const shown = useShown(state, read, trace.cross ? key : null);
  const [looked, setLooked] = useState<number | null>(null);
  const { asking, isReceiving, values, answering } = shown;
  const choose = useChoose(state, read, setKey);
  const flow = { state, read, onLook: setLooked } as const;
  const shades = isReceiving ? read.queries : read.keys;
  const sentence =
    looked !== null && looked < shades.length
      ? cellText(looked)
      : isReceiving
        ? receivesText(trans, unitName(read.keys, answering), values, read.queries)
        : givesText(trans, unitName(read.queries, asking), { shares: values }, read.keys);
  /** What one unit has of the other. */
  function cellText(unit: number): string {
    const [from, to] = isReceiving ? [unit, answering] : [asking, unit];
    const name = unitName(read.queries, from);
    return from === to && !trace.cross
      ? trans.__('%1 keeps %2 of its attention for itself', name, percent(values[unit]))
      : trans.__('%1 gives %2 of its attention to %3', name, percent(values[unit]), unitName(read.keys, to)); // prettier-ignore
  }
  return (
    <div ref={pane} className="jp-Attention-reading">
      <ReadingChoices state={state} read={read}>
        <Direction state={state} />
      </ReadingChoices>
      {prompt !== null && <Written state={state} prompt={prompt} />}
      <TextFlow
        {...flow}
        units={read.queries}
        tokens={trace.tokens}
        info={read.info}
        source={spec.sentence}
        label={trans.__('The text: arrow keys go from token to token, Enter lets one ask')}
        values={!trace.cross || isReceiving ? values : null}
        role={isReceiving ? 'key' : 'query'}
        selected={trace.cross && isReceiving ? null : asking}
        numberOf={unit =>
          numberOf(read, isReceiving ? unit : asking, isReceiving ? answering : unit)
        }
        onChoose={choose.query}
      />
      {trace.cross && (
        <TextFlow
          {...flow}
          units={read.keys}
          tokens={trace.keyTokens}
          info={read.keyInfo}
          source={undefined}
          label={trans.__('The text that answers: Enter shows what a token receives')}
          values={isReceiving ? null : values}
          role="query"
          selected={isReceiving ? answering : null}
          numberOf={unit => numberOf(read, asking, unit)}
          onChoose={choose.key}
        />
      )}
      <p className="jp-Attention-textWords" aria-live="polite">
        {sentence}
      </p>
      <LeftOut state={state} read={read} shown={shown} />
      <JoinedNote state={state} read={read} />
    </div>
  );
}

/** What the text is shaded by. */
interface Shown {
  readonly isReceiving: boolean;
  /** The unit that asks, and the one that is asked. */
  readonly asking: number;
  readonly answering: number;
  /** Of each unit that is shaded its share. */
  readonly values: Vector;
}

/** @param key - of another text the unit that is asked; null: it is the one that asks, in its own text */
function useShown({ trace, selection }: Ready, read: Read, key: number | null): Shown {
  const { query, head, reading, step, stepRows } = selection;
  const { weights } = trace.heads[head];
  const asking = unitAt(read.queries, query);
  // Step by step, the others have not asked yet.
  const isReceiving = reading === 'receives' && !(step !== null && stepRows === 'one');
  const answering = key ?? asking;
  const values = useMemo(
    () =>
      isReceiving
        ? readColumn(weights, read.keys[answering], read.queries, read.keys, read)
        : readRow(weights, read.queries[asking], read.keys, read).shares,
    [isReceiving, weights, read, asking, answering]
  );
  return { isReceiving, asking, answering, values };
}

/** Lets a token ask, or shows what one of another text receives. */
function useChoose({ trace, selection }: Ready, read: Read, setKey: (key: number) => void) {
  const { model } = useSurroundings();
  return {
    query: (unit: number) => {
      const { first, end } = read.queries[unit];
      const isThere = selection.query >= first && selection.query < end;
      model.select({
        query: isThere ? selection.query : first,
        ...(trace.cross && { reading: 'attends' as const })
      });
    },
    key: (unit: number) => {
      setKey(unit);
      model.select({ reading: 'receives' });
    }
  };
}

/** The number that a shade stands for, where it is one of the weights. */
function numberOf(
  { isPlain, queries, keys }: Read,
  from: number,
  to: number
): NumberName | undefined {
  const at = (units: readonly Unit[], unit: number) => units[unit].first;
  return isPlain ? `weights:${at(queries, from)}:${at(keys, to)}` : undefined;
}

/** Which way attention is read. */
function Direction({ state: { selection } }: { readonly state: Ready }) {
  const { model, trans } = useSurroundings();
  const names: Record<Reading, string> = {
    attends: trans.__('what it attends to'),
    receives: trans.__('what it receives')
  };
  return (
    <select
      aria-label={trans.__('What the text is shaded by')}
      value={selection.reading}
      onChange={({ target }) => model.select({ reading: target.value as Reading })}
    >
      {READINGS.map(reading => (
        <option key={reading} value={reading}>
          {names[reading]}
        </option>
      ))}
    </select>
  );
}

interface LeftOutProps {
  readonly state: Ready;
  readonly read: Read;
  readonly shown: Shown;
}

/** That special tokens are left out, and what they took. */
function LeftOut({ state: { trace, selection }, read, shown }: LeftOutProps) {
  const { trans } = useSurroundings();
  if (!read.dimmed) {
    return null;
  }
  const { weights } = trace.heads[selection.head];
  const { asking, isReceiving } = shown;
  return (
    <p className="jp-Attention-hint">
      {isReceiving
        ? trans.__('Every row is without %1: what is left of it is scaled up to the whole.', specialNames(trans, read.keys)) // prettier-ignore
        : withoutText(
            trans,
            unitName(read.queries, asking),
            readRow(weights, read.queries[asking], read.keys, read),
            read.keys
          )}
    </p>
  );
}

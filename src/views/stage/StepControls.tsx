import { useEffect, useRef, useState } from 'react';
import type { KeyboardEvent } from 'react';
import type { Step } from '../../format/index.ts';
import { stepsOf } from '../../model/index.ts';
import type { Ready } from '../../model/index.ts';
import { useSurroundings } from '../frame/context.ts';
import { ActButton } from '../parts/ActButton.tsx';
import { stepNames } from './stepWords.ts';

/** How long a step stands while the steps play, in milliseconds. */
const PACE = 2500;

/** The way through attention, one step after the other; what is to come is not shown. */
export function StepControls({ state }: { readonly state: Ready }) {
  const { trace, selection } = state;
  const steps = stepsOf(trace);
  const at = selection.step === null ? -1 : steps.indexOf(selection.step);
  return <StepBar steps={steps} at={at} />;
}

interface BarProps {
  readonly steps: readonly Step[];
  /** The step that is shown last, or −1: everything is shown. */
  readonly at: number;
}

function StepBar({ steps, at }: BarProps) {
  const { model, trans } = useSurroundings();
  const last = steps.length - 1;
  const go = (to: number) => model.select({ step: steps[Math.max(0, Math.min(last, to))] });
  const [playing, setPlaying] = usePlaying(at, last, go);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target instanceof HTMLSelectElement) {
      return; // its keys choose a step too
    }
    const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (by !== undefined) {
      event.preventDefault();
      setPlaying(false);
      go(at + by);
    } else if (event.key === ' ' && !(event.target instanceof HTMLButtonElement)) {
      event.preventDefault();
      setPlaying(!playing);
    }
  };
  const showAll = () => {
    setPlaying(false);
    model.select({ step: undefined });
  };
  return (
    <div
      className="jp-Attention-steps"
      role="group"
      tabIndex={0}
      aria-label={trans.__('Steps: Space plays and pauses, arrow keys step')}
      onKeyDown={onKeyDown}
    >
      <ActButton
        aria-label={trans.__('Back')}
        title={trans.__('Back')}
        can={at > 0}
        onClick={() => go(at - 1)}
      >
        ◀
      </ActButton>
      <select
        aria-label={trans.__('Step')}
        value={at}
        onChange={event => {
          const to = Number(event.target.value);
          if (to < 0) {
            showAll();
          } else {
            go(to);
          }
        }}
      >
        <option value={-1}>{trans.__('everything at once')}</option>
        {steps.map((step, i) => (
          <option key={step} value={i}>
            {trans.__('step %1 of %2: %3', i + 1, steps.length, stepNames(trans)[step])}
          </option>
        ))}
      </select>
      <ActButton
        aria-label={at < 0 ? trans.__('Begin') : trans.__('Next')}
        title={at < 0 ? trans.__('Begin') : trans.__('Next')}
        can={at !== last}
        onClick={() => go(at + 1)}
      >
        ▶
      </ActButton>
      <button type="button" aria-pressed={playing} onClick={() => setPlaying(!playing)}>
        {playing ? trans.__('Pause') : trans.__('Play')}
      </button>
    </div>
  );
}

/** Whether the steps play: then the next one comes after a while, until the last. */
function usePlaying(
  at: number,
  last: number,
  go: (to: number) => void
): [boolean, (playing: boolean) => void] {
  const [playing, setPlaying] = useState(false);
  const newest = useRef(go);
  useEffect(() => {
    newest.current = go;
  });
  useEffect(() => {
    if (!playing) {
      return undefined;
    }
    if (at === last) {
      setPlaying(false);
      return undefined;
    }
    const timer = setTimeout(() => newest.current(at + 1), at < 0 ? 0 : PACE);
    return () => clearTimeout(timer);
  }, [playing, at, last]);
  return [playing, setPlaying];
}

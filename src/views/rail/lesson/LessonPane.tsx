import { useState } from 'react';
import { visible } from '../../../figures/index.ts';
import type { Theme } from '../../../figures/index.ts';
import { isReached, playOf } from '../../../model/index.ts';
import type { Judged, LessonOutcome, Play, Ready } from '../../../model/index.ts';
import { usePlace } from '../../frame/Unhurried.tsx';
import { useSurroundings } from '../../frame/context.ts';
import type { Translator } from '../../frame/translator.ts';
import { goalWords, isHeldBack } from './goalWords.ts';
import { Switches } from './Switches.tsx';

/** A lesson: one step at a time, its goal with what it comes to now, and the check. */
export function LessonPane({ state }: { readonly state: Ready }) {
  const { model, trans } = useSurroundings();
  const play = playOf(state);
  return (
    <section ref={usePlace()} className="jp-Attention-pane jp-mod-lessonPane" data-open="true">
      <header>
        <h3>{play ? visible(play.lesson.title ?? play.lesson.name, 200) : trans.__('Lesson')}</h3>
        <button
          type="button"
          className="jp-Attention-close"
          aria-label={trans.__('Fold it away')}
          onClick={() => model.select({ rail: 'none' })}
        >
          ×
        </button>
      </header>
      {play && <Steps play={play} />}
      {play && <StepOf key={play.at} state={state} play={play} />}
    </section>
  );
}

/** The steps, the one that is played, and those whose goals were reached. */
function Steps({ play: { lesson, at } }: { readonly play: Play }) {
  const { model, trans } = useSurroundings();
  return (
    <ol className="jp-Attention-lessonSteps" aria-label={trans.__('Steps of the lesson')}>
      {lesson.steps.map((step, i) => {
        const done = isReached(lesson, step.name);
        const name = visible(step.title ?? step.name, 80);
        return (
          <li key={i}>
            <button
              type="button"
              aria-current={i === at ? 'step' : undefined}
              aria-label={
                done
                  ? trans.__('Step %1, %2: reached', i + 1, name)
                  : trans.__('Step %1, %2', i + 1, name)
              }
              title={name}
              data-done={done}
              onClick={() => i !== at && model.play(i)}
            >
              {done ? '✓' : i + 1}
            </button>
          </li>
        );
      })}
    </ol>
  );
}

interface Props {
  readonly state: Ready;
  readonly play: Play;
}

function StepOf({ state, play }: Props) {
  const { trans } = useSurroundings();
  const { lesson, at, step, goal } = play;
  return (
    <>
      <h4>
        {trans.__('Step %1 of %2', at + 1, lesson.steps.length)}
        {step.title !== undefined && `: ${visible(step.title, 200)}`}
      </h4>
      {step.text.split('\n').map((line, i) => (
        <p key={i} className="jp-Attention-lessonText">
          {visible(line, 10_000)}
        </p>
      ))}
      {goal.length > 0 && (
        <>
          <ul className="jp-Attention-goal" aria-label={trans.__('The goal')}>
            {goal.map((judged, i) => (
              <GoalLine key={i} state={state} judged={judged} />
            ))}
          </ul>
          <Progress state={state} goal={goal} />
        </>
      )}
      <Check state={state} play={play} />
      {step.touch && <Switches state={state} step={step} />}
    </>
  );
}

/** How much of the goal holds, for those who hear it: told again only where that has changed. */
function Progress({ state, goal }: { readonly state: Ready; readonly goal: Play['goal'] }) {
  const { trans } = useSurroundings();
  const held = goal.filter(judged => holdsIn(state, judged)).length;
  return (
    <p role="status" className="jp-Attention-aloud">
      {trans.__('Goal: %1 of %2 hold now', held, goal.length)}
    </p>
  );
}

/** Whether a statement holds, as far as that may be told. */
function holdsIn(state: Ready, { holds, statement }: Judged): boolean {
  return holds && !isHeldBack(state, statement);
}

function GoalLine({ state, judged }: { readonly state: Ready; readonly judged: Judged }) {
  const { trans, theme } = useSurroundings();
  const holds = holdsIn(state, judged);
  return (
    <li data-holds={holds}>
      <span role="img" aria-label={holds ? trans.__('holds') : trans.__('does not hold yet')}>
        {holds ? '✓' : '○'}
      </span>{' '}
      {goalWords(trans, state, judged, theme)}
    </li>
  );
}

/**
 * Says what became of the step, when it is asked; what reaches the goal is kept. Beside it the way on, above the switches:
 * these may be many.
 */
function Check({ state, play }: Props) {
  const { model, trans, theme } = useSurroundings();
  const [checked, setChecked] = useState<Ready['spec'] | null>(null);
  const { lesson, at, step, goal, outcome } = play;
  const isLast = at === lesson.steps.length - 1;
  const kept = isReached(lesson, step.name);
  const check = () => {
    model.answer();
    // Keeping the answer makes another spec: what is told is of the one that is there then.
    const after = model.state;
    setChecked(after.status === 'ready' ? after.spec : state.spec);
  };
  const said =
    checked === state.spec
      ? outcomeWords(trans, state, play, outcome, theme)
      : kept
        ? trans.__('Reached, and kept: you may go on, or try more.')
        : '';
  return (
    <div className="jp-Attention-check" data-outcome={checked === state.spec ? outcome.kind : ''}>
      <div className="jp-Attention-fieldRow">
        {goal.length > 0 && (
          <button type="button" onClick={check}>
            {trans.__('Check')}
          </button>
        )}
        <button type="button" disabled={at === 0} onClick={() => model.play(at - 1)}>
          {trans.__('Step before')}
        </button>
        <button type="button" disabled={isLast} onClick={() => model.play(at + 1)}>
          {trans.__('Next step')}
        </button>
      </div>
      <p role="status">{said}</p>
    </div>
  );
}

function outcomeWords(
  trans: Translator,
  state: Ready,
  { step }: Play,
  outcome: LessonOutcome,
  theme: Theme
): string {
  switch (outcome.kind) {
    case 'reached':
      return visible(step.reached ?? trans.__('Reached.'), 10_000);
    case 'untouched':
      return trans.__('Nothing has been done yet: this is the state that the step began with.');
    case 'elsewhere':
      return trans.__(
        'Something else was changed too: %1. Undo it, or go back to the start of the step by Reset.',
        outcome.touched.join(', ')
      );
    case 'hint':
      return visible(outcome.hint.text, 10_000);
    case 'missing':
      return missingWords(trans, state, outcome.missing, theme);
  }
}

/** What does not hold yet, of what may be told. */
function missingWords(
  trans: Translator,
  state: Ready,
  missing: readonly Judged[],
  theme: Theme
): string {
  const told = missing.filter(({ statement }) => !isHeldBack(state, statement));
  return told.length === 0
    ? trans.__('Not yet: something is still covered. Predict it first.')
    : trans.__('Not yet: %1.', told.map(one => goalWords(trans, state, one, theme)).join('; '));
}

import { lazy, Suspense } from 'react';
import type { ComponentType, ReactElement } from 'react';
import type { RailName, Spec } from '../../format/index.ts';
import { RAILS } from '../../format/index.ts';
import type { Ready } from '../../model/index.ts';
import { useSurroundings } from '../frame/context.ts';
import type * as Others from './others.ts';
import type { Translator } from '../frame/translator.ts';
import { railOf } from '../frame/settings.ts';
import type { Settings } from '../frame/settings.ts';
import { hasOutputs } from '../../engine/index.ts';
import { Unhurried } from '../frame/Unhurried.tsx';
import { LaboratoryPane } from './laboratory/LaboratoryPane.tsx';

type Shown = Exclude<RailName, 'none'>;

/** A part that not every view shows, loaded with the first of them that is chosen. */
function other(name: keyof typeof Others): ComponentType<{ readonly state: Ready }> {
  return lazy(async () => ({ default: (await import('./others.ts'))[name] }));
}

const LinesPane = other('LinesPane');
const TextPane = other('TextPane');
const LessonPane = other('LessonPane');
const PicturePane = other('PicturePane');
const TablePane = other('TablePane');
const OutputsPane = other('OutputsPane');
const MeasuresPane = other('MeasuresPane');
const NotesPane = other('NotesPane');

/** What can stand beside the figures, each under the name that it is remembered by. */
const PARTS: Readonly<Record<Shown, (state: Ready) => ReactElement>> = {
  laboratory: state => <LaboratoryPane state={state} />,
  lesson: state => <LessonPane state={state} />,
  lines: state => <LinesPane state={state} />,
  text: state => <TextPane state={state} />,
  picture: state => <PicturePane state={state} />,
  table: state => <TablePane state={state} />,
  outputs: state => <OutputsPane state={state} />,
  measures: state => <MeasuresPane state={state} />,
  notes: state => <NotesPane state={state} />
};
const NAMES = RAILS.filter((name): name is Shown => name !== 'none');

interface RailProps {
  readonly state: Ready;
  /** Its place alone is taken. */
  readonly isEmpty?: boolean;
}

/** Beside the figures: one thing at a time, so that a switch and what it does are seen together. */
export function Rail({ state, isEmpty = false }: RailProps) {
  const { settings, trans } = useSurroundings();
  const rail = shownRail(state, settings);
  return rail === 'none' ? null : (
    <aside className="jp-Attention-rail" aria-label={names(trans)[rail]}>
      {!isEmpty && (
        <Suspense fallback={null}>
          <Unhurried key={rail} state={state}>
            {PARTS[rail]}
          </Unhurried>
        </Suspense>
      )}
    </aside>
  );
}

/** The way to each part of the rail; the one that is open folds it away. */
export function RailTabs({ state }: { readonly state: Ready }) {
  const { model, settings, trans } = useSurroundings();
  const rail = shownRail(state, settings);
  return (
    <span
      className="jp-Attention-tabs"
      role="group"
      aria-label={trans.__('Beside the figures, one at a time')}
    >
      {NAMES.filter(name => isThere(name, state) && (!isAside(name, state) || name === rail)).map(
        name => (
          <button
            key={name}
            type="button"
            aria-pressed={name === rail}
            onClick={() => model.select({ rail: name === rail ? 'none' : name })}
          >
            {names(trans)[name]}
          </button>
        )
      )}
    </span>
  );
}

/** Tokens that all stand beside one another in the row that asks. */
const FEW = 20;

/** Whether a part is found with what else can be done: of a few tokens and one head the row that asks tells as much. */
function isAside(name: Shown, { trace, spec }: Ready): boolean {
  const isSmall =
    trace.known === 'inputs' &&
    !spec.layers &&
    trace.heads.length === 1 &&
    trace.keyTokens.length <= FEW;
  return (name === 'lines' || name === 'text') && isSmall;
}

/** What can stand beside the figures and has no tab. */
export function partsAside(state: Ready, trans: Translator): readonly (readonly [Shown, string])[] {
  return NAMES.filter(name => isThere(name, state) && isAside(name, state)).map(name => [
    name,
    names(trans)[name]
  ]);
}

/** Whether there is something to see in a part. */
function isThere(name: Shown, { spec, trace, selection }: Ready): boolean {
  switch (name) {
    case 'lesson':
      return spec.lesson !== undefined;
    case 'picture':
      return spec.image !== undefined && sequenceOf(spec, selection.layer) === 'tokens';
    case 'table':
      return trace.known !== 'weights';
    case 'outputs':
      return hasOutputs(trace);
    case 'laboratory':
    case 'lines':
    case 'text':
    case 'measures':
    case 'notes':
      return true;
  }
}

/** Which tokens a layer is about. */
function sequenceOf({ layers, keyTokens }: Spec, layer: number): string {
  return layers?.[layer]?.sequence ?? (!layers && keyTokens ? 'cross' : 'tokens');
}

/** What stands beside the figures: nothing, where there is nothing to see in it. */
export function shownRail(state: Ready, settings: Settings): RailName {
  const rail = railOf(state.selection, settings);
  return rail !== 'none' && isThere(rail, state) ? rail : 'none';
}

function names(trans: Translator): Record<Shown, string> {
  return {
    laboratory: trans.__('Laboratory'),
    lesson: trans.__('Lesson'),
    lines: trans.__('Lines'),
    text: trans.__('Text'),
    picture: trans.__('Picture'),
    table: trans.__('q k v, W'),
    outputs: trans.__('Outputs'),
    measures: trans.__('Measures'),
    notes: trans.__('Notes')
  };
}

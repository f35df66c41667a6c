import { useEffect, useId, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { figureSvg, isOfHead } from '../../figures/export/index.ts';
import { PRINT } from '../../figures/index.ts';
import type { FigureOptions } from '../../figures/export/index.ts';
import type { Ready } from '../../model/index.ts';
import { useSurroundings } from '../frame/context.ts';
import type { Translator } from '../frame/translator.ts';
import { themed } from '../frame/settings.ts';
import { groupsOf, nameOf } from './choices.ts';
import type { Choice, Group } from './choices.ts';
import { download } from './download.ts';
import { FigureFields } from './FigureFields.tsx';
import { figureWords } from './figureWords.ts';
import { Labelled } from './Labelled.tsx';
import { make } from './making.ts';
import type { Wanted } from './making.ts';
import { PictureError, pictureOf, pictureSize, urlOf } from './picture.ts';
import { remembered } from './remembered.ts';

interface Props {
  readonly state: Ready;
  readonly onClose: () => void;
}

/** Takes what is shown, or what it is computed from, out of the view as a file. */
export function ExportPanel({ state, onClose }: Props) {
  const { trans, page } = useSurroundings();
  const { trace } = state;
  const id = useId();
  const dialog = useDialog(onClose);
  const groups = useMemo(() => groupsOf(trace, trans, page !== null), [trace, trans, page]);
  const all = groups.flatMap(({ choices }) => choices.map(([choice]) => choice));
  const [wanted, setWanted] = useState<Wanted>(remembered.wanted);
  const [options, setOptions] = useState<FigureOptions>(remembered.options);
  const known = all.find(each => nameOf(each) === nameOf(wanted.choice));
  const choice = known ?? all[0];
  const set = (change: Partial<Wanted>) => setWanted({ ...wanted, choice, ...change });
  useEffect(() => {
    remembered.wanted = { ...wanted, choice };
    remembered.options = options;
  });
  const svg = useSvg(choice, state, options);
  const { said, save } = useSaving({ ...wanted, choice }, state, () => svg ?? '');
  const hasHeads = choice.kind === 'table' && isOfHead(choice.name) && trace.heads.length > 1;
  return (
    <dialog ref={dialog} className="jp-Attention-export" aria-labelledby={`${id}-title`}>
      <form
        onSubmit={event => {
          event.preventDefault();
          save();
        }}
      >
        <h3 id={`${id}-title`}>{trans.__('Export')}</h3>
        <Labelled label={trans.__('What')}>
          {field => (
            <select
              id={field}
              value={nameOf(choice)}
              onChange={({ target }) =>
                set({ choice: all.find(each => nameOf(each) === target.value) })
              }
            >
              {groups.map(group => (
                <Options key={group.label} group={group} />
              ))}
            </select>
          )}
        </Labelled>
        {choice.kind === 'figure' && (
          <FigureFields
            wanted={wanted}
            options={options}
            onWanted={set}
            onOptions={change => setOptions({ ...options, ...change })}
          />
        )}
        {hasHeads && <Heads wanted={wanted} state={state} onWanted={set} />}
        {choice.kind === 'table' && <Spreadsheet wanted={wanted} onWanted={set} />}
        <p className="jp-Attention-hint">{hintOf(choice, trans)}</p>
        {svg !== null && <Preview svg={svg} options={options} wanted={wanted} />}
        <p className="jp-Attention-said" role="status">
          {said}
        </p>
        <div className="jp-Attention-exportButtons">
          <button type="submit">{trans.__('Download')}</button>
          <button type="button" onClick={onClose}>
            {trans.__('Close')}
          </button>
        </div>
      </form>
    </dialog>
  );
}

/** What is worth knowing of a file before it is made. */
function hintOf(choice: Choice, trans: Translator): string {
  switch (choice.kind) {
    case 'figure':
      return trans.__('SVG stays sharp at every size, and its letters stay letters.');
    case 'table':
      return trans.__(
        'The first line and the first column hold the tokens; numbers have every digit; what the mask hides is empty.'
      );
    case 'data':
      return choice.name === 'payload'
        ? trans.__('Opens as a document, and holds what is chosen and set here.')
        : trans.__(
            'Every intermediate of every head, as the command `attention compute` prints it.'
          );
    case 'page':
      return trans.__(
        'One file that works without a network and without Jupyter: everything can be changed in it, and nothing is sent anywhere.'
      );
  }
}

function Options({ group: { label, choices } }: { readonly group: Group }) {
  return (
    <optgroup label={label}>
      {choices.map(([choice, name]) => (
        <option key={nameOf(choice)} value={nameOf(choice)}>
          {name}
        </option>
      ))}
    </optgroup>
  );
}

interface FieldProps {
  readonly wanted: Wanted;
  readonly onWanted: (change: Partial<Wanted>) => void;
}

function Heads({ wanted, state, onWanted }: FieldProps & { readonly state: Ready }) {
  const { trans } = useSurroundings();
  const { heads } = state.trace;
  return (
    <Labelled label={trans.__('Heads')}>
      {id => (
        <select
          id={id}
          value={wanted.heads}
          onChange={({ target }) => onWanted({ heads: target.value as Wanted['heads'] })}
        >
          <option value="one">
            {trans.__('head %1 of %2', state.selection.head + 1, heads.length)}
          </option>
          <option value="all">{trans.__('all %1 heads, one below the other', heads.length)}</option>
        </select>
      )}
    </Labelled>
  );
}

/** A spreadsheet would compute a token that begins with `=`, whoever wrote it. */
function Spreadsheet({ wanted, onWanted }: FieldProps) {
  const { trans } = useSurroundings();
  return (
    <label className="jp-Attention-exportCheck">
      <input
        type="checkbox"
        checked={wanted.spreadsheet}
        onChange={({ target }) => onWanted({ spreadsheet: target.checked })}
      />{' '}
      {trans.__(
        'For a spreadsheet: a token that it would take for a formula gets an apostrophe before it'
      )}
    </label>
  );
}

interface PreviewProps {
  readonly svg: string;
  readonly options: FigureOptions;
  readonly wanted: Wanted;
}

/** The figure as an image: nothing of it is part of the page. */
function Preview({ svg, options, wanted }: PreviewProps) {
  const { trans } = useSurroundings();
  const url = useMemo(() => urlOf(svg), [svg]);
  const [width, height] = pictureSize(svg, wanted.dpi);
  return (
    <figure className="jp-Attention-preview" data-ground={options.ground}>
      <img src={url} alt={trans.__('Preview of the figure')} />
      {wanted.format === 'png' && (
        <figcaption>{trans.__('%1 × %2 pixels', width, height)}</figcaption>
      )}
    </figure>
  );
}

/** The text of the figure that is chosen, or null. */
function useSvg(
  choice: Choice,
  { trace, selection }: Ready,
  options: FigureOptions
): string | null {
  const { trans, settings } = useSurroundings();
  return useMemo(
    () =>
      choice.kind === 'figure'
        ? figureSvg(choice.name, trace, selection, {
            options,
            theme: themed(PRINT, settings),
            picture: pictureOf,
            names: figureWords(trans)
          })
        : null,
    [choice, trace, selection, options, trans, settings]
  );
}

/** Makes the file and hands it over; what came of it in words. */
function useSaving(wanted: Wanted, state: Ready, svg: () => string) {
  const { trans, page } = useSurroundings();
  const [said, setSaid] = useState('');
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);
  const save = () => {
    running.current?.abort();
    const stop = new AbortController();
    running.current = stop;
    setSaid(trans.__('The file is being made.'));
    make(wanted, state, svg, page, stop.signal)
      .then(made => {
        if (!stop.signal.aborted) {
          download(made);
          setSaid(trans.__('%1 was made, %2.', made.name, bytesText(made.blob.size)));
        }
      })
      .catch((reason: unknown) => {
        if (!stop.signal.aborted) {
          setSaid(failure(reason, trans));
        }
      });
  };
  return { said, save };
}

function failure(reason: unknown, trans: Translator): string {
  return reason instanceof PictureError
    ? trans.__(
        'This browser draws no picture of %1 pixels. Choose fewer dots per inch or a smaller width, or SVG.',
        reason.message
      )
    : trans.__('The file could not be made: %1', String(reason));
}

function bytesText(bytes: number): string {
  const kilobytes = bytes / 1000;
  return kilobytes < 1000 ? `${Math.ceil(kilobytes)} kB` : `${(kilobytes / 1000).toFixed(1)} MB`;
}

/** A dialog over the page: the focus goes into it, stays in it, and returns to where it was. */
function useDialog(onClose: () => void) {
  const dialog = useRef<HTMLDialogElement>(null);
  const newest = useRef(onClose);
  useLayoutEffect(() => {
    newest.current = onClose;
  });
  useLayoutEffect(() => {
    const node = dialog.current;
    const onKeyDown = (event: KeyboardEvent) => {
      // Before the view takes it for itself.
      event.stopPropagation();
      if (event.key === 'Escape' && !event.isComposing) {
        event.preventDefault();
        newest.current();
      }
    };
    const onCancel = (event: Event) => {
      event.preventDefault();
      newest.current();
    };
    node?.addEventListener('keydown', onKeyDown);
    node?.addEventListener('cancel', onCancel);
    node?.showModal?.();
    return () => {
      node?.removeEventListener('keydown', onKeyDown);
      node?.removeEventListener('cancel', onCancel);
      node?.close?.(); // gives the focus back
    };
  }, []);
  return dialog;
}

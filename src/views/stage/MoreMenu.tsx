import { useEffect, useId, useLayoutEffect, useRef, useState } from 'react';
import type { FocusEvent, KeyboardEvent } from 'react';
import { asPython, serialize } from '../../format/index.ts';
import type { Ready } from '../../model/index.ts';
import { useSurroundings } from '../frame/context.ts';
import type { Action } from '../frame/context.ts';
import { useCopying } from '../parts/useCopying.ts';
import { partsAside, shownRail } from '../rail/Rail.tsx';

/** An entry of the menu; one with `checked` is a switch. */
interface Entry extends Action {
  readonly checked?: boolean;
}

/** All that can be done with a view and is not wanted at every moment. */
export function MoreMenu({ state }: { readonly state: Ready }) {
  const { trans } = useSurroundings();
  const [open, setOpen] = useState(false);
  const [copied, copy] = useCopying(state.spec);
  const button = useRef<HTMLButtonElement>(null);
  const id = useId();
  const close = () => {
    setOpen(false);
    button.current?.focus();
  };
  const onBlur = ({ currentTarget, relatedTarget }: FocusEvent) => {
    if (!currentTarget.contains(relatedTarget)) {
      setOpen(false);
    }
  };
  return (
    <span className="jp-Attention-more" onBlur={onBlur}>
      <button
        ref={button}
        type="button"
        aria-label={trans.__('More')}
        title={trans.__('More')}
        aria-haspopup="menu"
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        onClick={() => setOpen(!open)}
        onKeyDown={event => {
          if (event.key === 'ArrowDown') {
            event.preventDefault();
            setOpen(true);
          }
        }}
      >
        ⋯
      </button>
      {open && <Entries id={id} state={state} copy={copy} onClose={close} />}
      <span className="jp-Attention-copied" role="status">
        {copied}
      </span>
    </span>
  );
}

interface Props {
  readonly id: string;
  readonly state: Ready;
  readonly copy: (text: string, name: string) => void;
  readonly onClose: () => void;
}

function Entries({ id, state, copy, onClose }: Props) {
  const { trans } = useSurroundings();
  const list = useRef<HTMLDivElement>(null);
  const entries = useEntries(state, copy);
  const [side, setSide] = useState<'right' | 'left'>('right');
  useLayoutEffect(() => {
    const { left } = list.current!.getBoundingClientRect();
    const view = list.current!.closest('.jp-Attention-content')!.getBoundingClientRect();
    setSide(left < view.left ? 'left' : 'right');
  }, []);
  useEffect(() => list.current?.querySelector('button')?.focus(), []);
  const onKeyDown = (event: KeyboardEvent) => {
    const items = [...list.current!.querySelectorAll('button')];
    const at = items.indexOf(event.target as HTMLButtonElement);
    const to = {
      ArrowDown: (at + 1) % items.length,
      ArrowUp: (at - 1 + items.length) % items.length,
      Home: 0,
      End: items.length - 1
    }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      items[to].focus();
    } else if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      onClose();
    }
  };
  return (
    <div
      ref={list}
      id={id}
      className="jp-Attention-menu"
      data-side={side}
      role="menu"
      aria-label={trans.__('More')}
      onKeyDown={onKeyDown}
    >
      {entries.map(({ id, label, checked, run }) => (
        <button
          key={id}
          type="button"
          role={checked === undefined ? 'menuitem' : 'menuitemcheckbox'}
          aria-checked={checked}
          tabIndex={-1}
          onClick={() => {
            onClose();
            run();
          }}
        >
          {label}
        </button>
      ))}
    </div>
  );
}

function useEntries(state: Ready, copy: Props['copy']): readonly Entry[] {
  const { model, trans, settings, actions, openExport } = useSurroundings();
  const { selection } = state;
  const rail = shownRail(state, settings);
  return [
    ...partsAside(state, trans).map(([name, label]) => ({
      id: name,
      label,
      checked: name === rail,
      run: () => model.select({ rail: name === rail ? 'none' : name })
    })),
    {
      id: 'precise',
      label: trans.__('Full precision'),
      checked: selection.precise,
      run: () => model.select({ precise: !selection.precise })
    },
    {
      id: 'shading',
      label: trans.__('Colour each row by its own largest share'),
      checked: selection.shading === 'row',
      run: () => model.select({ shading: selection.shading === 'row' ? 'sight' : 'row' })
    },
    {
      id: 'python',
      label: trans.__('Copy as Python'),
      run: () => copy(asPython(serialize(state.spec)), trans.__('The Python'))
    },
    {
      id: 'json',
      label: trans.__('Copy as JSON'),
      run: () => copy(JSON.stringify(serialize(state.spec)), trans.__('The JSON'))
    },
    { id: 'export', label: trans.__('Export…'), run: openExport },
    ...actions()
  ];
}

import { Component } from 'react';
import type { ReactNode } from 'react';
import { isOutOfMemory } from '../../engine/index.ts';
import type { Ready } from '../../model/index.ts';
import { useSurroundings } from './context.ts';

interface Props {
  /** What is drawn: with another state it is tried again. */
  readonly state: Ready;
  readonly children: ReactNode;
}

interface State {
  readonly of: Ready;
  readonly error: unknown;
}

/**
 * A part of the view that may fail, as where a matrix needs more memory than there is: then its place
 * says why, the other parts stay, and the next change tries again. (React has no hook for this.)
 */
export class Guard extends Component<Props, State> {
  static getDerivedStateFromError(error: unknown): Partial<State> {
    return { error };
  }

  static getDerivedStateFromProps({ state }: Props, { of }: State): Partial<State> | null {
    return state === of ? null : { of: state, error: null };
  }

  override state: State = { of: this.props.state, error: null };

  override render(): ReactNode {
    const { error } = this.state;
    return error === null ? this.props.children : <Failed error={error} />;
  }
}

function Failed({ error }: { readonly error: unknown }) {
  const { trans } = useSurroundings();
  return (
    <section className="jp-Attention-pane jp-Attention-problems" role="alert">
      {isOutOfMemory(error)
        ? trans.__(
            'There is not enough memory to show this part at this size. Show fewer tokens or another head, or close other pages; the rest goes on working.'
          )
        : trans.__('This part could not be drawn: %1. The rest goes on working.', String(error))}
    </section>
  );
}

import { createContext, useContext } from 'react';
import type { Port } from '../../engine/index.ts';
import type { Theme } from '../../figures/index.ts';
import type { AttentionModel } from '../../model/index.ts';
import type { Provenance } from './Provenance.ts';
import type { Settings } from './settings.ts';
import type { Translator } from './translator.ts';

/** Something that can be done with a view, offered in its menu. */
export interface Action {
  readonly id: string;
  readonly label: string;
  readonly run: () => void;
}

/** What of a view is drawn: the rail of a document may stand elsewhere. */
export type Parts = 'all' | 'stage' | 'rail';

/** What every pane is given besides the state. */
export interface Surroundings {
  readonly model: AttentionModel;
  readonly theme: Theme;
  readonly settings: Settings;
  /** Explains where numbers come from. */
  readonly provenance: Provenance;
  readonly trans: Translator;
  /** Sets formulas between $$, if the page can. */
  readonly typeset: ((node: HTMLElement) => void) | null;
  /** What the page around it can do with the view. */
  readonly actions: () => readonly Action[];
  readonly parts: Parts;
  /** The view fills the window. */
  readonly presenting: boolean;
  /** Lets the view fill the window, or stand in its place again. */
  readonly present: (on: boolean) => void;
  /** The page is being printed. */
  readonly printing: boolean;
  /** Asks what to take out of the view as a file. */
  readonly openExport: () => void;
  /** Plotly draws the settled figures; without it what is drawn live stays. */
  readonly plotly: boolean;
  /** The text of a page that stands for itself, with places for a payload, where there is one. */
  readonly page: (() => Promise<string>) | null;
  /** Starts a worker that looks at all heads; without it the page does. */
  readonly sketcher: (() => Port) | null;
}

/** What a page may have beside its words. */
export type Extras = Partial<Pick<Surroundings, 'plotly' | 'page' | 'sketcher'>>;

const Context = createContext<Surroundings | null>(null);

export const SurroundingsProvider = Context.Provider;

export function useSurroundings(): Surroundings {
  const surroundings = useContext(Context);
  if (!surroundings) {
    throw new Error('A pane stands outside of an attention view.');
  }
  return surroundings;
}

import { createContext, useContext } from 'react';
import type { Theme } from '../../figures/index.ts';
import type { AttentionModel } from '../../model/index.ts';
import type { Provenance } from './Provenance.ts';
import type { Settings } from './settings.ts';

/** The part of a JupyterLab translation bundle that the views use. */
export interface Translator {
  __(text: string, ...values: (string | number)[]): string;
}

/** English, with %1, %2… filled in. */
export const english: Translator = {
  __: (text, ...values) => text.replace(/%(\d)/g, (_, n) => String(values[Number(n) - 1]))
};

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
}

const Context = createContext<Surroundings | null>(null);

export const SurroundingsProvider = Context.Provider;

export function useSurroundings(): Surroundings {
  const surroundings = useContext(Context);
  if (!surroundings) {
    throw new Error('A pane stands outside of an attention view.');
  }
  return surroundings;
}

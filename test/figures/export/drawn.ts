import { figureSvg } from '../../../src/figures/export/index.ts';
import type { FigureName, FigureOptions, FigureParts } from '../../../src/figures/export/index.ts';
import { selectionOf } from '../../../src/model/selection.ts';
import { open } from '../../../src/model/index.ts';
import type { Computed, Selection } from '../../../src/model/index.ts';

/** What a payload computes to, with what is selected in it. */
export function opened(payload: object): Computed & { readonly selection: Selection } {
  const outcome = open({ format: 'attention', version: 1, ...payload });
  if (!outcome.ok) {
    throw new Error(JSON.stringify(outcome.problems));
  }
  const { spec, input } = outcome.computed;
  return { ...outcome.computed, selection: selectionOf(spec, input) };
}

export const OPTIONS: FigureOptions = { ground: 'white', width: 170, font: 8, decimals: 2 };

/** A figure of a payload. */
export function drawn(
  name: FigureName,
  payload: object,
  options: Partial<FigureOptions> = {},
  parts: Partial<FigureParts> = {}
): string {
  const { trace, selection } = opened(payload);
  return figureSvg(name, trace, selection, { options: { ...OPTIONS, ...options }, ...parts });
}

/** SVG text as a document; what is no XML throws. */
export function parsed(svg: string): Document {
  const document = new DOMParser().parseFromString(svg, 'image/svg+xml');
  const error = document.querySelector('parsererror');
  if (error) {
    throw new Error(error.textContent ?? 'no XML');
  }
  return document;
}

/** The texts of a figure, in order. */
export function textsOf(svg: string): readonly string[] {
  return [...parsed(svg).querySelectorAll('text')].map(text => text.textContent);
}

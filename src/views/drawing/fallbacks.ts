import { fallbackHtml, fallbackText, matrixPicture } from '../../figures/index.ts';
import type { State } from '../../model/index.ts';
import { ensurePlotly } from './plotly.ts';

/** What other hosts show in place of the view, by MIME type. */
export type Fallbacks = { readonly [mimeType: string]: string };

const SIDE = 560;

/** The fallbacks of a state, with a picture of the attention matrix that Plotly draws. */
export async function drawFallbacks(state: State): Promise<Fallbacks> {
  if (state.status !== 'ready') {
    return {};
  }
  const plotly = await ensurePlotly();
  const url = await plotly.toImage(matrixPicture(state.trace, state.selection), {
    format: 'png',
    width: SIDE,
    height: SIDE,
    scale: 2
  });
  const png = url.slice(url.indexOf(',') + 1);
  return { ...texts(state), 'image/png': png };
}

/** The fallbacks that need no drawing; a picture of former numbers is not left standing. */
export function plainFallbacks(state: State): Fallbacks {
  return texts(state);
}

function texts(state: State): Fallbacks {
  if (state.status !== 'ready') {
    return {};
  }
  const { trace, selection } = state;
  return {
    'text/html': fallbackHtml(trace, selection),
    'text/plain': fallbackText(trace, selection)
  };
}

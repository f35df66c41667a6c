// The script of a page that stands for itself: a view of the payload that the page holds. In a worker the same
// script is the engine, so that there is no second file.
import { serve } from '../engine/index.ts';
import type { Port } from '../engine/index.ts';
import { DARK, LIGHT } from '../figures/index.ts';
import { MIME_TYPE } from '../format/index.ts';
import { AttentionModel } from '../model/index.ts';
import { AttentionView, DEFAULT_SETTINGS, hasComma } from '../views/index.ts';

if (typeof document === 'undefined') {
  serve(globalThis as unknown as Port);
} else {
  show(document.currentScript?.textContent ?? '');
}

/** @param script - the text of this script, which workers run too */
function show(script: string): void {
  const host = document.getElementById('view')!;
  const model = new AttentionModel({ spawn: () => spawn(script) });
  const view = new AttentionView(host, model, undefined, null, { plotly: false, fills: true });
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const settings = {
    ...DEFAULT_SETTINGS,
    comma: hasComma(document.documentElement.lang)
  };
  const dress = () => view.dress(dark.matches ? DARK : LIGHT, settings);
  dark.addEventListener('change', dress);
  dress();
  model.load(payloadOf(document.querySelector(`script[type="${MIME_TYPE}"]`)));
  view.draw();
}

/** What is no JSON any more, as when somebody has edited the page, is shown as the problem that it is. */
function payloadOf(element: Element | null): unknown {
  const text = element?.textContent ?? '';
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

/** Starts a worker from the text of the script: a page that is a file can read no other. */
function spawn(script: string): Port {
  const url = URL.createObjectURL(new Blob([script], { type: 'text/javascript' }));
  try {
    return new Worker(url);
  } finally {
    URL.revokeObjectURL(url);
  }
}

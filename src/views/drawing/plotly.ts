import type { Config } from 'plotly.js';
import type { PlotlyApi } from './plotlyApi.ts';

let loading: Promise<PlotlyApi> | null = null;

/** Plotly with the traces in use, loaded once, when the first figure needs it. */
export function ensurePlotly(): Promise<PlotlyApi> {
  loading ??= import('./plotlyParts.ts').then(({ plotly }) => plotly);
  return loading;
}

/** Where Plotly puts its rules: an element in the head of the page. */
export const PLOTLY_STYLES = 'plotly.js-style-global';

/** The configuration of every figure: no logo, no network, and no formulas read in tokens. */
export const CONFIG: Partial<Config> = {
  displaylogo: false,
  responsive: false,
  typesetMath: false,
  displayModeBar: false,
  doubleClick: 'reset'
};

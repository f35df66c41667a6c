import type { Config } from 'plotly.js';
import type { Figure } from '../../figures/index.ts';

/** The few of Plotly's functions that are used. */
export interface PlotlyApi {
  react(
    node: HTMLElement,
    data: Figure['data'],
    layout: Figure['layout'],
    config: Partial<Config>
  ): Promise<unknown>;
  purge(node: HTMLElement): void;
  toImage(figure: object, options: object): Promise<string>;
  Fx: { unhover(node: HTMLElement): void };
}

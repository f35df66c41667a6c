// What is used of Plotly, in one file, so that it is loaded as one: what `plotly.js/lib/core` has, but for menus, sliders,
// range controls, pictures and what is written into space, which no figure here has. Plotly asks for parts by
// name, and does without those that are not registered.
import 'plotly.js/build/plotcss';
import annotations from 'plotly.js/src/components/annotations';
import colorbar from 'plotly.js/src/components/colorbar';
import colorscale from 'plotly.js/src/components/colorscale';
import errorbars from 'plotly.js/src/components/errorbars';
import fx from 'plotly.js/src/components/fx';
import grid from 'plotly.js/src/components/grid';
import legend from 'plotly.js/src/components/legend';
import modebar from 'plotly.js/src/components/modebar';
import selections from 'plotly.js/src/components/selections';
import shapes from 'plotly.js/src/components/shapes';
import english from 'plotly.js/src/locale-en';
import american from 'plotly.js/src/locale-en-us';
import api from 'plotly.js/src/plot_api';
import registry from 'plotly.js/src/registry';
import heatmap from 'plotly.js/src/traces/heatmap';
import scatter from 'plotly.js/src/traces/scatter';
import type { PlotlyApi } from './plotlyApi.ts';

/** What Plotly's functions call of one another goes by their names as well. */
const methods = Object.entries<unknown>({ ...api }).map(([name, fn]) => ({
  moduleType: 'apiMethod',
  name,
  fn
}));
const parts = [annotations, selections, shapes, grid, errorbars, colorscale, colorbar];
// A legend knows of shapes, and what is told of a point of legends: these come last.
registry.register([
  ...[...methods, scatter, heatmap, ...parts],
  ...[legend, fx, modebar, english, american]
]);

export const plotly = { ...api, Fx: fx } as unknown as PlotlyApi;

// What is used of Plotly, in one file, so that it is loaded as one.
import core from 'plotly.js/lib/core';
import heatmap from 'plotly.js/lib/heatmap';
import scatter from 'plotly.js/lib/scatter';
import type { PlotlyApi } from './plotly.ts';

export const plotly = core as PlotlyApi & { register(modules: unknown[]): void };
plotly.register([scatter, heatmap]);

// What is used of Plotly, in one file, so that it is loaded as one.
import core from 'plotly.js/lib/core';
import heatmap from 'plotly.js/lib/heatmap';
import scatter from 'plotly.js/lib/scatter';

(core as { register(modules: unknown[]): void }).register([scatter, heatmap]);

export const plotly = core;

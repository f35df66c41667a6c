import { DEFAULT_FIGURE } from '../../figures/export/index.ts';
import type { FigureOptions } from '../../figures/export/index.ts';
import type { Wanted } from './making.ts';

/** What was chosen last, for as long as the page is open: figures of one paper look alike. */
export const remembered: { wanted: Wanted; options: FigureOptions } = {
  wanted: {
    choice: { kind: 'figure', name: 'stage' },
    format: 'svg',
    dpi: 300,
    heads: 'one',
    spreadsheet: true
  },
  options: DEFAULT_FIGURE
};

// The views that are measured: what each needs from elsewhere, what shows that it is there, and what is done with it.

/** What peers fetch from a network: from packages here. */
export const FETCHED = [
  ['require.min.js', 'requirejs/require.js'],
  ['d3.min.js', 'd3/dist/d3.min.js'],
  ['jquery.min.js', 'jquery/dist/jquery.min.js'],
  ['plotly-4.1.1.min.js', 'python:plotly/package_data/plotly.min.js']
];

const select = (selector, value) => page => page.locator(selector).selectOption(value);
const click =
  (selector, nth = 0) =>
  page =>
    page.locator(selector).nth(nth).click();
const clickAt = (x, y) => page => page.mouse.click(x, y);
const moveTo = (x, y) => page => page.mouse.move(x, y);
const dimension = name => `.dimension-values:has(.title:text-is("${name}")) .value`;

/** That all heads of ours are drawn. */
const isDrawn = () => {
  const root = document.getElementById('view').shadowRoot;
  const open = root.querySelector('.jp-Attention-overview [role="grid"]');
  return Boolean(open) && !root.querySelector('.jp-Attention-overview progress');
};

/**
 * Of each: `there` is a selector of what it draws; `isDone` says in the page that all of it is there, where a rest
 * does not; `acts` are of three kinds, each with the event that begins it.
 */
export const VIEWS = [
  {
    name: 'ours',
    there: '#view canvas',
    isDone: isDrawn,
    acts: [
      ['head', 'input', page => page.getByLabel('Head', { exact: true }).selectOption('3')],
      ['layer', 'input', page => page.getByLabel('Layer', { exact: true }).selectOption('5')],
      ['token', 'pointerdown', click('.jp-Attention-chip', 9)]
    ]
  },
  {
    name: 'BertViz, head view',
    there: '#vis svg',
    acts: [
      ['head', 'pointerdown', clickAt(18, 38)],
      ['layer', 'input', select('#layer', '5')],
      ['token', 'mousemove', moveTo(100, 180)]
    ]
  },
  {
    name: 'BertViz, model view',
    there: '#vis svg',
    acts: [['head', 'pointerdown', clickAt(300, 300)]]
  },
  {
    name: 'CircuitsVis',
    there: 'canvas',
    acts: [
      ['head', 'pointerdown', click('canvas', 3)],
      ['token', 'mousemove', moveTo(300, 300)]
    ]
  },
  {
    name: 'Inspectus',
    there: '.attention-visualization svg',
    acts: [
      ['head', 'pointerdown', click(dimension('Head'), 3)],
      ['layer', 'pointerdown', click(dimension('Layer'), 5)],
      ['token', 'mousemove', moveTo(300, 300)]
    ]
  },
  {
    name: 'attnview',
    there: '#weights tr',
    acts: [
      ['head', 'input', select('#head', '3')],
      ['layer', 'input', select('#layer', '5')],
      ['token', 'pointerdown', click('#tokens button', 3)]
    ]
  },
  {
    name: 'plotly facets',
    there: '.plot-container svg',
    acts: [['token', 'mousemove', moveTo(300, 300)]]
  }
];

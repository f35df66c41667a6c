/** @jest-environment jsdom */
import type { IRenderMime } from '@jupyterlab/rendermime-interfaces';
import { Signal } from '@lumino/signaling';
import { visible } from '../../src/figures/index.ts';
import { readFence } from '../../src/format/index.ts';
import type { JsonObject, Problem } from '../../src/format/index.ts';
import type { Surroundings } from '../../src/jupyter/fences/fence.ts';
import { Fences } from '../../src/jupyter/fences/fences.ts';
import { followMystCells } from '../../src/jupyter/fences/myst.ts';
import { fences as plugin } from '../../src/jupyter/fences/plugin.ts';
import { fenceSurroundings } from '../../src/jupyter/fences/around.ts';
import { OpenFence } from '../../src/jupyter/fences/view.ts';
import { english } from '../../src/views/index.ts';
import { speaking } from '../catalogue.ts';
import { hostOf } from './host.ts';

// Plotly needs a browser that draws.
jest.mock('../../src/views/drawing/plotly.ts', () => ({
  ensurePlotly: () => new Promise(() => undefined)
}));

/** A view that says in its element what it was given. */
class View {
  static open: View[] = [];
  loaded: JsonObject[] = [];
  constructor(
    readonly node: HTMLElement,
    readonly failed: (problems: readonly Problem[]) => void
  ) {
    View.open.push(this);
  }
  load(payload: JsonObject): void {
    this.loaded.push(payload);
    this.node.textContent = payload.sentence as string;
  }
  dispose(): void {
    View.open.splice(View.open.indexOf(this), 1);
  }
}

const around: Surroundings = {
  trans: english,
  read: readFence,
  shown: text => visible(text, 2000),
  open: (node, failed) => new View(node, failed)
};
const block = (body: string, name = 'language-attention') =>
  `<pre><code class="${name}">${body}</code></pre>`;

/** A widget that renders HTML as JupyterLab does: at once, in place of what was there. */
function widget(html = '') {
  const node = document.createElement('div');
  node.innerHTML = html;
  return { node, disposed: new Signal<object, void>({}) };
}

async function drawn(html: string, by: Surroundings = around) {
  const rendered = widget(html);
  const fences = new Fences(rendered, () => Promise.resolve(by));
  await fences.update();
  return { ...rendered, fences };
}

const turn = () => Promise.resolve();
/** Waits until as many views are open; what draws fences is loaded with the first. */
const opened = async (count: number) => {
  while (View.open.length < count) {
    await turn();
  }
};
const views = (node: HTMLElement) =>
  [...node.querySelectorAll('.jp-AttentionFence > div')].map(({ textContent }) => textContent);
const lines = (node: HTMLElement) =>
  [...node.querySelectorAll('.jp-AttentionFence > p')].map(({ textContent }) => textContent);
const seen = (node: HTMLElement) =>
  [...node.querySelectorAll<HTMLElement>('pre')].map(({ style }) => style.display !== 'none');

beforeEach(() => {
  View.open = [];
});

test.each([
  'language-attention',
  'lang-attention',
  'hljs language-attention',
  'language-Attention x'
])('a fence of the class %s is drawn in place of its block, which is hidden', async name => {
  const { node } = await drawn(`<p>before</p>${block('cats sleep', name)}<p>after</p>`);
  expect(views(node)).toEqual(['cats sleep']);
  expect(seen(node)).toEqual([false]);
  expect(node.children[2].className).toBe('jp-AttentionFence');
});

test.each(['language-python', 'language-attention2', 'attention', ''])(
  'a block of the class "%s" is not, and nothing is loaded for it',
  async name => {
    const rendered = widget(block('cats sleep', name));
    const load = jest.fn(() => Promise.resolve(around));
    await new Fences(rendered, load).update();
    expect(views(rendered.node)).toEqual([]);
    expect(load).not.toHaveBeenCalled();
  }
);

test('a text that cannot be drawn stays a block of code, with one line below', async () => {
  const { node } = await drawn(block('sentence: cats\nmask: caus'));
  expect(seen(node)).toEqual([true]);
  expect(node.querySelector('code')?.textContent).toBe('sentence: cats\nmask: caus');
  expect(lines(node)).toEqual([
    expect.stringMatching(/^Line 2, mask: Found the text "caus"; wanted/)
  ]);
  node.innerHTML = block('sentence: cats\nmask: causal');
  await turn();
  expect([views(node), lines(node), seen(node)]).toEqual([['cats'], [], [false]]);
  node.innerHTML = block('{"sentence": ');
  await turn();
  expect([views(node), seen(node), View.open.length]).toEqual([[], [true], 0]);
  expect(lines(node)).toEqual([expect.stringMatching(/^Line 1: This is no JSON/)]);
});

test.each([
  ['sentence: a\nmasks: 1\nscale:', /One more problem follows\.$/],
  ['sentence: a\nmasks: 1\nscale:\nview:', /2 more problems follow\.$/]
])('of several problems the first is told, and how many more there are: %j', async (body, line) => {
  const { node } = await drawn(block(body));
  expect(lines(node)).toEqual([expect.stringMatching(line)]);
});

test('what a body says reaches the page as text', async () => {
  const { node } = await drawn(block('sentence: a\n&lt;img src=x&gt;&lt;b&gt;'));
  expect(node.querySelector('img, b')).toBeNull();
  expect(lines(node)).toEqual([expect.stringContaining('<img src=x><b>')]);
});

test('what cannot be seen of a body is told, and turns no line around', async () => {
  const { node } = await drawn(block('sentence: a\n\u202eesrever'));
  expect(lines(node)[0]).not.toContain('\u202e');
  expect(lines(node)[0]).toContain('esrever');
});

test('what was only found while it is computed is told in the same way', async () => {
  const { node } = await drawn(block('cats'));
  View.open[0].failed([{ path: '$.embeddings', message: 'Too large.' }]);
  expect(lines(node)).toEqual(['embeddings: Too large.']);
  expect([seen(node), View.open.length]).toEqual([[true], 0]);
});

test('what is rendered anew has its views again before anything is painted, each below its own block', async () => {
  const { node } = await drawn(block('cats') + block('lions'));
  const [cats, lions] = View.open;
  node.innerHTML = `<h1>new</h1>${block('lions')}<p>between</p>${block('cats')}`;
  await turn(); // a microtask: no frame comes between
  expect(views(node)).toEqual(['lions', 'cats']);
  expect([...node.querySelectorAll('.jp-AttentionFence > div')]).toEqual([lions.node, cats.node]);
  expect([cats.loaded.length, lions.loaded.length, View.open.length]).toEqual([1, 1, 2]);
  expect(seen(node)).toEqual([false, false]);
});

test('of two fences that say the same each keeps its own view', async () => {
  const { node } = await drawn(block('cats') + block('cats'));
  const before = View.open.map(view => view.node);
  node.innerHTML = block('cats') + block('cats');
  await turn();
  expect([...node.querySelectorAll('.jp-AttentionFence > div')]).toEqual(before);
});

test('another body is shown in the view that stood there; what has no fence left is disposed of', async () => {
  const { node } = await drawn(block('cats') + block('lions'));
  const [cats] = View.open;
  node.innerHTML = block('cats sleep') + block('lions');
  await turn();
  expect(cats.loaded.map(({ sentence }) => sentence)).toEqual(['cats', 'cats sleep']);
  for (let times = 0; times < 50; times++) {
    node.innerHTML = times % 2 ? block('lions') : '<p>none</p>';
    await turn();
    expect(View.open).toHaveLength(times % 2);
  }
});

test('a change of the text where the block stays is followed, as of a tree that React keeps', async () => {
  const { node } = await drawn(block('cats'));
  node.querySelector('code')!.firstChild!.nodeValue = 'lions';
  await turn();
  expect(views(node)).toEqual(['lions']);
  node.querySelector('code')!.className = 'language-text';
  node.querySelector('code')!.textContent = 'lions';
  await turn();
  expect([views(node), seen(node)]).toEqual([[], [true]]);
});

test('marks that a search puts into a hidden block change nothing', async () => {
  const { node } = await drawn(block('cats sleep'));
  node.querySelector('code')!.innerHTML = '<mark>cats</mark> sleep';
  await turn();
  expect(View.open[0].loaded).toHaveLength(1);
});

test('a double click in a view does not reach the cell, which would open its editor', async () => {
  const { node } = await drawn(block('cats'));
  const heard = jest.fn();
  node.addEventListener('dblclick', heard);
  View.open[0].node.dispatchEvent(new MouseEvent('dblclick', { bubbles: true }));
  expect(heard).not.toHaveBeenCalled();
});

test('fences that are disposed of leave the Markdown as it was, and look no more', async () => {
  const html = `<p>a</p>${block('cats')}`;
  const { node, fences } = await drawn(html);
  fences.dispose();
  fences.dispose();
  expect(View.open).toEqual([]);
  expect(node.querySelector('.jp-AttentionFence')).toBeNull();
  expect(seen(node)).toEqual([true]);
  node.innerHTML = html;
  await fences.update();
  expect(View.open).toEqual([]);
});

test('fences that are disposed of while their part is loaded draw nothing', async () => {
  const rendered = widget(block('cats'));
  let loaded = (_: Surroundings) => {};
  const fences = new Fences(rendered, () => new Promise(done => (loaded = done)));
  const updated = fences.update();
  fences.dispose();
  loaded(around);
  await updated;
  expect(View.open).toEqual([]);
});

describe('what jupyterlab-myst renders', () => {
  /** Its DOM says of no language that it cannot highlight what it is. */
  const html = (...bodies: string[]) =>
    bodies
      .map(
        body =>
          `<div class="myst-code"><div>${block(body, 'language-text')}</div><button></button></div>`
      )
      .join('');
  const code = (lang: string | undefined, value: string) => ({ type: 'code', lang, value });
  const seenOf = (node: HTMLElement) =>
    [...node.querySelectorAll<HTMLElement>('.myst-code')].map(
      ({ style }) => style.display !== 'none'
    );

  test('is known by the tree that it renders from, in order where blocks say the same', async () => {
    const children = [
      code(undefined, 'cats'),
      { type: 'block', children: [code('attention', 'cats'), code('python', 'lions')] },
      code('Attention', 'zebras\n'),
      code('attention', 'not on the page')
    ];
    const node = widget(html('cats', 'cats', 'lions', 'zebras')).node;
    const fences = new Fences({ node, model: { mdast: { type: 'root', children } } }, () =>
      Promise.resolve(around)
    );
    await fences.update();
    expect(views(node)).toEqual(['cats', 'zebras']);
    expect(seenOf(node)).toEqual([true, false, true, false]);
  });

  test.each([null, 3, 'text', {}, { children: 3 }, { children: [null, { type: 'code' }] }])(
    'stays as it is where its tree is none that is known: %j',
    async mdast => {
      const { node } = widget(html('cats'));
      await new Fences({ node, model: { mdast } }, () => Promise.resolve(around)).update();
      expect(views(node)).toEqual([]);
    }
  );

  test('keeps its views while it is taken out of the page, as while a cell is edited', async () => {
    const { node } = widget(html('cats'));
    const mdast = { type: 'root', children: [code('attention', 'cats')] };
    await new Fences({ node, model: { mdast } }, () => Promise.resolve(around)).update();
    const [view] = View.open;
    node.querySelector('.myst-code')!.remove();
    await turn();
    expect(node.children).toHaveLength(0);
    node.innerHTML = html('cats');
    await turn();
    expect(View.open).toEqual([view]);
    expect(node.querySelector('.jp-AttentionFence > div')).toBe(view.node);
    node.innerHTML = '<p>no fence</p>';
    await turn();
    expect(View.open).toEqual([]);
  });

  test('is followed in the cells of a notebook, until a cell or the notebook is closed', async () => {
    const cell = (body: string) => {
      const mdast = { type: 'root', children: [code('attention', body)] };
      return {
        disposed: new Signal<object, void>({}),
        _mystWidget: { node: widget(html(body)).node, model: { mdast } }
      };
    };
    const widgets: object[] = [cell('cats'), { disposed: new Signal({}) }];
    const changed = new Signal<object, void>({});
    const content = { widgets, model: { cells: { changed } }, modelChanged: new Signal({}) };
    const following = followMystCells({ content }, () => Promise.resolve(around));
    const lions = cell('lions');
    widgets.push(lions);
    changed.emit();
    changed.emit();
    await opened(2);
    expect(View.open.map(({ loaded }) => loaded[0].sentence)).toEqual(['cats', 'lions']);
    lions.disposed.emit();
    expect(View.open).toHaveLength(1);
    following.dispose();
    expect(View.open).toEqual([]);
  });
});

describe('the plugin', () => {
  type Factory = IRenderMime.IRendererFactory;
  /** A registry as JupyterLab has it: the last factory of a type is that which is asked. */
  class Registry {
    added: [Factory, number | undefined][] = [];
    latexTypesetter = null;
    getFactory = () => this.added.at(-1)?.[0];
    getRank = () => this.added.at(-1)?.[1];
    addFactory = (factory: Factory, rank?: number) => this.added.push([factory, rank]);
  }
  const markdown = (mark: string): Factory => ({
    safe: true,
    mimeTypes: ['text/markdown'],
    defaultRank: 60,
    createRenderer: () => {
      const rendered = widget();
      const renderModel = async (model: { html: string }) => {
        await turn();
        rendered.node.innerHTML = `<i>${mark}</i>${model.html}`;
      };
      return { ...rendered, renderModel } as unknown as IRenderMime.IRenderer;
    }
  });

  let isDark = false;
  function activated(registry: Registry) {
    let start = () => {};
    const started = new Promise<void>(done => (start = done));
    const docRegistry = { addWidgetExtension: jest.fn() };
    const host = { ...hostOf(), dark: () => isDark };
    void plugin.activate({ started, docRegistry } as never, registry, host);
    return { start, host };
  }
  async function rendered(registry: Registry, html: string) {
    const renderer = registry.getFactory()!.createRenderer({} as never);
    await renderer.renderModel({ html } as never);
    return renderer;
  }

  test('draws after whoever rendered Markdown before, at its rank, and ends with its renderer', async () => {
    const registry = new Registry();
    registry.addFactory(markdown('first'), 60);
    const { start } = activated(registry);
    start();
    await turn();
    expect(registry.added.map(([{ safe }, rank]) => [safe, rank])).toEqual([[true, 60], [true, 60]]); // prettier-ignore
    const { node, disposed } = await rendered(registry, block('cats sleep'));
    expect(node.firstChild?.textContent).toBe('first');
    const view = node.querySelector<HTMLElement>('.jp-Attention')!;
    expect(view.shadowRoot!.textContent).toContain('cats');
    (disposed as Signal<object, void>).emit();
    expect(node.querySelector('.jp-Attention')).toBeNull();
  });

  test('draws also for who comes after it', async () => {
    const registry = new Registry();
    registry.addFactory(markdown('first'), 60);
    const { start } = activated(registry);
    registry.addFactory(markdown('second'), 50);
    start();
    await turn();
    const { node } = await rendered(registry, block('cats sleep'));
    expect(node.firstChild?.textContent).toBe('second');
    expect(node.querySelectorAll('.jp-Attention')).toHaveLength(1);
    expect(registry.getRank()).toBe(50);
  });

  test('is content where nobody renders Markdown', async () => {
    const registry = new Registry();
    const { start } = activated(registry);
    start();
    await turn();
    expect(registry.added).toEqual([]);
  });

  test('lets what was done in a view stay when its Markdown is rendered anew, and follows the theme', async () => {
    const registry = new Registry();
    registry.addFactory(markdown('first'), 60);
    const { host } = activated(registry);
    const renderer = await rendered(registry, block('angry lions hunt'));
    const view = renderer.node.querySelector<HTMLElement>('.jp-Attention')!;
    const chip = () => view.shadowRoot!.querySelectorAll<HTMLElement>('.jp-Attention-chip')[2];
    const frame = new Promise(requestAnimationFrame);
    chip().click();
    await frame;
    expect(chip().getAttribute('aria-pressed')).toBe('true');
    await renderer.renderModel({ html: `<p>new</p>${block('angry lions hunt')}` } as never);
    expect(renderer.node.querySelector('.jp-Attention')).toBe(view);
    expect(chip().getAttribute('aria-pressed')).toBe('true');
    isDark = true;
    host.views.refresh();
    expect(view.hasAttribute('data-dark')).toBe(true);
  });
});

test('numbers too large for a double are told below the block', () => {
  const failed = jest.fn();
  const host = hostOf();
  const large = [[1e200, 0], [0, 1e200]]; // prettier-ignore
  const body = { embeddings: large, projections: { query: large, key: large, value: large } };
  const view = new OpenFence(document.createElement('div'), host, failed);
  view.load(readFence(JSON.stringify({ tokens: ['a', 'b'], ...body })).payload!);
  expect(failed).toHaveBeenCalledWith([
    expect.objectContaining({ message: expect.stringContaining('too large for a double') })
  ]);
  view.dispose();
  expect(host.views.all).toEqual([]);
});

test('a fence tells what is wrong in the language of the page', async () => {
  const around = fenceSurroundings({ ...hostOf(), trans: speaking('de_DE') });
  const { node } = await drawn(block('n_heads: many'), around);
  expect(node.textContent).toContain(
    'Zeile 1, n_heads: Gefunden: der Text "many"; erwartet: eine ganze Zahl ab 1.'
  );
});

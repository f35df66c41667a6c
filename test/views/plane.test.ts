/** @jest-environment jsdom */
import { act, createElement } from 'react';
import { createRoot } from 'react-dom/client';
import { LIGHT, planeScene } from '../../src/figures/index.ts';
import type { Place, Scene } from '../../src/figures/index.ts';
import { AttentionModel, shownSelection } from '../../src/model/index.ts';
import type { Ready } from '../../src/model/index.ts';
import { LivePlane } from '../../src/views/drawing/LivePlane.tsx';
import { carried } from '../../src/views/drawing/useMovement.ts';
import { SurroundingsProvider } from '../../src/views/frame/context.ts';
import { english } from '../../src/views/frame/translator.ts';
import type { Surroundings } from '../../src/views/frame/context.ts';
import { LIONS, show } from './show.ts';

Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });

const moved = jest.fn();

/** The plane of a payload, 400 pixels wide and high, in a page that lays nothing out. */
function plane(payload: object = LIONS) {
  const model = new AttentionModel();
  model.load(payload);
  const host = document.createElement('div');
  document.body.append(host);
  const root = createRoot(host);
  const surroundings = { model, theme: LIGHT, trans: english } as unknown as Surroundings;
  const sceneOf = () => {
    const { trace, selection } = model.state as Ready;
    return planeScene(trace, shownSelection(trace, selection));
  };
  const draw = (scene: Scene = sceneOf()) =>
    act(() =>
      root.render(
        createElement(
          SurroundingsProvider,
          { value: surroundings },
          createElement(LivePlane, {
            scene,
            width: 400,
            height: 400,
            theme: LIGHT,
            movable: ({ layer, bare = false }) => layer !== 'output' && !bare,
            onGrab: mark => delta => {
              moved(mark, delta);
            }
          })
        )
      )
    );
  draw();
  const handles = () => [...host.querySelectorAll<SVGCircleElement>('.jp-Attention-handle')];
  return { host, model, draw, handles };
}

const nameOf = (element: Element | null) => element?.getAttribute('aria-label')?.split(' at ')[0];
const focus = (handle: SVGElement) => act(() => handle.focus());
const press = (key: string) =>
  act(() => {
    document.activeElement!.dispatchEvent(
      new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true })
    );
  });

describe('the points of a plane', () => {
  test('are one stop: the query that asks, and then whichever one was at last', () => {
    const { handles } = plane();
    const stops = () => handles().filter(({ tabIndex }) => tabIndex === 0);
    expect(stops().map(nameOf)).toEqual(['q of angry']);
    expect(handles().length).toBe(9);
    focus(stops()[0]);
    press('PageDown');
    expect(nameOf(document.activeElement)).toBe('k of angry');
    expect(stops()).toEqual([document.activeElement]);
    press('End');
    expect(nameOf(document.activeElement)).toBe('k of peacefully');
    press(']');
    expect(nameOf(document.activeElement)).toBe('k of peacefully');
    press('[');
    expect(nameOf(document.activeElement)).toBe('k of sleep');
    press('PageUp');
    expect(nameOf(document.activeElement)).toBe('k of cats');
    press('Home');
    expect(nameOf(document.activeElement)).toBe('q of angry');
    expect(stops()).toHaveLength(1);
  });

  test('are moved by arrow keys, and say where they are', () => {
    const { handles, host } = plane();
    moved.mockClear();
    focus(handles()[2]);
    press('ArrowUp');
    press('ArrowUp');
    expect(moved.mock.calls).toEqual([
      [{ layer: 'key', token: 1, ofKeys: true }, [0, 0.05]],
      [{ layer: 'key', token: 1, ofKeys: true }, [0, 0.1]]
    ]);
    expect(handles()[2].getAttribute('aria-label')).toMatch(
      /^k of lions at −?\d\.\d\d, −?\d\.\d\d:/
    );
    expect(host.querySelector('[role=group]')!.getAttribute('aria-label')).toContain('Page Down');
  });

  test('are large enough to take hold of', () => {
    const radii = plane()
      .handles()
      .map(handle => Number(handle.getAttribute('r')));
    expect(Math.min(...radii) * 2).toBeGreaterThanOrEqual(24);
  });

  test('stay one stop when the one that was is gone', () => {
    const { handles, model, draw } = plane();
    focus(handles()[4]);
    model.edit({ type: 'sentence', sentence: 'cats sleep' });
    draw();
    expect(
      handles()
        .filter(({ tabIndex }) => tabIndex === 0)
        .map(nameOf)
    ).toEqual(['q of cats']);
  });
});

/** Where a transform brings a place. */
function brought([x, y]: Place, transform: string): Place {
  const [a, b, c, d, e, f] = transform.match(/-?[\d.]+(e-?\d+)?/g)!.map(Number);
  return [a * x + c * y + e, b * x + d * y + f];
}

test('a line that is carried lies on the other one', () => {
  const line = [
    [10, 20],
    [40, 60]
  ] as const;
  const other = [
    [-5, 3],
    [2, -9]
  ] as const;
  const transform = carried(line, other)!;
  line.forEach((place, p) =>
    brought(place, transform).forEach((part, c) => expect(part).toBeCloseTo(other[p][c], 1))
  );
  const [x, y] = brought(line[1], carried(line, [line[0], line[0]])!);
  expect(Math.hypot(x - 10, y - 20)).toBeLessThan(0.1);
  expect(carried([line[0], line[0]], other)).toBeUndefined();
});

describe('what a step moves', () => {
  const animate = jest.fn();
  const media = { matches: false };
  beforeEach(() => {
    animate.mockClear();
    media.matches = false;
    Object.assign(Element.prototype, { animate });
    Object.assign(globalThis, { matchMedia: () => media });
  });
  afterEach(() => {
    Reflect.deleteProperty(Element.prototype, 'animate');
    Reflect.deleteProperty(globalThis, 'matchMedia');
  });
  const begin = (payload: object, step: 'project' | 'dot_products' | 'weigh' | 'sum' | 'embed') => {
    const shown = plane(payload);
    expect(animate).not.toHaveBeenCalled(); // nothing moves as the view opens
    act(() => shown.model.select({ step }));
    shown.draw();
    return shown;
  };

  test.each([
    ['embed', 0],
    ['project', 9 + 9 + 8], // marks, threads, the edges of two squares
    ['dot_products', 8 + 8],
    ['weigh', 8],
    ['sum', 8]
  ] as const)('%s: %i of them come from where they were', (step, count) => {
    begin(LIONS, step);
    expect(animate).toHaveBeenCalledTimes(count);
  });

  test('comes from the word that it is a copy of, and ends where it is drawn', () => {
    const { model } = begin(LIONS, 'project');
    const { trace } = model.state as Ready;
    const call = animate.mock.contexts.findIndex(
      element => (element as Element).textContent === 'q of angry'
    );
    const [[from, to]] = animate.mock.calls[call] as [{ transform: string }[]];
    const [dx, dy] = from.transform.match(/-?[\d.]+/g)!.map(Number);
    const [[x, y], [qx, qy]] = [trace.embeddings[0], trace.heads[0].query[0]];
    // Pixels grow downwards, alike on both axes of a figure that is as wide as high but for its margins.
    expect(dx / (x - qx)).toBeGreaterThan(0);
    expect(dy / (y - qy)).toBeLessThan(0);
    expect(dx / (x - qx) / ((400 - 56) / (400 - 58))).toBeCloseTo(-dy / (y - qy), 0);
    expect(to.transform).toBe('none');
  });

  test('does not move again by an edit, nor when another token asks', () => {
    const { model, draw } = begin(LIONS, 'project');
    animate.mockClear();
    act(() => model.select({ query: 3 }));
    draw();
    model.edit({ type: 'embedding', of: 'query', token: 0, vector: [1, 1] });
    draw();
    expect(animate).not.toHaveBeenCalled();
  });

  test('stands at once for a reader who wants less motion', () => {
    media.matches = true;
    begin(LIONS, 'sum');
    expect(animate).not.toHaveBeenCalled();
  });
});

describe('the pane of the plane', () => {
  beforeAll(() => Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: false }));
  const pane = (node: Element) => node.querySelector('.jp-mod-planePane')!;
  const caption = (node: Element) => pane(node).querySelector('.jp-Attention-caption')!.textContent;
  const title = (node: Element) => pane(node).querySelector('h3')!.textContent;
  const switches = (node: Element) =>
    [...pane(node).querySelectorAll<HTMLElement>('.jp-Attention-layers button')].map(button => [
      button.textContent.trim(),
      button.ariaPressed ?? button.getAttribute('aria-pressed')
    ]);

  test('says what a line is, and what the plane is about', () => {
    const { node } = show(LIONS);
    expect(title(node)).toBe('The query of angry looks for its keys');
    expect(caption(node)).toBe(
      'A line is a share: the wider, the more. A ring: it listens to itself.'
    );
    expect(switches(node)).toEqual([
      ['words', 'false'],
      ['q', 'mixed'],
      ['k', 'true'],
      ['v', 'false'],
      ['outputs', 'mixed']
    ]);
  });

  test('says it of each step', () => {
    const { node, model, draw } = show(LIONS);
    const said = (['embed', 'project', 'dot_products', 'normalise', 'weigh', 'sum'] as const).map(
      step => {
        model.select({ step });
        draw();
        return `${title(node)}: ${caption(node)}`;
      }
    );
    expect(new Set(said).size).toBe(6);
    expect(said[2]).toContain('dropped on the line of q');
    expect(said[5]).toContain('tip to tail');
  });

  test('says where nothing is a ring, and what could not be drawn', () => {
    expect(caption(show({ ...LIONS, key_tokens: ['dogs', 'run'] }).node)).toBe(
      'A line is a share: the wider, the more.'
    );
    const turned = show({ ...LIONS, positions: 'rope', view: { step: 'dot_products' } }).node;
    expect(caption(turned)).toContain('Positions turn queries and keys');
  });

  test('a switch that a step needs stays pressed', () => {
    const { node, model, draw } = show({ ...LIONS, view: { step: 'weigh' } });
    const [, , , v] = pane(node).querySelectorAll<HTMLElement>('.jp-Attention-layers button');
    expect(v.getAttribute('aria-disabled')).toBe('true');
    v.click();
    draw();
    expect((model.payload as { view: object }).view).toEqual({ step: 'weigh' });
  });
});

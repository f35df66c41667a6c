import { layerSpec } from './layers.ts';
import { camel, DESCRIPTION, resolved } from './node.ts';
import type { Node } from './node.ts';
import { opened, sealOf } from './packed.ts';
import type { Seal } from './packed.ts';
import { PartReport, Report } from './report.ts';
import type { Problem } from './report.ts';
import type { Spec } from './spec.ts';

/** A layer whose arrays can all be looked into, or what is wrong with them. */
export interface Opened {
  readonly spec: Spec;
  readonly problems: readonly Problem[];
}

/** Layers that stay open: what is compared, and what was looked at just before. */
const KEPT = 4;
/** Bytes that are inflated on the page, within a frame; more are beside it. */
const AT_ONCE = 262_144;

/**
 * A layer of a payload, as {@link layerSpec} has it, with the arrays opened that came deflated: they are not before
 * somebody looks at it. Of the same layer it is the same object again, while it is not long ago.
 */
export function openLayer(spec: Spec, index: number = 0): Opened {
  const alone = layerSpec(spec, index);
  const before = newest.find(({ of }) => of === alone);
  if (before) {
    return before.opened;
  }
  const made = openIn(spec, alone, index);
  newest = [{ of: alone, opened: made }, ...newest.slice(0, KEPT - 1)];
  return made;
}

/**
 * Inflates beside the page what is much of a layer, so that {@link openLayer} finds it done. Null where it is little, or open
 * already, or the browser cannot. It never rejects: what is wrong is told by who opens it.
 */
export function openAhead(spec: Spec, index: number = 0): Promise<void> | null {
  const alone = layerSpec(spec, index);
  if (typeof DecompressionStream === 'undefined' || newest.some(({ of }) => of === alone)) {
    return null;
  }
  const under = underWay.get(alone);
  if (under) {
    return under;
  }
  const seals = sealsIn(alone).filter(seal => !seal.isReady());
  if (seals.reduce((sum, { size }) => sum + size, 0) <= AT_ONCE) {
    return null;
  }
  const made = Promise.all(seals.map(seal => seal.ahead())).then(() => {
    underWay.delete(alone);
  });
  underWay.set(alone, made);
  return made;
}

const underWay = new WeakMap<Spec, Promise<void>>();

/** How the arrays of a layer are opened that came deflated. */
function sealsIn(alone: Spec): readonly Seal[] {
  const found: Seal[] = [];
  const look: Open = value => {
    const seal = sealOf(value);
    if (seal) {
      found.push(seal);
    }
    return value;
  };
  openFields(DESCRIPTION, alone, '$', { report: new Report(), open: look });
  return found;
}

let newest: readonly { readonly of: Spec; readonly opened: Opened }[] = [];

/** What is wrong with arrays that came deflated, in all layers. */
export function closedProblems(spec: Spec): readonly Problem[] {
  const layers = spec.layers ?? [null];
  return layers.flatMap((_, i) => openIn(spec, layerSpec(spec, i), i).problems);
}

function openIn(spec: Spec, alone: Spec, index: number): Opened {
  const whole = new Report();
  const items = DESCRIPTION.properties.layers.items!;
  const own = Object.keys(spec.layers ? items.properties! : DESCRIPTION.properties);
  const report = new PartReport(whole, spec.layers ? `$.layers[${index}]` : '$', own);
  const found = openFields(DESCRIPTION, alone, '$', { report, open: opened });
  report.tell();
  return { spec: found, problems: whole.problems };
}

/** What is made of an array. */
type Open = (value: object, path: string, report: Report) => unknown;

interface By {
  readonly report: Report;
  readonly open: Open;
}

/** The same object where nothing in it was closed. */
function openFields(node: Node, object: object, path: string, by: By): object {
  const said = object as Readonly<Record<string, unknown>>;
  const found: Record<string, unknown> = {};
  for (const [name, part] of Object.entries(node.properties!)) {
    const value = said[camel(name)];
    if (typeof value === 'object' && value !== null) {
      const open = openNode(resolved(part, DESCRIPTION), value, `${path}.${name}`, by);
      if (open !== value) {
        found[camel(name)] = open;
      }
    }
  }
  return Object.keys(found).length > 0 ? { ...object, ...found } : object;
}

function openNode(node: Node, value: object, path: string, by: By): unknown {
  if (node.shape) {
    return by.open(value, path, by.report);
  }
  if (node.anyOf && !node.switch) {
    const kind = node.anyOf.find(({ shape, properties }) =>
      Array.isArray(value) ? shape : properties
    );
    return kind ? openNode(resolved(kind, DESCRIPTION), value, path, by) : value;
  }
  return node.properties && !node.payload && !node.selects
    ? openFields(node, value, path, by)
    : value;
}

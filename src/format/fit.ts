import { VOCABULARY_DIMENSIONS } from '../engine/index.ts';
import { fieldsOf } from './fields.ts';
import type { Field } from './fields.ts';
import { LESSON } from './lesson.ts';
import { LIMITS } from './limits.ts';
import { count, messages, only, tell } from './messages.ts';
import { layerSpec } from './layers.ts';
import { camel, DESCRIPTION, resolved } from './node.ts';
import type { Description } from './node.ts';
import { PartReport, problemAt, Report } from './report.ts';
import type { Problem } from './report.ts';
import { checkShape, shapeOf } from './shapes.ts';
import { isComputed, measure } from './sizes.ts';
import { checkImage } from './fitImage.ts';
import { checkStages } from './fitStages.ts';
import type { Sizes } from './sizes.ts';
import type { Spec } from './spec.ts';
import { number } from './told.ts';

/** The problems of a spec whose fields are each right: where they do not fit together. */
export function check(spec: Spec): readonly Problem[] {
  const report = new Report();
  checkFit(spec, report, DESCRIPTION);
  return report.problems;
}

/** Reports where fields that are right alone do not fit together, or are too large together. */
export function checkFit(spec: Spec, report: Report, description: Description): void {
  const sizes = measure(spec, report);
  const fields = [...fieldsOf(spec, description, description)];
  checkNeeds(spec, report, description);
  checkBeside(spec, report, description);
  for (const { path, node, value } of fields) {
    const array = node.length ? { shape: [node.length] } : node;
    if (array.shape && report.fine(path)) {
      const found = shapeOf(value, array.shape.length);
      checkShape(path, array, found, sizes, { spec, description, report });
    }
  }
  checkExample(spec, sizes, report);
  checkStages(spec, sizes, report);
  checkResidual(spec, sizes, report);
  checkImage(spec, sizes, report);
  const shown = spec.layers ? checkLayers(spec, sizes, report, description) : sizes;
  checkIndices(fields, shown, report, description);
  if (!spec.layers) {
    checkWork(spec, sizes, report);
  }
}

/** Each layer by itself; returns the sizes of the one that is shown. */
function checkLayers(spec: Spec, sizes: Sizes, report: Report, description: Description): Sizes {
  const known = Object.keys(
    resolved(description.properties.layers.items!, description).properties!
  );
  spec.layers!.forEach(({ sequence = 'tokens' }, i) => {
    const path = `$.layers[${i}]`;
    if (sequence !== 'tokens' && spec.keyTokens === undefined && report.fine('$.key_tokens')) {
      report.problem(`${path}.sequence`, tell('needs', { needs: 'key_tokens' }));
    } else {
      const part = new PartReport(report, path, known);
      checkFit(layerSpec(spec, i), part, description);
      part.tell();
    }
  });
  const shown = layerSpec(spec, spec.view?.layer ?? 0);
  return new Map([...sizes, ...measure(shown, new Report()), ['layers', spec.layers!.length]]);
}

/** Fields that are there only together with others. */
function checkNeeds(spec: Spec, report: Report, { dependentRequired }: Description): void {
  const said = spec as Readonly<Record<string, unknown>>;
  for (const [name, others] of Object.entries(dependentRequired)) {
    for (const needs of others) {
      const isThere = (field: string) => said[camel(field)] !== undefined;
      if (isThere(name) && !isThere(needs) && report.fine(`$.${needs}`)) {
        report.problem(`$.${name}`, tell('needs', { needs }));
      }
    }
  }
}

/** Fields in whose place others are given. */
function checkBeside(spec: Spec, report: Report, { inPlaceOf }: Description): void {
  const said = spec as Readonly<Record<string, unknown>>;
  for (const [name, others] of Object.entries(inPlaceOf)) {
    for (const other of said[camel(name)] === undefined ? [] : others) {
      if (said[camel(other)] !== undefined && report.fine(`$.${other}`)) {
        report.problem(`$.${other}`, tell('beside', { name }));
      }
    }
  }
}

/** Without projections those of the worked example are meant, which have two rows and columns. */
function checkExample(spec: Spec, sizes: Sizes, report: Report): void {
  const isMissing = spec.projections === undefined && report.fine('$.projections');
  if (!isMissing || !isComputed(spec, report)) {
    return;
  }
  const [dModel, h, g] = ['d_model', 'h', 'g'].map(symbol => sizes.get(symbol));
  if (dModel !== undefined && dModel !== VOCABULARY_DIMENSIONS) {
    report.problem('$.projections', tell('noProjections', { found: number(dModel) }));
    return;
  }
  if (h !== undefined && VOCABULARY_DIMENSIONS % h !== 0) {
    const found = count(VOCABULARY_DIMENSIONS, 'column');
    report.problem('$.n_heads', tell('indivisible', { found, field: 'n_heads', heads: h }));
  }
  if (h !== undefined && g !== undefined && h !== g) {
    report.problem('$.n_kv_heads', tell('sharedExample'));
  }
}

function checkResidual({ residual, projections }: Spec, sizes: Sizes, report: Report): void {
  const [dModel, h, g] = ['d_model', 'h', 'g'].map(symbol => sizes.get(symbol));
  const isKnown = dModel !== undefined && h !== undefined && g !== undefined;
  if (!residual || !isKnown || projections?.output || !report.fineBeside(LESSON)) {
    return;
  }
  const dV = (projections?.value[0].length ?? VOCABULARY_DIMENSIONS) / g;
  if (h * dV !== dModel) {
    const found = count(h * dV, 'dimension');
    report.problem('$.residual', tell('unequalWidths', { found, wanted: number(dModel) }));
  }
}

/** Whole numbers that count along an axis, and runs of it: what selects may point past the end. */
function checkIndices(
  fields: readonly Field[],
  sizes: Sizes,
  report: Report,
  description: Description
): void {
  for (const [list, members] of byList(fields)) {
    const past = (isWarning: boolean) =>
      members
        .filter(({ node, selects }) => (selects || node.run !== undefined) === isWarning)
        .flatMap(field => pastEnd(field, sizes, description) ?? []);
    report.field(list, past(false));
    report.field(list, past(true), report.warnings);
  }
}

/** What counts along an axis, by the list it stands in, or the field itself. */
function byList(fields: readonly Field[]): ReadonlyMap<string, readonly Field[]> {
  const lists = new Map<string, Field[]>();
  for (const field of fields) {
    if (field.node.index !== undefined || field.node.run !== undefined) {
      const list = field.path.replace(/\[.*/, '');
      const members = lists.get(list);
      if (members) {
        members.push(field);
      } else {
        lists.set(list, [field]);
      }
    }
  }
  return lists;
}

/** What is wrong with one that points past the end, or null. */
function pastEnd(
  { path, node, value, selects }: Field,
  sizes: Sizes,
  { symbols }: Description
): Problem | null {
  const axis = (node.index ?? node.run)!;
  const length = sizes.get(axis);
  const [first, run] = node.run ? (value as readonly [number, number]) : [value as number, 1];
  if (length === undefined || first + run <= length) {
    return null;
  }
  const of = { only: only(length, symbols[axis].counts!) };
  if (first < length) {
    const told = { found: count(run, 'token'), first: number(first), ...of };
    return problemAt(path, tell('windowEnds', told));
  }
  return problemAt(path, tell(selects ? 'pastEnd' : 'noSuch', { found: number(first), ...of }));
}

/** Everything fits; is it also small enough to be computed while somebody waits? */
function checkWork(spec: Spec, sizes: Sizes, report: Report): void {
  const [n, m, dModel, h] = ['n', 'm', 'd_model', 'h'].map(symbol => sizes.get(symbol));
  if (n === undefined || m === undefined || h === undefined || !report.fineBeside(LESSON)) {
    return;
  }
  const at = spec.sentence === undefined ? '$.tokens' : '$.sentence';
  const weights = h * n * m;
  if (weights > LIMITS.weights) {
    report.problem(at, messages.tooMany('weights', weights, LIMITS.weights));
  }
  const columns = spec.query
    ? Math.max(h * widthOf(spec.query), h * widthOf(spec.value))
    : spec.weights
      ? 0
      : Math.max(
          ...[spec.projections?.query, spec.projections?.value].map(
            matrix => matrix?.[0].length ?? VOCABULARY_DIMENSIONS
          )
        );
  const work = Math.max(Math.max(n, m) * (dModel ?? 0) * columns, n * m * columns);
  if (work > LIMITS.multiplications) {
    report.problem(at, messages.tooMany('multiplications', work, LIMITS.multiplications));
  }
}

/** How wide the vectors of recorded heads are. */
function widthOf(heads: Spec['query']): number {
  return heads ? shapeOf(heads, 3)[2] : 0;
}

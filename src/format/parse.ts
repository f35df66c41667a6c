import type { MaskParts, ScoreOverride } from '../engine/index.ts';
import { isArrayObject } from './arrays.ts';
import { checkFit } from './fit.ts';
import { LIMITS } from './limits.ts';
import { messages } from './messages.ts';
import {
  isObject,
  readBoolean,
  readBooleans,
  readListOf,
  readMatrix,
  readNumber,
  readOneOf,
  readPositive,
  readText,
  readTokens,
  readWhole
} from './read.ts';
import type { Reader } from './read.ts';
import { Report } from './report.ts';
import type { Problem } from './report.ts';
import { FORMAT, GEOMETRY, LAYERS, PANES, POSITIONS, STAGES, STEPS, VERSION } from './types.ts';
import type {
  PositionScheme,
  Prediction,
  Run,
  Spec,
  SpecProjections,
  View,
  ViewWindow
} from './types.ts';

/** What came of reading a payload. */
export interface ParseResult {
  /** What the payload says, or null where it has a problem. */
  readonly spec: Spec | null;
  /** All that keeps it from being drawn. */
  readonly problems: readonly Problem[];
  /** What is not used, though the rest is. */
  readonly warnings: readonly Problem[];
}

const FIELDS = [
  'format',
  'version',
  'sentence',
  'tokens',
  'embeddings',
  'projections',
  'n_heads',
  'n_kv_heads',
  'mask',
  'mask_at',
  'scale',
  'temperature',
  'softmax',
  'positions',
  'position_offset',
  'residual',
  'overrides',
  'key_tokens',
  'key_embeddings',
  'view'
];

const VIEW = [
  'query',
  'head',
  'stage',
  'layers',
  'precise',
  'panes',
  'geometry',
  'step',
  'step_rows',
  'covered',
  'predictions',
  'window'
];

const PROJECTIONS = ['query', 'key', 'value', 'output'] as const;

/**
 * Reads a payload of the format, from anything.
 *
 * Never throws, never computes attention; gathers all problems with their JSON paths. The rules,
 * in order, are those of docs/format.md, "Problems and warnings".
 */
export function parse(payload: unknown): ParseResult {
  const report = new Report();
  let spec: Spec | null = null;
  if (isObject(payload) && checkVersion(payload, report)) {
    spec = readSpec(payload, report);
    checkFit(spec, report);
  } else if (!isObject(payload)) {
    report.problem('$', messages.notObject(payload));
  }
  return {
    spec: report.problems.length === 0 ? spec : null,
    problems: report.problems,
    warnings: report.warnings
  };
}

/** False where the payload is of a version that cannot be looked into. */
function checkVersion(payload: Record<string, unknown>, report: Report): boolean {
  const { format, version } = payload;
  if (Number.isSafeInteger(version) && (version as number) > VERSION && format === FORMAT) {
    report.problem('$.version', messages.newer(version as number));
    return false;
  }
  if (format !== FORMAT) {
    report.problem('$.format', messages.format(format));
  }
  if (version !== VERSION) {
    report.problem('$.version', messages.version(version));
  }
  return true;
}

function readSpec(payload: Record<string, unknown>, report: Report): Spec {
  const read = partsOf(payload, '$', report);
  return withoutUndefined({
    sentence: read('sentence', readText),
    tokens: read('tokens', readTokens),
    embeddings: read('embeddings', readMatrix),
    projections: read('projections', readProjections),
    nHeads: read('n_heads', readWhole(1)),
    nKvHeads: read('n_kv_heads', readWhole(1)),
    mask: read('mask', readMask),
    maskAt: read('mask_at', readOneOf(['scores', 'weights'])),
    scale: payload.scale === null ? undefined : read('scale', readNumber),
    temperature: read('temperature', readPositive),
    softmax: read('softmax', readOneOf(['stable', 'naive'])),
    positions: payload.positions === null ? undefined : read('positions', readPositions),
    positionOffset: read('position_offset', readWhole(-LIMITS.offset, LIMITS.offset)),
    residual: read('residual', readBoolean),
    overrides: read('overrides', readOverrides),
    keyTokens: read('key_tokens', readTokens),
    keyEmbeddings: read('key_embeddings', readMatrix),
    view: read('view', readView),
    unknown: unknownFields(payload, FIELDS, '$', report)
  });
}

const readMask: Reader<NonNullable<Spec['mask']>> = (value, path, report) => {
  if (value === null || value === 'causal') {
    return value ?? undefined;
  }
  if (isObject(value) && !isArrayObject(value)) {
    return readMaskParts(value, path, report);
  }
  if (!isObject(value) && !Array.isArray(value)) {
    report.problem(
      path,
      messages.wanted(
        value,
        'null, "causal", rows of booleans (true = may attend) or an object of causal, window and padding'
      )
    );
    return undefined;
  }
  return readBooleans(value, path, report);
};

function readMaskParts(value: Record<string, unknown>, path: string, report: Report): MaskParts {
  const read = partsOf(value, path, report);
  unknownFields(value, ['causal', 'window', 'padding'], path, report);
  return withoutUndefined({
    causal: read('causal', readBoolean),
    window: read('window', readWhole(1)),
    padding: read('padding', readListOf(readBoolean, 'a list of booleans, one for each key'))
  });
}

const readPositions: Reader<NonNullable<Spec['positions']>> = (value, path, report) => {
  const matrix = Array.isArray(value) || (isObject(value) && isArrayObject(value));
  if (!matrix && !POSITIONS.includes(value as PositionScheme)) {
    const wanted = `one of ${POSITIONS.join(', ')}, or a row of numbers for each position`;
    report.problem(path, messages.wanted(value, wanted));
    return undefined;
  }
  return matrix ? readMatrix(value, path, report) : (value as PositionScheme);
};

const readOverrides: Reader<NonNullable<Spec['overrides']>> = (value, path, report) => {
  if (!isObject(value)) {
    report.problem(path, messages.wanted(value, 'an object such as {"scores": […]}'));
    return undefined;
  }
  unknownFields(value, ['scores'], path, report);
  const wanted = 'a list of {"head", "query", "key", "value"}';
  const scores = partsOf(value, path, report)('scores', readListOf(readOverride, wanted));
  return { scores: scores ?? [] };
};

const readOverride: Reader<ScoreOverride> = (value, path, report) => {
  if (!isObject(value)) {
    report.problem(path, messages.wanted(value, 'an object of head, query, key and value'));
    return undefined;
  }
  unknownFields(value, ['head', 'query', 'key', 'value'], path, report);
  const index = readWhole(0);
  return {
    head: index(value.head, `${path}.head`, report) ?? 0,
    query: index(value.query, `${path}.query`, report) ?? 0,
    key: index(value.key, `${path}.key`, report) ?? 0,
    value: readNumber(value.value, `${path}.value`, report) ?? 0
  };
};

const readProjections: Reader<SpecProjections> = (value, path, report) => {
  if (!isObject(value)) {
    report.problem(path, messages.wanted(value, 'an object of query, key and value'));
    return undefined;
  }
  const read = (name: string) =>
    value[name] === undefined ? undefined : readMatrix(value[name], `${path}.${name}`, report);
  const [query, key, value_, output] = PROJECTIONS.map(read);
  for (const name of ['query', 'key', 'value'] as const) {
    if (value[name] === undefined) {
      report.problem(`${path}.${name}`, messages.missingProjection(name));
    }
  }
  unknownFields(value, PROJECTIONS, path, report);
  // Matrices that could be read go on to be fitted, even where one of them is missing.
  return withoutUndefined({ query, key, value: value_, output }) as SpecProjections;
};

const readView: Reader<View> = (value, path, report) => {
  if (!isObject(value)) {
    report.problem(path, messages.wanted(value, 'an object'));
    return undefined;
  }
  const read = partsOf(value, path, report);
  unknownFields(value, VIEW, path, report);
  return withoutUndefined({
    query: read('query', readWhole(0)),
    head: read('head', readWhole(0)),
    stage: read('stage', readOneOf(STAGES)),
    layers: read('layers', readListOf(readOneOf(LAYERS), `a list of ${LAYERS.join(', ')}`)),
    precise: read('precise', readBoolean),
    panes: read('panes', readListOf(readOneOf(PANES), `a list of ${PANES.join(', ')}`)),
    geometry: read('geometry', readListOf(readOneOf(GEOMETRY), `a list of ${GEOMETRY.join(', ')}`)),
    step: read('step', readOneOf(STEPS)),
    stepRows: read('step_rows', readOneOf(['one', 'all'] as const)),
    covered: read('covered', readListOf(readOneOf(PANES), `a list of ${PANES.join(', ')}`)),
    predictions: read('predictions', readListOf(readPrediction, 'a list of predictions')),
    window: read('window', readWindow)
  });
};

const readPrediction: Reader<Prediction> = (value, path, report) => {
  if (!isObject(value)) {
    report.problem(path, messages.wanted(value, 'an object of question, head, query and guess'));
    return undefined;
  }
  unknownFields(value, ['question', 'head', 'query', 'guess', 'truth'], path, report);
  const most = value.question === 'most';
  const answer = most ? readWhole(0) : readListOf(readNumber, 'a list of two numbers');
  const read = <T>(name: string, reader: Reader<T>) =>
    reader(value[name], `${path}.${name}`, report);
  return withoutUndefined({
    question: read('question', readOneOf(['most', 'output'] as const)) ?? 'most',
    head: read('head', readWhole(0)) ?? 0,
    query: read('query', readWhole(0)) ?? 0,
    guess: read<number | readonly number[]>('guess', answer) ?? 0,
    truth: value.truth === undefined ? undefined : read<number | readonly number[]>('truth', answer)
  });
};

const readWindow: Reader<ViewWindow> = (value, path, report) => {
  if (!isObject(value)) {
    report.problem(path, messages.wanted(value, 'an object such as {"query": […], "key": […]}'));
    return undefined;
  }
  unknownFields(value, ['query', 'key'], path, report);
  const read = partsOf(value, path, report);
  return withoutUndefined({ query: read('query', readRun), key: read('key', readRun) });
};

const readRun: Reader<Run> = (value, path, report) => {
  if (!Array.isArray(value) || value.length !== 2) {
    report.problem(
      path,
      messages.wanted(value, 'a list of two whole numbers, the first token and how many')
    );
    return undefined;
  }
  const first = readWhole(0)(value[0], `${path}[0]`, report);
  const count = readWhole(1)(value[1], `${path}[1]`, report);
  return first === undefined || count === undefined ? undefined : [first, count];
};

/** Reads fields of an object that is part of a payload. */
function partsOf(object: Record<string, unknown>, path: string, report: Report) {
  return <T>(name: string, reader: Reader<T>): T | undefined =>
    object[name] === undefined ? undefined : reader(object[name], `${path}.${name}`, report);
}

function unknownFields(
  object: Record<string, unknown>,
  known: readonly string[],
  path: string,
  report: Report
): Record<string, unknown> | undefined {
  const unknown = Object.keys(object).filter(name => !known.includes(name));
  for (const name of unknown) {
    report.warn(`${path}.${name}`, messages.unknownField());
  }
  return unknown.length > 0
    ? Object.fromEntries(unknown.map(name => [name, object[name]]))
    : undefined;
}

function withoutUndefined<T extends object>(object: T): T {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as T;
}

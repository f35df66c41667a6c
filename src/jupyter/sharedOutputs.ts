import type { IRenderMime } from '@jupyterlab/rendermime-interfaces';
import { JSONExt } from '@lumino/coreutils';
import type { PartialJSONValue, ReadonlyPartialJSONObject } from '@lumino/coreutils';
import type { ISignal } from '@lumino/signaling';

export type MimeModel = IRenderMime.IMimeModel;
type Data = ReadonlyPartialJSONObject;

/** What is written to an output. */
export interface Bundle {
  readonly data: Data;
  readonly metadata?: Data;
}

/** A cell in the document that pages share, as far as it is used here. */
export interface SharedCell {
  readonly ymodel?: { get(name: string): unknown };
  updateOutputs?: unknown;
  toJSON?: () => unknown;
}

/** A cell of a notebook's model. */
export interface Cell {
  readonly outputs?: {
    readonly length: number;
    readonly changed?: ISignal<unknown, unknown>;
    get(index: number): MimeModel;
  };
  readonly sharedModel: SharedCell;
}

/** An output in the shared document: a map, of whose entries the one that was set last stands. */
interface SharedOutput {
  readonly doc: { transact(change: () => void, origin: unknown): void };
  get(name: string): unknown;
  set(name: string, value: unknown): void;
}

/** A change of something in the shared document. */
export interface SharedChange {
  readonly path: readonly (string | number)[];
  readonly target: unknown;
  readonly changes: { readonly keys: ReadonlyMap<string, { readonly oldValue: unknown }> };
}

/**
 * How outputs with a payload are written where several pages may have them.
 *
 * JupyterLab puts a new output in the place of one whose data are set. Where two pages do so at once
 * both new ones stay: the output is doubled. Here the entries of the shared output are set instead,
 * of which the one that was set last stands. JupyterLab does not look for such changes; `follow` does.
 */
export class SharedOutputs {
  constructor(private readonly _mimeType: string) {}

  /** Writes to the model of an output, and to the shared output of a cell, if it is known which. */
  write(cell: Cell, output: MimeModel, { data, metadata }: Bundle): void {
    const shared = this._sharedOutput(cell, output);
    if (!shared) {
      set(output, { data, metadata });
      return;
    }
    aside(cell, () => set(output, { data, metadata }));
    shared.doc.transact(() => {
      shared.set('data', copy(data));
      if (metadata) {
        shared.set('metadata', copy(metadata));
      }
    }, this);
  }

  /** Where another page has set entries of an output, its model here is set to the same. */
  follow(cells: Iterable<Cell>, { path, target, changes }: SharedChange): void {
    const change = changes.keys.get('data');
    if (path.length !== 3 || path[1] !== 'outputs' || !change) {
      return;
    }
    const shared = target as SharedOutput;
    const data = shared.get('data') as Data | undefined;
    const metadata = shared.get('metadata') as Data | undefined;
    if (data?.[this._mimeType] === undefined) {
      return;
    }
    for (const cell of cells) {
      if (sharedOutputs(cell).includes(shared)) {
        const output = this._model(cell, Number(path[2]), change.oldValue as Data | undefined);
        if (output) {
          aside(cell, () => set(output, { data, metadata }));
        }
      }
    }
  }

  /** The shared output of a model: pages need not have the outputs of a cell in the same order. */
  private _sharedOutput(cell: Cell, output: MimeModel): SharedOutput | null {
    const all = sharedOutputs(cell);
    const models = outputsOf(cell);
    if (all.length !== models.length) {
      return null;
    }
    if (all.length === 1) {
      return all[0];
    }
    const payload = output.data[this._mimeType];
    const says = (shared: SharedOutput) =>
      same((shared.get('data') as Data | undefined)?.[this._mimeType], payload);
    const own = all[models.indexOf(output)];
    return says(own) ? own : (all.find(says) ?? null);
  }

  /** The model that says what a shared output said before: the one in its place, or another. */
  private _model(cell: Cell, index: number, before: Data | undefined): MimeModel | undefined {
    const models = outputsOf(cell);
    if (models.length <= 1) {
      return models[0];
    }
    const says = (output: MimeModel | undefined) =>
      !!output && same(output.data[this._mimeType], before?.[this._mimeType]);
    return says(models[index]) ? models[index] : models.find(says);
  }
}

/** The models of a cell's outputs. */
export function outputsOf({ outputs }: Cell): readonly MimeModel[] {
  return Array.from({ length: outputs?.length ?? 0 }, (_, i) => outputs!.get(i));
}

/** Sets the data of an output; not every host's model can be set, whatever its type says. */
export function set(output: Partial<MimeModel>, { data, metadata }: Bundle): void {
  const options = { data, ...(metadata && { metadata }) };
  output.setData?.(options);
}

/** The outputs of a cell in the shared document; none where they are no maps, as in JupyterLab 4.2. */
function sharedOutputs({ sharedModel }: Cell): readonly SharedOutput[] {
  const list = sharedModel.ymodel?.get('outputs') as { toArray?(): unknown[] } | undefined;
  const outputs = list?.toArray?.() ?? [];
  const isMap = (output: unknown) => typeof (output as SharedOutput | null)?.set === 'function';
  return outputs.every(isMap) ? (outputs as SharedOutput[]) : [];
}

/** Makes a change of a cell's models without putting a new output into the shared document. */
function aside({ sharedModel }: Cell, change: () => void): void {
  sharedModel.updateOutputs = () => undefined;
  try {
    change();
  } finally {
    delete sharedModel.updateOutputs; // what it inherits is seen again
  }
}

function same(a: unknown, b: unknown): boolean {
  return JSONExt.deepEqual((a ?? null) as PartialJSONValue, (b ?? null) as PartialJSONValue);
}

function copy(value: Data): unknown {
  return JSONExt.deepCopy(value as PartialJSONValue);
}

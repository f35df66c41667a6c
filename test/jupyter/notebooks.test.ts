import { Signal } from '@lumino/signaling';
import { Notebooks } from '../../src/jupyter/notebooks.ts';
import type { NotebookContext } from '../../src/jupyter/notebookFeed.ts';
import type { MimeModel } from '../../src/jupyter/sharedOutputs.ts';

const TYPE = 'application/vnd.attention.v1+json';

/** A map of the shared document. */
class SharedMap {
  readonly doc = { transact: (change: () => void) => change() };
  constructor(readonly entries: Record<string, unknown>) {}
  get(name: string): unknown {
    return this.entries[name];
  }
  set(name: string, value: unknown): void {
    this.entries[name] = value;
  }
}

/** A notebook of one cell, which puts a new output into the shared document as JupyterLab does. */
class Fake {
  readonly shared: SharedMap[];
  readonly outputs: MimeModel[];
  readonly saveState = new Signal<object, string>(this);
  readonly disposed = new Signal<object, void>(this);
  /** Tells of a change in the shared document. */
  tell: (events: object[], transaction: { local: boolean }) => void = () => undefined;
  replaced = 0;
  readonly context: NotebookContext;

  constructor(...payloads: unknown[]) {
    const fake = this as Fake;
    class SharedCell {
      ymodel = { get: () => ({ toArray: () => fake.shared }) };
      updateOutputs(): void {
        fake.replaced += 1;
      }
      toJSON(): unknown {
        return fake.shared.map(({ entries }) => ({ ...entries }));
      }
    }
    const sharedModel = new SharedCell();
    this.shared = payloads.map(payload => new SharedMap({ data: { [TYPE]: payload } }));
    this.outputs = payloads.map(payload => {
      const model: { data: Record<string, unknown>; setData(options: object): void } = {
        data: { [TYPE]: payload },
        setData({ data }: { data: Record<string, unknown> }) {
          model.data = data;
          sharedModel.updateOutputs();
        }
      };
      return model as unknown as MimeModel;
    });
    const { outputs } = this;
    const cells = [
      { outputs: { get: (i: number) => outputs[i], get length() { return outputs.length; } }, sharedModel } // prettier-ignore
    ];
    const ydoc = {
      getArray: () => ({
        observeDeep: (listener: typeof this.tell) => (this.tell = listener),
        unobserveDeep: () => (this.tell = () => undefined)
      })
    };
    this.context = {
      model: { dirty: false, cells, sharedModel: { ydoc } },
      saveState: this.saveState,
      disposed: this.disposed
    } as unknown as NotebookContext;
    this.cell = sharedModel;
  }
  readonly cell: { toJSON(): unknown };
}

function opened(...payloads: unknown[]) {
  const notebooks = new Notebooks(TYPE);
  const fake = new Fake(...payloads);
  notebooks.add(fake.context);
  return { notebooks, fake, model: fake.context.model };
}

const bundle = (payload: number) => ({ data: { [TYPE]: payload }, metadata: { sent: 0 } });

test('an output is written in place: no new one is put into the shared document', () => {
  const { notebooks, fake, model } = opened(1);
  notebooks.write(fake.outputs[0], bundle(2));
  expect(fake.shared[0].entries).toEqual({ data: { [TYPE]: 2 }, metadata: { sent: 0 } });
  expect(fake.outputs[0].data).toEqual({ [TYPE]: 2 });
  expect(fake.replaced).toBe(0);
  expect(model.dirty).toBe(true);
  fake.outputs[0].setData({ data: {} }); // whoever else writes does it as before
  expect(fake.replaced).toBe(1);
});

test('of several outputs the one that says the same is written, in whatever order a page has them', () => {
  const { notebooks, fake } = opened(1, 2);
  fake.outputs.reverse();
  notebooks.write(fake.outputs[0], bundle(3));
  expect(fake.shared.map(({ entries }) => entries.data)).toEqual([{ [TYPE]: 1 }, { [TYPE]: 3 }]);
});

test('what another page has set is taken by the model, and nothing is written for it', () => {
  const { fake } = opened(1, 2);
  const [, target] = fake.shared;
  const event = {
    path: [0, 'outputs', 1],
    target,
    changes: { keys: new Map([['data', { oldValue: { [TYPE]: 2 } }]]) }
  };
  target.set('data', { [TYPE]: 5 });
  fake.tell([event], { local: true });
  expect(fake.outputs[1].data).toEqual({ [TYPE]: 2 });
  fake.tell([event], { local: false });
  expect(fake.outputs.map(({ data }) => data[TYPE])).toEqual([1, 5]);
  expect(fake.replaced).toBe(0);
});

test('an output that the shared document has in another form is written as JupyterLab does', () => {
  const { notebooks, fake } = opened(1);
  fake.shared.splice(0, 1, { plain: true } as never);
  notebooks.write(fake.outputs[0], bundle(2));
  expect(fake.outputs[0].data).toEqual({ [TYPE]: 2 });
  expect(fake.replaced).toBe(1);
});

test('a model that cannot be set, and one of no notebook, are no error', () => {
  const { notebooks } = opened();
  expect(() => notebooks.write({ data: {} } as MimeModel, bundle(1))).not.toThrow();
  const alone = { setData: jest.fn() };
  notebooks.write(alone as never, bundle(1));
  expect(alone.setData).toHaveBeenCalledWith(bundle(1));
});

test('whoever reads a cell gets what waits, and the notebook is dirty from the first moment', () => {
  const { notebooks, fake, model } = opened(1);
  const flush = jest.fn(() => notebooks.write(fake.outputs[0], bundle(2)));
  notebooks.announce(fake.outputs[0], flush);
  notebooks.announce(fake.outputs[0], flush);
  expect(model.dirty).toBe(true);
  expect(fake.cell.toJSON()).toEqual([{ data: { [TYPE]: 2 }, metadata: { sent: 0 } }]);
  expect(fake.cell.toJSON()).toHaveLength(1);
  expect(flush).toHaveBeenCalledTimes(1);
});

test('a save is told before the notebook is read, whose it is, and who asked for it', async () => {
  const { notebooks, fake } = opened(1);
  const other = new Fake(1);
  notebooks.add(other.context);
  const told: unknown[] = [];
  notebooks.saving.connect((_, { byReader, has }) =>
    told.push([byReader, has(fake.outputs[0]), has(other.outputs[0])])
  );
  fake.saveState.emit('started');
  const saved = Promise.resolve();
  notebooks.asked(saved);
  other.saveState.emit('started');
  await saved;
  fake.saveState.emit('started');
  expect(told).toEqual([
    [false, true, false],
    [true, false, true],
    [false, true, false]
  ]);
});

test('what is written after the notebook was read for a file leaves it dirty', () => {
  const { notebooks, fake, model } = opened(1);
  const save = (meanwhile: () => void) => {
    fake.saveState.emit('started');
    meanwhile();
    model.dirty = false;
    fake.saveState.emit('completed');
    return model.dirty;
  };
  expect(save(() => notebooks.write(fake.outputs[0], bundle(2)))).toBe(true);
  expect(save(() => undefined)).toBe(false);
});

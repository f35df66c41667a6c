import { Token } from '@lumino/coreutils';
import { Signal } from '@lumino/signaling';
import { Widget } from '@lumino/widgets';
import { english } from '../../src/views/index.ts';

// JupyterLab's packages are ES modules with styles, and its classes want a running application: what
// is used of them in unit tests. Browser tests have the real ones.

const token = (name: string) => new Token<object>(name);
export const ICommandPalette = token('ICommandPalette');
export const IDefaultFileBrowser = token('IDefaultFileBrowser');
export const ILabShell = token('ILabShell');
export const ILauncher = token('ILauncher');
export const ILayoutRestorer = token('ILayoutRestorer');
export const IRenderMimeRegistry = token('IRenderMimeRegistry');
export const ISettingRegistry = token('ISettingRegistry');
export const IThemeManager = token('IThemeManager');
export const ITranslator = token('ITranslator');
export const nullTranslator = { load: () => english };

export const InputDialog = { getItem: () => Promise.resolve({ value: null }) };

export class LabIcon {
  readonly name: string;
  constructor({ name }: { readonly name: string }) {
    this.name = name;
  }
}

export class MainAreaWidget<T extends Widget = Widget> extends Widget {
  readonly content: T;
  readonly toolbar = new Widget();
  constructor({ content }: { readonly content: T }) {
    super();
    this.content = content;
    this.node.append(content.node);
    this.disposed.connect(() => content.dispose());
  }
}

export class DocumentWidget<T extends Widget = Widget> extends MainAreaWidget<T> {
  readonly context: unknown;
  constructor(options: { readonly content: T; readonly context: unknown }) {
    super(options);
    this.context = options.context;
  }
}

interface FactoryOptions {
  readonly name: string;
  readonly fileTypes: readonly string[];
  readonly defaultFor: readonly string[];
  readonly modelName: string;
}

export abstract class ABCWidgetFactory<T extends Widget> {
  readonly name: string;
  readonly fileTypes: readonly string[];
  readonly defaultFor: readonly string[];
  readonly modelName: string;
  readonly widgetCreated = new Signal<this, T>(this);
  constructor({ name, fileTypes, defaultFor, modelName }: FactoryOptions) {
    this.name = name;
    this.fileTypes = fileTypes;
    this.defaultFor = defaultFor;
    this.modelName = modelName;
  }
  createNew(context: unknown): T {
    const widget = this.createNewWidget(context);
    this.widgetCreated.emit(widget);
    return widget;
  }
  protected abstract createNewWidget(context: unknown): T;
}

export class WidgetTracker<T> {
  readonly widgets: T[] = [];
  readonly saved: T[] = [];
  add(widget: T): Promise<void> {
    this.widgets.push(widget);
    return Promise.resolve();
  }
  save(widget: T): Promise<void> {
    this.saved.push(widget);
    return Promise.resolve();
  }
}

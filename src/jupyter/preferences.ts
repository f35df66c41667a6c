import type { ISettingRegistry } from '@jupyterlab/settingregistry';
import { Signal } from '@lumino/signaling';
import type { ISignal } from '@lumino/signaling';
import type { Settings } from '../views/index.ts';

/** The settings of schema/plugin.json; what is absent is as the views have it. */
export interface Preferences extends Partial<Settings> {
  /** Edits are kept with the notebook. */
  readonly writeBack: boolean;
}

/** The newest settings of the reader, and the defaults until they are loaded. */
export class PreferencesSource {
  /** Emitted after `current` has changed. */
  get changed(): ISignal<this, void> {
    return this._changed;
  }

  get current(): Preferences {
    return this._current;
  }

  /** Takes these settings, now and whenever they change. */
  follow(settings: ISettingRegistry.ISettings): void {
    const read = () => {
      // Checked against the schema by the registry.
      this._current = settings.composite as unknown as Preferences;
      this._changed.emit();
    };
    settings.changed.connect(read);
    read();
  }

  private _changed = new Signal<this, void>(this);
  private _current: Preferences = { writeBack: true };
}

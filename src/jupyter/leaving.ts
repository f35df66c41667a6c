import { DisposableSet, DisposableDelegate } from '@lumino/disposable';
import type { IDisposable } from '@lumino/disposable';
import type { Keeper } from './keeper.ts';
import type { Notebooks, Saving } from './notebooks.ts';
import type { MimeModel } from './sharedOutputs.ts';

/** Lets what waits be written when its notebook is saved, or its page is hidden or left. */
export function whenSavedOrLeft(
  notebooks: Notebooks,
  output: () => MimeModel | null,
  keeper: Keeper
): IDisposable {
  const onSaving = (_: Notebooks, { byReader, has }: Saving) => {
    const written = output();
    if (written && has(written)) {
      keeper.save(byReader);
    }
  };
  const onHidden = () => {
    if (document.visibilityState === 'hidden') {
      keeper.flush();
    }
  };
  notebooks.saving.connect(onSaving);
  document.addEventListener('visibilitychange', onHidden);
  window.addEventListener('pagehide', keeper.flush);
  return DisposableSet.from([
    new DisposableDelegate(() => notebooks.saving.disconnect(onSaving)),
    new DisposableDelegate(() => document.removeEventListener('visibilitychange', onHidden)),
    new DisposableDelegate(() => window.removeEventListener('pagehide', keeper.flush))
  ]);
}

import { lazy, Suspense } from 'react';
import type { Ready } from '../../model/index.ts';

/** Loaded when somebody exports, and not with every view. */
const ExportPanel = lazy(() =>
  import('./ExportPanel.tsx').then(({ ExportPanel }) => ({ default: ExportPanel }))
);

interface Props {
  readonly state: Ready;
  readonly onClose: () => void;
}

/** What can be taken out of a view as a file, in a dialog over it. */
export function Export(props: Props) {
  return (
    <Suspense fallback={null}>
      <ExportPanel {...props} />
    </Suspense>
  );
}

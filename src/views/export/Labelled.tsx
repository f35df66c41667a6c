import { useId } from 'react';
import type { ReactNode } from 'react';

interface Props {
  readonly label: string;
  readonly children: (id: string) => ReactNode;
}

/** A field beside its name. */
export function Labelled({ label, children }: Props) {
  const id = useId();
  return (
    <div className="jp-Attention-exportField">
      <label htmlFor={id}>{label}</label>
      {children(id)}
    </div>
  );
}

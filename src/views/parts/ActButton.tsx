import { useState } from 'react';
import type { ButtonHTMLAttributes } from 'react';

interface Props extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'disabled' | 'type'> {
  /** Whether there is anything to do. */
  readonly can: boolean;
}

/**
 * A button that does nothing while there is nothing to do. One that has the focus keeps it when that
 * runs out: the same key, pressed once more, must not be another control's.
 */
export function ActButton({ can, onClick, ...props }: Props) {
  const [held, setHeld] = useState(false);
  return (
    <button
      {...props}
      type="button"
      disabled={!can && !held}
      aria-disabled={!can || undefined}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
      onClick={can ? onClick : undefined}
    />
  );
}

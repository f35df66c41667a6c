import type { ReactNode } from 'react';

interface FieldProps {
  readonly name: string;
  /** What it does, in one sentence. */
  readonly hint: string;
  readonly children: ReactNode;
}

/** A switch with its name before and its explanation under it. */
export function Field({ name, hint, children }: FieldProps) {
  return (
    <fieldset className="jp-Attention-field">
      {/* A legend has a place of its own in a fieldset; what is seen stands in the grid. */}
      <legend className="jp-Attention-aloud">{name}</legend>
      <b aria-hidden="true">{name}</b>
      <div className="jp-Attention-fieldRow">{children}</div>
      <p className="jp-Attention-hint">{hint}</p>
    </fieldset>
  );
}

interface ChoiceProps<T extends string> {
  readonly label: string;
  readonly value: T;
  readonly choices: readonly (readonly [value: T, text: string])[];
  readonly onChoose: (value: T) => void;
}

export function Choice<T extends string>({ label, value, choices, onChoose }: ChoiceProps<T>) {
  return (
    <select aria-label={label} value={value} onChange={event => onChoose(event.target.value as T)}>
      {choices.map(([choice, text]) => (
        <option key={choice} value={choice}>
          {text}
        </option>
      ))}
    </select>
  );
}

interface ChecksProps<T extends string> extends Omit<FieldProps, 'children'> {
  readonly choices: readonly T[];
  readonly names: Readonly<Record<T, string>>;
  readonly checked: readonly string[];
  /** Given all that are checked now, in the order of the choices. */
  readonly onChange: (checked: readonly T[]) => void;
  readonly children?: ReactNode;
}

/** A field of a few things, each of which can be chosen. */
export function ChecksField<T extends string>(props: ChecksProps<T>) {
  const { name, hint, choices, names, checked, onChange, children } = props;
  return (
    <Field name={name} hint={hint}>
      {choices.map(choice => (
        <label key={choice}>
          <input
            type="checkbox"
            checked={checked.includes(choice)}
            onChange={({ target }) =>
              onChange(
                choices.filter(other =>
                  other === choice ? target.checked : checked.includes(other)
                )
              )
            }
          />
          {names[choice]}
        </label>
      ))}
      {children}
    </Field>
  );
}

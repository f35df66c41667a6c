/** What an object of a payload says beyond what is known here: it goes out as it came in. */
export interface Kept {
  /** Fields that are not known here, under their names in JSON. */
  readonly unknown?: Fields;
  /** The same of arrays that came as {dtype, shape, data}, under the names of their fields. */
  readonly beside?: Readonly<Record<string, Fields>>;
}

type Fields = Readonly<Record<string, unknown>>;

/** What two objects keep, as it goes on into a third that stands in the place of the first. */
export function keptOf({ unknown, beside }: Kept): Kept {
  return { ...(unknown && { unknown }), ...(beside && { beside }) };
}

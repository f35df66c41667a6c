/** The part of a JupyterLab translation bundle that the views use. */
export interface Translator {
  __(text: string, ...values: (string | number)[]): string;
}

/** English, with %1, %2… filled in. */
export const english: Translator = {
  __: (text, ...values) => text.replace(/%(\d)/g, (_, n) => String(values[Number(n) - 1]))
};

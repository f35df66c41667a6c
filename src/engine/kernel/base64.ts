/** The bytes of a base64 text, in any browser, worker or Node. */
export function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  const { fromBase64 } = Uint8Array as {
    fromBase64?: (text: string) => Uint8Array<ArrayBuffer>;
  };
  return fromBase64
    ? fromBase64.call(Uint8Array, base64)
    : Uint8Array.from(atob(base64), letter => letter.charCodeAt(0));
}

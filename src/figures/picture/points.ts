/** How bright red, green and blue are. Source: ITU-R BT.709. */
const BRIGHT = [0.2126, 0.7152, 0.0722] as const;

/** Three bytes a point as the four of a canvas, in colour or in grey. */
export function pointsOf(pixels: Uint8Array, isGrey: boolean): Uint8ClampedArray<ArrayBuffer> {
  const points = new Uint8ClampedArray((pixels.length / 3) * 4);
  for (let from = 0, to = 0; from < pixels.length; from += 3, to += 4) {
    const [r, g, b] = [pixels[from], pixels[from + 1], pixels[from + 2]];
    const grey = BRIGHT[0] * r + BRIGHT[1] * g + BRIGHT[2] * b;
    points[to] = isGrey ? grey : r;
    points[to + 1] = isGrey ? grey : g;
    points[to + 2] = isGrey ? grey : b;
    points[to + 3] = 255;
  }
  return points;
}

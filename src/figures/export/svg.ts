import { FIGURE_FONT, POINTS } from './options.ts';
import type { FigureOptions } from './options.ts';

/** What is drawn, in points, from 0, 0 to the right and down. */
export interface Drawing {
  readonly width: number;
  readonly height: number;
  readonly body: string;
}

type Attributes = Readonly<Record<string, string | number | undefined>>;

/** What XML cannot hold, however it is written. */
const IMPOSSIBLE =
  /[\0-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** Text as it stands in XML: nothing of it is read as markup. */
export function escaped(text: string): string {
  return text
    .replace(IMPOSSIBLE, '\ufffd')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

/** An element as text. What is undefined is left out; numbers have two decimals at most. */
export function element(name: string, attributes: Attributes, ...children: string[]): string {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(
      ([key, value]) => ` ${key}="${typeof value === 'number' ? short(value) : escaped(value!)}"`
    )
    .join('');
  const inner = children.join('');
  return inner === '' ? `<${name}${written}/>` : `<${name}${written}>${inner}</${name}>`;
}

/** A line of text; its characters are shown as they are. */
export function words(text: string, attributes: Attributes): string {
  return text === '' ? '' : element('text', attributes, escaped(text));
}

/** A number in hundredths, which no eye can tell from the number itself. */
export function short(value: number): string {
  return String(Math.round(value * 100) / 100 || 0);
}

/** A part of a drawing, moved. */
export function moved(x: number, y: number, body: string): string {
  return element('g', { transform: `translate(${short(x)} ${short(y)})` }, body);
}

/** A drawing as a file of its own: as wide as it says, in millimetres. */
export function svgDocument(
  { width, height, body }: Drawing,
  { ground, font }: Pick<FigureOptions, 'ground' | 'font'>,
  { title, description }: { readonly title: string; readonly description: string }
): string {
  // A little past the edge, where a pixel would be half of it.
  const sheet = { x: -1, y: -1, width: width + 2, height: height + 2 };
  const paper = ground === 'white' ? element('rect', { ...sheet, fill: '#ffffff' }) : '';
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      width: `${short(width / POINTS)}mm`,
      height: `${short(height / POINTS)}mm`,
      viewBox: `0 0 ${short(width)} ${short(height)}`,
      role: 'img',
      'font-family': FIGURE_FONT,
      'font-size': font
    },
    element('title', {}, escaped(title)),
    element('desc', {}, escaped(description)),
    paper,
    body
  )}\n`;
}

/** A name for what a drawing refers to in itself: two drawings on one page do not share it. */
export function nameFor(of: string): string {
  let hash = 0x811c9dc5;
  for (let at = 0; at < of.length; at++) {
    hash = Math.imul(hash ^ of.charCodeAt(at), 0x01000193);
  }
  return `a${(hash >>> 0).toString(36)}`;
}

/** A text on as many lines as it takes. */
export function wrapped(text: string, font: number, width: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && widthOf(`${last} ${word}`, font) <= width) {
      lines[lines.length - 1] = `${last} ${word}`;
    } else {
      lines.push(word);
    }
  }
  return lines;
}

/** The least part of the letters' size that numbers are made smaller to. */
const SMALLEST = 0.7;

/**
 * The size of letters in which all texts have so much room, as large as the others where it is enough;
 * null where they would be too small beside them.
 */
export function sizeIn(texts: readonly string[], font: number, room: number): number | null {
  const widest = Math.max(0, ...texts.map(text => widthOf(text, font)));
  const size = widest === 0 ? font : Math.min(font, (font * room * 0.94) / widest);
  return size >= font * SMALLEST ? size : null;
}

/**
 * About how wide a text is, in the widest of the fonts that may show it: there is nothing here to
 * measure it with.
 */
export function widthOf(text: string, font: number): number {
  let ems = 0;
  for (const character of text) {
    ems += emsOf(character);
  }
  return ems * font;
}

function emsOf(character: string): number {
  if (/[iljtfrI.,:;'’|![\]() ]/.test(character)) {
    return 0.36;
  }
  if (/[0-9]/.test(character)) {
    return 0.64;
  }
  if (/\p{M}|\u200d/u.test(character)) {
    return 0;
  }
  return WIDE.test(character) ? 1.1 : /[−MWmw%\p{Lu}]/u.test(character) ? 0.84 : 0.6;
}

/** Letters and signs that are as wide as they are high. */
const WIDE =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60]|(?![#*])\p{Extended_Pictographic}/u;

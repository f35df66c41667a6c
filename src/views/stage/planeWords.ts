import { planeLayers, visible } from '../../figures/index.ts';
import type { About, Scene } from '../../figures/index.ts';
import type { Ready } from '../../model/index.ts';
import type { Translator } from '../frame/translator.ts';

/** What the plane is about, as a headline. */
export function planeTitle(trans: Translator, { trace, selection }: Ready): string {
  const token = visible(trace.tokens[selection.query], 16);
  const { layers } = planeLayers(trace, selection);
  switch (selection.step) {
    case 'embed':
      return trans.__('Each word is a place');
    case 'project':
      return trans.__('Each word becomes a q and a k');
    case 'dot_products':
      return trans.__('Each key, dropped on q of %1', token);
    case 'mask':
      return trans.__('Which keys %1 may look at', token);
    case 'weigh':
      return trans.__('As much of each value as its share');
    case 'sum':
    case 'concatenate':
      return trans.__('Weighted values lead to the output of %1', token);
    case 'mix':
      return trans.__('W_O makes the output of %1', token);
    case 'residual':
      return trans.__('The output of %1 is added to it', token);
    case 'scale':
    case 'exponentiate':
    case 'normalise':
    case null:
      return layers.includes('query') && layers.includes('key')
        ? trans.__('The query of %1 looks for its keys', token)
        : trans.__('The words on the plane');
  }
}

/** What becomes of a matrix where a vector that it made is moved, and of all the others. */
export function movedWords(
  trans: Translator,
  layer: 'query' | 'key' | 'value',
  token: string
): string {
  const [letter, matrix] = { query: ['q', 'W_Q'], key: ['k', 'W_K'], value: ['v', 'W_V'] }[layer];
  return trans.__(
    'Moving %1 of %2 changes %3: every %1 moves.',
    letter,
    visible(token, 16),
    matrix
  );
}

/** What is drawn on the plane, and what of it could not be drawn as it is. */
export function planeCaption(trans: Translator, scene: Scene, { trace, selection }: Ready): string {
  const { variance } = scene.frame.basis;
  const size = trace.heads[selection.head].query[0].length;
  return [
    linesCaption(trans, scene),
    undrawnCaption(trans, scene.about, size),
    variance === null
      ? ''
      : trans.__(
          'Of many dimensions two mixtures are shown, in which the marks differ most: in brackets, how much of the variance.'
        )
  ]
    .filter(sentence => sentence !== '')
    .join(' ');
}

function linesCaption(trans: Translator, { about, lines, rings }: Scene): string {
  switch (about.lines) {
    case 'shares': {
      const line = trans.__('A line is a share: the wider, the more.');
      if (about.undrawn !== null) {
        return trans.__('A line is a share.'); // there is more to be said, and the place is small
      }
      return rings.length > 0 ? `${line} ${trans.__('A ring: it listens to itself.')}` : line;
    }
    case 'copies':
      return lines.some(({ width, dash }) => width === 2 && !dash)
        ? trans.__(
            'A thread leads from each word to its key. The frames show what W_Q and W_K make of a square.'
          )
        : trans.__('A thread leads from each word to its key.');
    case 'feet':
      return trans.__(
        'Each key is dropped on the line of q: the farther along it, the higher the score.'
      );
    case 'weighted':
      return trans.__('An arrow is weight × value: as much of a value as its share.');
    case 'path':
      return trans.__('Weighted values, laid tip to tail from the origin, end at the output.');
    case 'change':
      return trans.__('The dashed arrow is what was there before, or is added.');
    case null:
      return '';
  }
}

function undrawnCaption(trans: Translator, { undrawn }: About, size: number): string {
  switch (undrawn) {
    case 'dimensions':
      return trans.__(
        'Queries and keys have %1 dimensions: no plane shows how far each key goes along the query, but the row does.',
        size
      );
    case 'positions':
      return trans.__(
        'Positions turn queries and keys before they are multiplied; here they are not turned.'
      );
    case 'bias':
      return trans.__('The bias by distance, which scores have besides, is not seen here.');
    case 'given':
      return trans.__('The bias that is added to scores is not seen here.');
    case 'norms':
      return trans.__(
        'Queries and keys are brought to one size before they are multiplied; here they are not.'
      );
    case 'spaces':
      return trans.__('These vectors are of another length than the words: they share no plane.');
    case null:
      return '';
  }
}

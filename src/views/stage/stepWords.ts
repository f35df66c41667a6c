import { defaultScale, isWhole, softmaxStepsOf } from '../../engine/index.ts';
import type { Trace } from '../../engine/index.ts';
import { decimal, visible } from '../../figures/index.ts';
import { stepsOf } from '../../model/index.ts';
import type { Theme } from '../../figures/index.ts';
import type { Step } from '../../format/index.ts';
import type { Ready } from '../../model/index.ts';
import type { Translator } from '../frame/translator.ts';

/** The steps, as short as they stand on buttons. */
export function stepNames(trans: Translator): Record<Step, string> {
  return {
    embed: trans.__('embed'),
    project: trans.__('project'),
    dot_products: trans.__('dot products'),
    scale: trans.__('scale'),
    mask: trans.__('mask'),
    exponentiate: trans.__('exponentiate'),
    normalise: trans.__('normalise'),
    weigh: trans.__('weigh values'),
    sum: trans.__('sum'),
    concatenate: trans.__('concatenate'),
    mix: trans.__('W_O'),
    residual: trans.__('residual')
  };
}

/** One plain sentence for each step, about the token that is asking. */
export function stepSentences(
  trans: Translator,
  { trace, selection }: Ready,
  theme: Theme
): Record<Step, string> {
  const token = visible(trace.tokens[selection.query]);
  const heads = trace.heads.length;
  const usual = trace.scale === defaultScale(trace.heads[0].query[0].length);
  return {
    embed: trans.__(
      'Each of the %1 tokens becomes a vector of %2 numbers: a place among the others.',
      trace.tokens.length,
      trace.embeddings[0].length
    ),
    project: trans.__(
      'Three matrices make three vectors of each: what it asks (q), what it answers to (k), what it passes on (v).'
    ),
    dot_products: trans.__(
      'The q of %1 is multiplied with the k of every token: the better they fit, the higher the score.',
      token
    ),
    scale: usual
      ? trans.__(
          'The scores are multiplied by %1, so that more dimensions do not make a sharper choice.',
          decimal(trace.scale, theme, false, 3)
        )
      : trans.__(
          'The scores are multiplied by %1: the larger it is, the sharper the choice.',
          decimal(trace.scale, theme, false, 3)
        ),
    mask:
      trace.maskAt === 'weights'
        ? trans.__('The mask waits until after the softmax here, which is a mistake to see.')
        : trans.__(
            'Where the mask forbids to look, the score becomes −∞: no weight will go there.'
          ),
    exponentiate:
      trace.softmax === 'naive'
        ? trans.__(
            'exp makes every score positive and favours the high ones; the naive softmax subtracts nothing first, and may overflow.'
          )
        : trans.__(
            'exp makes every score positive and favours the high ones; the largest is subtracted first, so that nothing overflows.'
          ),
    normalise: normalised(trans, trace, selection.head, selection.query),
    weigh: trans.__('Each value is multiplied by its weight: much of it, or little.'),
    sum: trans.__('Added up, the weighted values are what %1 gathers.', token),
    concatenate: trans.__('The outputs of %1 heads are put side by side.', heads),
    mix: trans.__('W_O mixes what the heads found into one vector.'),
    residual: trans.__('What was found is added to the word itself: x + Δ.')
  };
}

/** What comes of the exponentials of the token that is asking. */
function normalised(trans: Translator, trace: Trace, head: number, query: number): string {
  const token = visible(trace.tokens[query]);
  const { weights } = softmaxStepsOf(trace, head, query);
  const sum = weights.reduce((total, weight) => total + weight, 0);
  if (!Number.isFinite(sum)) {
    return trans.__('Divided by their sum, the exponentials of %1 give no numbers here.', token);
  }
  if (trace.maskAt === 'weights' && trace.mask !== null) {
    return trans.__(
      'Divided by their sum, the exponentials of %1 become shares; then the mask takes away what it forbids, and nobody gets it.',
      token
    );
  }
  return isWhole(sum, trace)
    ? trans.__(
        'Divided by their sum, the exponentials of %1 become weights: shares of one whole.',
        token
      )
    : trans.__('%1 gets no weight for any token: there is nothing to share out.', token);
}

/** The formula of each step in TeX, with its terms in the colours of their roles. */
export function stepFormulas(theme: Theme, { trace }: Ready): Record<Step, string> {
  const { roles } = theme;
  const colored = (name: keyof typeof roles, tex: string) => `{\\color{${roles[name]}}{${tex}}}`;
  const [x, q, k] = [colored('embeddings', 'X'), colored('query', 'Q'), colored('key', 'K')];
  const [v, o] = [colored('value', 'V'), colored('output', 'O')];
  const steps = stepsOf(trace);
  // In braces a comma stands close, as one that ends nothing.
  const scale = decimal(trace.scale, theme, false, 3);
  // What a step does nothing to keeps its letter.
  const scaled = steps.includes('scale') ? 'z_{ij}' : 's_{ij}';
  const masked = steps.includes('mask') && trace.maskAt === 'scores' ? 'm_{ij}' : scaled;
  const tempered = trace.temperature === 1 ? masked : `${masked} / T`;
  const shift = trace.softmax === 'naive' ? tempered : `${tempered} - \\max_j ${tempered}`;
  return {
    embed: `${x} \\in \\mathbb{R}^{n \\times d_{model}}`,
    project: `${q} = ${x} W_Q \\quad ${k} = ${x} W_K \\quad ${v} = ${x} W_V`,
    dot_products: `s_{ij} = ${colored('query', 'q_i')} \\cdot ${colored('key', 'k_j')}`,
    scale: `z_{ij} = s_{ij} \\times ${scale.replace(',', '{,}')}`,
    mask:
      trace.maskAt === 'weights'
        ? `${scaled} \\text{, as they are}`
        : `m_{ij} = ${scaled} \\text{ where allowed, } -\\infty \\text{ elsewhere}`,
    exponentiate: `e_{ij} = \\exp(${shift})`,
    normalise: 'a_{ij} = e_{ij} / \\sum_j e_{ij}',
    weigh: `a_{ij}\\, ${colored('value', 'v_j')}`,
    sum: `${colored('output', 'o_i')} = \\sum_j a_{ij}\\, ${colored('value', 'v_j')}`,
    concatenate: `${o} = [${colored('output', 'O_1')}, \\dots, ${colored('output', `O_{${trace.heads.length}}`)}]`,
    mix: `${o}\\, W_O`,
    residual: `${x} + \\Delta`
  };
}

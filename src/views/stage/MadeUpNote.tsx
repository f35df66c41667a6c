import { isBuiltIn, SENTENCES } from '../../model/index.ts';
import type { Ready } from '../../model/index.ts';
import { useSurroundings } from '../frame/context.ts';
import { chooseExample } from './Examples.tsx';

/** Words of an example that are shown of it. */
const WORDS = 3;

/** Says that words are not known here, and offers a sentence whose words are. */
export function MadeUpNote({ state }: { readonly state: Ready }) {
  const { model, trans } = useSurroundings();
  const { spec, madeUp } = state;
  const count = madeUp.filter(made => made).length;
  // What a payload brings with it needs no vocabulary.
  if (count === 0 || !isBuiltIn(spec)) {
    return null;
  }
  const [example] = SENTENCES;
  const start = example.sentence.split(' ').slice(0, WORDS).join(' ');
  return (
    <p className="jp-Attention-hint jp-Attention-madeUpNote">
      {madeUp.length === 1
        ? trans.__('This word is not in the vocabulary: its vector is made up from its letters.')
        : count === 1
          ? trans.__(
              '1 of %1 words is not in the vocabulary: its vector is made up from its letters.',
              madeUp.length
            )
          : trans.__(
              '%1 of %2 words are not in the vocabulary: their vectors are made up from their letters.',
              count,
              madeUp.length
            )}{' '}
      <button type="button" title={example.sentence} onClick={() => chooseExample(model, example)}>
        {trans.__('Try: %1 …', start)}
      </button>
    </p>
  );
}

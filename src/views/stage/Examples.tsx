import { exampleEdit, exampleOf, SENTENCES } from '../../model/index.ts';
import type { AttentionModel, Example, Ready } from '../../model/index.ts';
import { useSurroundings } from '../frame/context.ts';
import type { Translator } from '../frame/translator.ts';

interface Props {
  readonly state: Ready;
}

/** Sentences of built-in words to choose from, each of which tells something. */
export function Examples({ state }: Props) {
  const { model, trans } = useSurroundings();
  const shown = exampleOf(state.spec);
  const choose = (id: string) => {
    const example = SENTENCES.find(other => other.id === id);
    if (example) {
      chooseExample(model, example);
    }
  };
  return (
    <select
      className="jp-Attention-examples"
      aria-label={trans.__('Examples')}
      value={shown?.id ?? ''}
      onChange={event => choose(event.target.value)}
    >
      <option value="">{trans.__('%1 examples', SENTENCES.length)}</option>
      {SENTENCES.map(({ id, sentence }) => (
        <option key={id} value={id}>
          {sentence}
        </option>
      ))}
    </select>
  );
}

/** What one sees in the example that is there; nothing once something else of it has been changed. */
export function ExampleNote({ state }: Props) {
  const { trans } = useSurroundings();
  const shown = exampleOf(state.spec);
  return (
    <p className="jp-Attention-hint jp-Attention-exampleNote" role="status">
      {shown && exampleText(shown.id, trans)}
    </p>
  );
}

/** Puts an example in the place of what is there; the token whose row tells it asks. */
export function chooseExample(model: AttentionModel, example: Example): void {
  const { state } = model;
  if (state.status !== 'ready') {
    return;
  }
  const problems = model.edit(exampleEdit(state.spec, example));
  if (problems.length === 0) {
    model.select({ query: example.query });
  }
}

/** What one sees in an example. */
export function exampleText(id: Example['id'], trans: Translator): string {
  return {
    feelings: trans.__(
      'An adjective and an adverb find each other: angry gives 30% to peacefully, and no more than 4% to any animal.'
    ),
    halves: trans.__(
      'Two halves that hardly notice each other: animals give 88% or more to animals, moods as much to moods.'
    ),
    pairs: trans.__(
      'Stripes: a verb looks at the three verbs, not at who does it; run gives only 10% to horses.'
    ),
    repeated: trans.__(
      'A word that is said three times shares its attention: each cats gets 23%, wherever it stands.'
    ),
    pronoun: trans.__(
      'it gives most to animal, but only 11%: to these vectors a small word is nobody’s like, and its row stays nearly even.'
    ),
    arrow: trans.__(
      'A word has one vector here: flies are insects, and the word that it notices least is time.'
    )
  }[id];
}

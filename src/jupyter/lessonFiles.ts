// Made by scripts/lessons.mjs.
export interface LessonFile {
  readonly language: string;
  readonly name: string;
  readonly title: string;
  readonly load: () => Promise<{ readonly default: unknown }>;
}

export const LESSONS: readonly LessonFile[] = [
  {
    language: 'de',
    name: '00-who-listens-to-whom',
    title: 'Wer hört auf wen?',
    load: () =>
      import(/* webpackChunkName: "lessons-de" */ '../../lessons/de/00-who-listens-to-whom.ipynb')
  },
  {
    language: 'de',
    name: '01-words-and-means',
    title: 'Wörter als Vektoren, Mischungen als Mittelwerte',
    load: () =>
      import(/* webpackChunkName: "lessons-de" */ '../../lessons/de/01-words-and-means.ipynb')
  },
  {
    language: 'de',
    name: '02-dot-products',
    title: 'Skalarprodukte, Nachbarn und Temperatur',
    load: () =>
      import(/* webpackChunkName: "lessons-de" */ '../../lessons/de/02-dot-products.ipynb')
  },
  {
    language: 'de',
    name: '03-why-two-matrices',
    title: 'W_Q, W_K und warum es zwei sind',
    load: () =>
      import(/* webpackChunkName: "lessons-de" */ '../../lessons/de/03-why-two-matrices.ipynb')
  },
  {
    language: 'de',
    name: '04-softmax-and-scale',
    title: 'Softmax, Stabilität und 1/√d_k',
    load: () =>
      import(/* webpackChunkName: "lessons-de" */ '../../lessons/de/04-softmax-and-scale.ipynb')
  },
  {
    language: 'de',
    name: '05-masks',
    title: 'Masken: wer gehört werden darf',
    load: () => import(/* webpackChunkName: "lessons-de" */ '../../lessons/de/05-masks.ipynb')
  },
  {
    language: 'de',
    name: '06-values-and-residual',
    title: 'Values, Outputs und was addiert wird',
    load: () =>
      import(/* webpackChunkName: "lessons-de" */ '../../lessons/de/06-values-and-residual.ipynb')
  },
  {
    language: 'de',
    name: '07-heads',
    title: 'Mehrere Köpfe und was sie sich teilen',
    load: () => import(/* webpackChunkName: "lessons-de" */ '../../lessons/de/07-heads.ipynb')
  },
  {
    language: 'de',
    name: '08-order',
    title: 'Reihenfolge und Positionen',
    load: () => import(/* webpackChunkName: "lessons-de" */ '../../lessons/de/08-order.ipynb')
  },
  {
    language: 'de',
    name: '09-cross-and-cost',
    title: 'Ein anderer Text und was das alles kostet',
    load: () =>
      import(/* webpackChunkName: "lessons-de" */ '../../lessons/de/09-cross-and-cost.ipynb')
  },
  {
    language: 'de',
    name: '10-real-heads',
    title: 'Echte Köpfe und was ihre Gewichte nicht sagen',
    load: () => import(/* webpackChunkName: "lessons-de" */ '../../lessons/de/10-real-heads.ipynb')
  },
  {
    language: 'en',
    name: '00-who-listens-to-whom',
    title: 'Who listens to whom?',
    load: () =>
      import(/* webpackChunkName: "lessons-en" */ '../../lessons/en/00-who-listens-to-whom.ipynb')
  },
  {
    language: 'en',
    name: '01-words-and-means',
    title: 'Words as vectors, mixing as averages',
    load: () =>
      import(/* webpackChunkName: "lessons-en" */ '../../lessons/en/01-words-and-means.ipynb')
  },
  {
    language: 'en',
    name: '02-dot-products',
    title: 'Dot products, neighbours and temperature',
    load: () =>
      import(/* webpackChunkName: "lessons-en" */ '../../lessons/en/02-dot-products.ipynb')
  },
  {
    language: 'en',
    name: '03-why-two-matrices',
    title: 'W_Q, W_K, and why there are two',
    load: () =>
      import(/* webpackChunkName: "lessons-en" */ '../../lessons/en/03-why-two-matrices.ipynb')
  },
  {
    language: 'en',
    name: '04-softmax-and-scale',
    title: 'Softmax, stability, and 1/√d_k',
    load: () =>
      import(/* webpackChunkName: "lessons-en" */ '../../lessons/en/04-softmax-and-scale.ipynb')
  },
  {
    language: 'en',
    name: '05-masks',
    title: 'Masks: who may be listened to',
    load: () => import(/* webpackChunkName: "lessons-en" */ '../../lessons/en/05-masks.ipynb')
  },
  {
    language: 'en',
    name: '06-values-and-residual',
    title: 'Values, outputs, and what is added',
    load: () =>
      import(/* webpackChunkName: "lessons-en" */ '../../lessons/en/06-values-and-residual.ipynb')
  },
  {
    language: 'en',
    name: '07-heads',
    title: 'Several heads, and what they share',
    load: () => import(/* webpackChunkName: "lessons-en" */ '../../lessons/en/07-heads.ipynb')
  },
  {
    language: 'en',
    name: '08-order',
    title: 'Order and positions',
    load: () => import(/* webpackChunkName: "lessons-en" */ '../../lessons/en/08-order.ipynb')
  },
  {
    language: 'en',
    name: '09-cross-and-cost',
    title: 'Another text, and what it all costs',
    load: () =>
      import(/* webpackChunkName: "lessons-en" */ '../../lessons/en/09-cross-and-cost.ipynb')
  },
  {
    language: 'en',
    name: '10-real-heads',
    title: 'Real heads, and what their weights do not say',
    load: () => import(/* webpackChunkName: "lessons-en" */ '../../lessons/en/10-real-heads.ipynb')
  }
];

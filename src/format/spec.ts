// Made from src/format/description.json and messages.json by scripts/format.mjs; edit those instead.

import type { Mask, Matrix, Vector } from '../engine/index.ts';
import type { JsonObject } from './json.ts';
import type { Kept } from './kept.ts';
import type {
  Arithmetic,
  Geometry,
  Layer,
  PaneName,
  QuantityName,
  RailName,
  Reading,
  Shading,
  Stage,
  Step,
  Touched
} from './names.ts';

/** A payload that has been read: only what it says, nothing filled in. See docs/format.md. */
export interface Spec extends Kept {
  /** Text; its words become the tokens. When absent: one of `sentence` and `tokens` is required, not both. */
  readonly sentence?: string;
  /** `n` texts, shown literally. When absent: see `sentence`. */
  readonly tokens?: readonly string[];
  /** [n, d_model] numbers. When absent: the words' own vectors, see below. */
  readonly embeddings?: Matrix;
  /** `{query, key, value, output}`, row vectors: q = x W_Q; the first three belong together. When absent: the worked example's three rotations where d_model is 2; required otherwise. */
  readonly projections?: SpecProjections;
  /** `{query, key, value, output}`, what is added to the products with the projections: q = x W_Q + b_Q. When absent: none. */
  readonly biases?: SpecBiases;
  /** `{query, key}`: an RMS norm of queries, of keys: q · weight ÷ √(mean of q² + eps). When absent: none. */
  readonly norms?: SpecNorms;
  /** [h, n, d_k] recorded queries of each head, after bias, norm and rotation, in place of `embeddings` and `projections`; together with `key`. When absent: none: queries are computed. */
  readonly query?: readonly Matrix[];
  /** [g, m, d_k] recorded keys, as the queries meet them; h is a multiple of g. When absent: none. */
  readonly key?: readonly Matrix[];
  /** [g, m, d_v] recorded values; only together with `query` and `key`. When absent: none: of a recorded head there are no outputs then. */
  readonly value?: readonly Matrix[];
  /** [h, n, m] recorded weights alone, in place of all that they are computed from; rows need not sum to 1. When absent: none: weights are computed. */
  readonly weights?: readonly Matrix[];
  /** h, a whole number, 1 or more. When absent: 1. */
  readonly nHeads?: number;
  /** g, a divisor of `n_heads`: query head i reads key/value head ⌊i / (h / g)⌋. When absent: `n_heads`. */
  readonly nKvHeads?: number;
  /** `null`, `"causal"`, booleans (true = may attend), or an object of parts, combined by _and_. When absent: `null`. */
  readonly mask?: 'causal' | Mask | SpecMaskParts;
  /** `"scores"` (before the softmax) or `"weights"` (after it: weights × mask, nothing is shared out anew). When absent: `"scores"`. */
  readonly maskAt?: 'scores' | 'weights';
  /** a number that the scores are multiplied by, or `null`. When absent: 1/√d_k. */
  readonly scale?: number;
  /** [h or 1, n, m] numbers added to the scaled scores, of each head or, with one matrix, of all. When absent: none. */
  readonly bias?: readonly Matrix[];
  /** a number above 0 that scaled scores with their bias stay below: softcap · tanh(scores ÷ softcap), before the mask. When absent: none. */
  readonly softcap?: number;
  /** [h] a logit for each head that joins its softmax and takes weight that no key gets. When absent: none. */
  readonly sinks?: Vector;
  /** a number above 0: softmax of (scores × scale + bias, below the softcap) / temperature. When absent: 1. */
  readonly temperature?: number;
  /** `"stable"` or `"naive"`; naive overflows as it really does, and what is no number then is `null` in a trace. When absent: `"stable"`. */
  readonly softmax?: 'stable' | 'naive';
  /** `"sinusoidal"`, `"rope"`, `"alibi"`, `null`, a learned vector for each position, or `{"rope": {…}}`: rotary positions that turn in another way than Llama's. When absent: none. */
  readonly positions?: 'sinusoidal' | 'rope' | 'alibi' | Matrix | SpecPositions;
  /** a whole number: the first position, of queries and keys alike. When absent: 0. */
  readonly positionOffset?: number;
  /** a whole number: from it the embeddings were drawn at random; nothing is drawn anew. */
  readonly seed?: number;
  /** a boolean: the output is added to the embeddings, with what positions added; needs equal widths. When absent: `false`. */
  readonly residual?: boolean;
  /** `{"scores": [{"head", "query", "key", "value"}]}`: scores set by hand, before the scale. When absent: none. */
  readonly overrides?: SpecOverrides;
  /** `m` texts: cross-attention, keys and values come from these. When absent: the keys are the tokens themselves. */
  readonly keyTokens?: readonly string[];
  /** [m, d_model] numbers; only together with `key_tokens`. When absent: the words' own vectors. */
  readonly keyEmbeddings?: Matrix;
  /** The layers of a model, in the order in which they are computed; tokens are shared, and each has the fields of one layer. When absent: the payload is one layer. */
  readonly layers?: readonly SpecLayer[];
  /** `{name, revision, family, dtype, implementation, libraries, text, prompt}`: where it was recorded. When absent: not said. */
  readonly model?: SpecModel;
  /** `{ids, texts, special, words}`: what the tokenizer said of the tokens, one entry each. When absent: not said. */
  readonly tokenInfo?: SpecTokenInfo;
  /** `{ids, texts, special, words}`: what the tokenizer said of the key tokens, one entry each. When absent: not said. */
  readonly keyTokenInfo?: SpecTokenInfo;
  /** `{dtype, shape, data, rows, columns, first}`: a picture whose patches are tokens. When absent: none. */
  readonly image?: SpecImage;
  /** What is selected and shown, see below. When absent: the first query, the first head, the weights. */
  readonly view?: View;
  /** a lesson that is played on the stage, see below. When absent: none. */
  readonly lesson?: Lesson;
}

/** a lesson that is played on the stage, see below. */
export interface Lesson extends Kept {
  /** By which it is told apart from others where it is graded. */
  readonly name: string;
  /** What stands above it; absent, its name. */
  readonly title?: string;
  /** What is done, one after the other. */
  readonly steps: readonly LessonStep[];
  /** The step that is played, counted from 0; absent, the first. */
  readonly step?: number;
  /** What was done in the steps whose goals were reached. */
  readonly answers?: readonly LessonAnswer[];
}

export interface LessonAnswer extends Kept {
  /** The name of the step. */
  readonly step: string;
  /** The state that reached its goal, as the fields of a payload. */
  readonly state: JsonObject;
}

export interface LessonStep extends Kept {
  /** By which its answer is told apart from others. */
  readonly name: string;
  /** What stands above its text. */
  readonly title?: string;
  /** What is asked, in short. */
  readonly text: string;
  /** The state it begins with, and Reset returns to, as the fields of a payload. */
  readonly start: JsonObject;
  /** The edits that may be made, by the fields that they change; absent, all. */
  readonly touch?: readonly Touched[];
  /** What is to be reached: all of it holds of the state, and the state is not the one it began with; absent, the step is only read. */
  readonly goal?: readonly Statement[];
  /** What is said to those who went a way that is known to be wrong: the first whose statements all hold. */
  readonly hints?: readonly LessonHint[];
  /** What is said when the goal is reached. */
  readonly reached?: string;
}

export interface LessonHint extends Kept {
  readonly when: readonly Statement[];
  /** What is said. */
  readonly text: string;
}

/** Something that a state may be or not. */
export interface Statement extends Kept {
  /** What is looked at. */
  readonly about: QuantityName;
  /** The word that asks, or its place counted from 0; absent, the one that is chosen. */
  readonly query?: number | string;
  /** The word that answers, or its place counted from 0. */
  readonly key?: number | string;
  /** The head, counted from 0; absent, the one that is shown. */
  readonly head?: number;
  /** The dimension of a vector, counted from 1; absent, the length of the vector. */
  readonly dimension?: number;
  /** How it stands to `than`; `made` of a guess needs none. */
  readonly is: 'above' | 'below' | 'equal' | 'unequal' | 'made';
  /** a number, a text such as `"causal"`, or another quantity. */
  readonly than?: number | string | Quantity;
  /** How far apart two numbers may be that count as equal; absent, 0.005. */
  readonly within?: number;
}

export interface Quantity extends Kept {
  /** What is looked at. */
  readonly about: QuantityName;
  /** The word that asks, or its place counted from 0; absent, the one that is chosen. */
  readonly query?: number | string;
  /** The word that answers, or its place counted from 0. */
  readonly key?: number | string;
  /** The head, counted from 0; absent, the one that is shown. */
  readonly head?: number;
  /** The dimension of a vector, counted from 1; absent, the length of the vector. */
  readonly dimension?: number;
}

/** What is selected and shown, see below. */
export interface View extends Kept {
  /** The token that is asking, counted from 0. */
  readonly query?: number;
  /** The layer, counted from 0; absent, the first. */
  readonly layer?: number;
  /** The head, counted from 0. */
  readonly head?: number;
  /** a head that stands beside the one that is shown, `{"layer": …, "head": …}`; one that is not there is not shown. */
  readonly pinned?: Pinned;
  /** How much the shown head gives more than the pinned one, in place of both. */
  readonly difference?: boolean;
  /** The stage of the matrix. */
  readonly stage?: Stage;
  /** What the plane shows; absent, what the shares are about. */
  readonly layers?: readonly Layer[];
  /** Full precision on screen. */
  readonly precise?: boolean;
  /** What stands beside the figures; absent, the reader's settings decide. */
  readonly rail?: RailName;
  /** What the full colour stands for: the strongest share in sight, or that of each row; absent, the former. */
  readonly shading?: Shading;
  /** The lines of the row that asks: those that one needs, or each; absent, the former. */
  readonly arithmetic?: Arithmetic;
  /** Heads whose lines are drawn beside those of the head that is shown. */
  readonly lineHeads?: readonly number[];
  /** The least share that has a line, in percent; absent, 5. */
  readonly threshold?: number;
  /** The text is shaded by what the token attends to, or by what it receives; absent, the former. */
  readonly reading?: Reading;
  /** Lines and text leave special tokens out, and scale up what is left of a row. */
  readonly dimmed?: boolean;
  /** Lines and text join sub-words to words. */
  readonly joined?: boolean;
  /** The parts that are unfolded; absent, the reader's settings decide. */
  readonly panes?: readonly PaneName[];
  /** What is drawn besides, to see why. */
  readonly geometry?: readonly Geometry[];
  /** The last step that is shown. */
  readonly step?: Step;
  /** Of which queries. */
  readonly stepRows?: 'one' | 'all';
  /** The parts that are covered until they are revealed. */
  readonly covered?: readonly PaneName[];
  /** What a learner expected, and what is true. */
  readonly predictions?: readonly Prediction[];
  /** The tokens that are looked at, `{"query": [first, count], "key": [first, count]}`. */
  readonly window?: ViewWindow;
}

/** The tokens that are looked at, `{"query": [first, count], "key": [first, count]}`. */
export interface ViewWindow extends Kept {
  readonly query?: Run;
  readonly key?: Run;
}

/** The first token, and how many. */
export type Run = readonly [number, number];

export interface Prediction extends Kept {
  readonly question: 'most' | 'output';
  readonly head: number;
  readonly query: number;
  /** The key that gets most, or where the output goes, by its first two dimensions. */
  readonly guess: number | readonly number[];
  /** The same, as computed; absent until it is revealed. */
  readonly truth?: number | readonly number[];
}

/** a head that stands beside the one that is shown, `{"layer": …, "head": …}`; one that is not there is not shown. */
export interface Pinned extends Kept {
  /** Its layer, counted from 0; absent, the first. */
  readonly layer?: number;
  /** The head, counted from 0. */
  readonly head: number;
}

/** `{dtype, shape, data, rows, columns, first}`: a picture whose patches are tokens. */
export interface SpecImage extends Kept {
  /** `"uint8"`. */
  readonly dtype: 'uint8';
  /** Height, width and 3: red, green and blue. */
  readonly shape: PixelShape;
  /** The bytes as base64, row by row. */
  readonly data: string;
  /** Patches from top to bottom. */
  readonly rows: number;
  /** Patches from left to right. */
  readonly columns: number;
  /** The token of the first patch, counted from 0, the others follow row by row; absent, 0. */
  readonly first?: number;
}

/** Height, width and 3: red, green and blue. */
export type PixelShape = readonly [number, number, number];

/** `{ids, texts, special, words}`: what the tokenizer said of the key tokens, one entry each. */
export interface SpecTokenInfo extends Kept {
  /** Their numbers in the vocabulary. */
  readonly ids?: readonly number[];
  /** As the tokenizer writes them. */
  readonly texts?: readonly string[];
  /** Whether they are none of the text, such as `[CLS]`. */
  readonly special?: readonly boolean[];
  /** The number of the word of which they are a part, −1: of none. */
  readonly words?: readonly number[];
}

/** `{name, revision, family, dtype, implementation, libraries, text, prompt}`: where it was recorded. */
export interface SpecModel extends Kept {
  /** What the model is called. */
  readonly name?: string;
  /** Of which revision its weights are. */
  readonly revision?: string;
  /** The kind of model, such as `bert`. */
  readonly family?: string;
  /** With what numbers it computed. */
  readonly dtype?: string;
  /** How its attention was found. */
  readonly implementation?: string;
  /** By which libraries, with their versions. */
  readonly libraries?: string;
  /** Of which text. */
  readonly text?: string;
  /** How many of `tokens` it was given: what follows them it wrote itself; absent, it wrote none. */
  readonly prompt?: number;
}

export interface SpecLayer extends Kept {
  /** What the layer is called in its model. */
  readonly name: string;
  /** `"tokens"` or `"key_tokens"`: these attend to one another; `"cross"`: tokens ask, key tokens answer. When absent: `"tokens"`. */
  readonly sequence?: 'tokens' | 'key_tokens' | 'cross';
  /** What of the layer was recorded, and how exactly. */
  readonly kept?: SpecKept;
  readonly embeddings?: undefined;
  readonly projections?: undefined;
  readonly biases?: undefined;
  readonly norms?: undefined;
  readonly query?: undefined;
  readonly key?: undefined;
  readonly value?: undefined;
  readonly weights?: undefined;
  readonly nHeads?: undefined;
  readonly nKvHeads?: undefined;
  readonly mask?: undefined;
  readonly maskAt?: undefined;
  readonly scale?: undefined;
  readonly bias?: undefined;
  readonly softcap?: undefined;
  readonly sinks?: undefined;
  readonly temperature?: undefined;
  readonly softmax?: undefined;
  readonly positions?: undefined;
  readonly positionOffset?: undefined;
  readonly residual?: undefined;
  readonly overrides?: undefined;
  readonly keyEmbeddings?: undefined;
}

/** What of the layer was recorded, and how exactly. */
export interface SpecKept extends Kept {
  /** What is kept, in words. */
  readonly as: string;
  /** The largest error of a weight that comes of it. */
  readonly error?: number;
}

/** `{"scores": [{"head", "query", "key", "value"}]}`: scores set by hand, before the scale. */
export interface SpecOverrides extends Kept {
  readonly scores?: readonly SpecOverride[];
}

export interface SpecOverride extends Kept {
  readonly head: number;
  readonly query: number;
  readonly key: number;
  readonly value: number;
}

export interface SpecPositions extends Kept {
  /** How pairs of components turn, see below. */
  readonly rope: SpecRope;
}

/** How pairs of components turn, see below. */
export interface SpecRope extends Kept {
  /** The wavelengths are 2π · base^(2i / dims), above 0. When absent: 10000. */
  readonly base?: number;
  /** The first so many components are turned, an even number. When absent: d_k. */
  readonly dims?: number;
  /** `"halves"`: components i and i + dims/2 turn together, or `"neighbours"`: 2i and 2i + 1. When absent: `"halves"`. */
  readonly pairs?: 'halves' | 'neighbours';
  /** [dims / 2] radians a position for each pair, in place of those that the base makes. When absent: base^(−2i / dims). */
  readonly frequencies?: Vector;
  /** What cosines and sines are multiplied by. When absent: 1. */
  readonly factor?: number;
}

export interface SpecMaskParts extends Kept {
  /** a boolean: a query attends to no key after it. */
  readonly causal?: boolean;
  /** a whole number: the key is less than this far away. */
  readonly window?: number;
  /** a boolean for each key: it is a real token. */
  readonly padding?: readonly boolean[];
}

/** `{query, key}`: an RMS norm of queries, of keys: q · weight ÷ √(mean of q² + eps). */
export interface SpecNorms extends Kept {
  /** Of queries, after their bias and before they are turned. */
  readonly query?: SpecNorm;
  /** Of keys, after their bias and before they are turned. */
  readonly key?: SpecNorm;
}

/** Of keys, after their bias and before they are turned. */
export interface SpecNorm extends Kept {
  /** [norms.key] what each component is multiplied by; [g·d_k] where `over` is `"all"`. */
  readonly weight: Vector;
  /** Added to the mean square, above 0. When absent: 1e-6. */
  readonly eps?: number;
  /** `"head"`: the mean over the d_k components of each head, or `"all"`: over those of all heads together. When absent: `"head"`. */
  readonly over?: 'head' | 'all';
}

/** `{query, key, value, output}`, what is added to the products with the projections: q = x W_Q + b_Q. */
export interface SpecBiases extends Kept {
  /** [h·d_k] b_Q. When absent: zeros. */
  readonly query?: Vector;
  /** [g·d_k] b_K. When absent: zeros. */
  readonly key?: Vector;
  /** [g·d_v] b_V. When absent: zeros. */
  readonly value?: Vector;
  /** [d_model] b_O; only together with W_O. When absent: zeros. */
  readonly output?: Vector;
}

/** `{query, key, value, output}`, row vectors: q = x W_Q; the first three belong together. */
export interface SpecProjections extends Kept {
  /** [d_model, h·d_k] W_Q; heads are equal runs of columns, as in PyTorch. */
  readonly query: Matrix;
  /** [d_model, g·d_k] W_K. */
  readonly key: Matrix;
  /** [d_model, g·d_v] W_V. */
  readonly value: Matrix;
  /** [h·d_v, d_model] W_O. When absent: none: the heads' outputs are concatenated. */
  readonly output?: Matrix;
}

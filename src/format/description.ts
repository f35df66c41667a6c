// Made from src/format/description.json and messages.json by scripts/format.mjs; edit those instead.

/** What the format is: JSON Schema, and what that has no words for. */
export const SCHEMA = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: 'urn:jupyterlab-attention:attention.v1',
  title: 'attention, version 1',
  description:
    'Inputs from which attention is computed where it is shown. Rows are queries, columns are keys. Besides what a JSON Schema says: `shape` names the axes of an array by `symbols`, `limit` one of `limits`, `index` the axis that a whole number counts along, `wanted` the words of a message, `covers` from which step on numbers are covered with a part, `absent` what stands in for a field that is not given. Both readers work from this file; docs/format.md has it as tables.',
  type: 'object',
  required: ['format', 'version'],
  properties: {
    format: { description: '`"attention"`', absent: 'required', const: 'attention' },
    version: { description: '`1`', absent: 'required', const: 1 },
    sentence: {
      description: 'text; its words become the tokens',
      absent: 'one of `sentence` and `tokens` is required, not both',
      type: 'string',
      limit: 'sentence',
      maxLength: 100000
    },
    tokens: {
      description: '`n` texts, shown literally',
      absent: 'see `sentence`',
      axis: 'n',
      $ref: '#/$defs/tokens'
    },
    embeddings: {
      description: 'numbers',
      absent: "the words' own vectors, see below",
      shape: ['n', 'd_model'],
      $ref: '#/$defs/numbers'
    },
    projections: {
      title: 'SpecProjections',
      description:
        '`{query, key, value, output}`, row vectors: q = x W_Q; the first three belong together',
      absent: "the worked example's three rotations where d_model is 2; required otherwise",
      type: 'object',
      wanted: 'an object of query, key and value',
      required: ['query', 'key', 'value'],
      properties: {
        query: {
          description: 'W_Q; heads are equal runs of columns, as in PyTorch',
          missing: 'missingProjection',
          shape: ['d_model', 'h·d_k'],
          $ref: '#/$defs/numbers'
        },
        key: {
          description: 'W_K',
          missing: 'missingProjection',
          shape: ['d_model', 'g·d_k'],
          $ref: '#/$defs/numbers'
        },
        value: {
          description: 'W_V',
          missing: 'missingProjection',
          shape: ['d_model', 'g·d_v'],
          $ref: '#/$defs/numbers'
        },
        output: {
          description: 'W_O',
          absent: "none: the heads' outputs are concatenated",
          shape: ['h·d_v', 'd_model'],
          told: 'n_heads times d_v by d_model',
          $ref: '#/$defs/numbers'
        }
      }
    },
    n_heads: {
      description: 'h, a whole number, 1 or more',
      absent: '1',
      type: 'integer',
      minimum: 1,
      limit: 'heads',
      default: 1
    },
    n_kv_heads: {
      description: 'g, a divisor of `n_heads`: query head i reads key/value head ⌊i / (h / g)⌋',
      absent: '`n_heads`',
      type: 'integer',
      minimum: 1
    },
    mask: {
      description:
        '`null`, `"causal"`, booleans (true = may attend), or an object of parts, combined by _and_',
      absent: '`null`',
      wanted:
        'null, "causal", rows of booleans (true = may attend) or an object of causal, window and padding',
      anyOf: [
        { type: 'null' },
        { const: 'causal' },
        { shape: ['n', 'm'], told: 'queries by keys', $ref: '#/$defs/flags' },
        {
          title: 'SpecMaskParts',
          type: 'object',
          wanted: 'an object of causal, window and padding',
          not: {
            anyOf: [{ required: ['dtype'] }, { required: ['shape'] }, { required: ['data'] }]
          },
          properties: {
            causal: {
              description: 'a boolean: a query attends to no key after it',
              type: 'boolean'
            },
            window: {
              description: 'a whole number: the key is less than this far away',
              type: 'integer',
              minimum: 1
            },
            padding: {
              description: 'a boolean for each key: it is a real token',
              type: 'array',
              wanted: 'a list of booleans, one for each key',
              limit: 'tokens',
              axis: 'm',
              length: 'm',
              items: { type: 'boolean' }
            }
          }
        }
      ]
    },
    mask_at: {
      description:
        '`"scores"` (before the softmax) or `"weights"` (after it: weights × mask, nothing is shared out anew)',
      absent: '`"scores"`',
      enum: ['scores', 'weights'],
      default: 'scores'
    },
    scale: {
      description: 'a number that the scores are multiplied by, or `null`',
      absent: '1/√d_k',
      type: ['number', 'null']
    },
    temperature: {
      description: 'a number above 0: softmax of (scores × scale + bias) / temperature',
      absent: '1',
      type: 'number',
      exclusiveMinimum: 0,
      default: 1
    },
    softmax: {
      description:
        '`"stable"` or `"naive"`; naive overflows as it really does, and what is no number then is `null` in a trace',
      absent: '`"stable"`',
      enum: ['stable', 'naive'],
      default: 'stable'
    },
    positions: {
      description:
        '`"sinusoidal"`, `"rope"`, `"alibi"`, `null`, or a learned vector for each position',
      absent: 'none',
      wanted: 'one of sinusoidal, rope, alibi, or a row of numbers for each position',
      anyOf: [
        { type: 'null' },
        { enum: ['sinusoidal', 'rope', 'alibi'] },
        { shape: ['max(n, m)', 'd_model'], $ref: '#/$defs/numbers' }
      ]
    },
    position_offset: {
      description: 'a whole number: the first position, of queries and keys alike',
      absent: '0',
      type: 'integer',
      minimum: -1000000,
      maximum: 1000000,
      default: 0
    },
    seed: {
      description:
        'a whole number: from it the embeddings were drawn at random; nothing is drawn anew',
      type: 'integer',
      minimum: 0,
      maximum: 2147483647
    },
    residual: {
      description:
        'a boolean: the output is added to the embeddings, with what positions added; needs equal widths',
      absent: '`false`',
      type: 'boolean',
      default: false
    },
    overrides: {
      title: 'SpecOverrides',
      description:
        '`{"scores": [{"head", "query", "key", "value"}]}`: scores set by hand, before the scale',
      absent: 'none',
      type: 'object',
      wanted: 'an object such as {"scores": […]}',
      properties: {
        scores: {
          type: 'array',
          wanted: 'a list of {"head", "query", "key", "value"}',
          limit: 'overrides',
          items: {
            title: 'SpecOverride',
            type: 'object',
            wanted: 'an object of head, query, key and value',
            required: ['head', 'query', 'key', 'value'],
            properties: {
              head: { type: 'integer', minimum: 0, index: 'h' },
              query: { type: 'integer', minimum: 0, index: 'n' },
              key: { type: 'integer', minimum: 0, index: 'm' },
              value: { type: 'number' }
            }
          }
        }
      }
    },
    key_tokens: {
      description: '`m` texts: cross-attention, keys and values come from these',
      absent: 'the keys are the tokens themselves',
      axis: 'm',
      $ref: '#/$defs/tokens'
    },
    key_embeddings: {
      description: 'numbers; only together with `key_tokens`',
      absent: "the words' own vectors",
      shape: ['m', 'd_model'],
      $ref: '#/$defs/numbers'
    },
    view: {
      title: 'View',
      description: 'what is selected and shown, see below',
      absent: 'the first query, the first head, the weights',
      type: 'object',
      wanted: 'an object',
      selects: true,
      properties: {
        query: {
          description: 'the token that is asking, counted from 0',
          type: 'integer',
          minimum: 0,
          index: 'n'
        },
        head: { description: 'the head, counted from 0', type: 'integer', minimum: 0, index: 'h' },
        stage: {
          description: 'the stage of the matrix',
          names: 'STAGES',
          enum: ['scores', 'scaled_scores', 'masked_scores', 'weights']
        },
        layers: {
          description: 'what the plane shows; absent, what the shares are about',
          type: 'array',
          limit: 'names',
          items: { names: 'LAYERS', enum: ['embeddings', 'query', 'key', 'value', 'output'] }
        },
        precise: { description: 'full precision on screen', type: 'boolean' },
        rail: {
          description: "what stands beside the figures; absent, the reader's settings decide",
          names: 'RAILS',
          enum: ['laboratory', 'lesson', 'table', 'outputs', 'measures', 'notes', 'none']
        },
        shading: {
          description:
            'what the full colour stands for: the strongest share in sight, or that of each row; absent, the former',
          names: 'SHADINGS',
          enum: ['sight', 'row']
        },
        arithmetic: {
          description:
            'the lines of the row that asks: those that one needs, or each; absent, the former',
          names: 'ARITHMETICS',
          enum: ['short', 'full']
        },
        panes: {
          description: "the parts that are unfolded; absent, the reader's settings decide",
          type: 'array',
          limit: 'names',
          items: { $ref: '#/$defs/pane' }
        },
        geometry: {
          description: 'what is drawn besides, to see why',
          type: 'array',
          limit: 'names',
          items: { names: 'GEOMETRY', enum: ['levels', 'hull', 'norms'] }
        },
        step: {
          description: 'the last step that is shown',
          names: 'STEPS',
          enum: [
            'embed',
            'project',
            'dot_products',
            'scale',
            'mask',
            'exponentiate',
            'normalise',
            'weigh',
            'sum',
            'concatenate',
            'mix',
            'residual'
          ]
        },
        step_rows: { description: 'of which queries', enum: ['one', 'all'] },
        covered: {
          description: 'the parts that are covered until they are revealed',
          type: 'array',
          limit: 'names',
          items: { $ref: '#/$defs/pane' }
        },
        predictions: {
          description: 'what a learner expected, and what is true',
          type: 'array',
          wanted: 'a list of predictions',
          limit: 'predictions',
          items: {
            title: 'Prediction',
            type: 'object',
            wanted: 'an object of question, head, query and guess',
            required: ['question', 'head', 'query', 'guess'],
            properties: {
              question: { enum: ['most', 'output'] },
              head: { type: 'integer', minimum: 0, index: 'h' },
              query: { type: 'integer', minimum: 0, index: 'n' },
              guess: {
                description:
                  'the key that gets most, or where the output goes, by its first two dimensions',
                $ref: '#/$defs/answer'
              },
              truth: {
                description: 'the same, as computed; absent until it is revealed',
                $ref: '#/$defs/answer'
              }
            }
          }
        },
        window: {
          title: 'ViewWindow',
          description:
            'the tokens that are looked at, `{"query": [first, count], "key": [first, count]}`',
          type: 'object',
          wanted: 'an object such as {"query": […], "key": […]}',
          properties: {
            query: { run: 'n', $ref: '#/$defs/run' },
            key: { run: 'm', $ref: '#/$defs/run' }
          }
        }
      }
    },
    lesson: {
      title: 'Lesson',
      description: 'a lesson that is played on the stage, see below',
      absent: 'none',
      type: 'object',
      wanted: 'an object of name and steps',
      required: ['name', 'steps'],
      properties: {
        name: {
          description: 'by which it is told apart from others where it is graded',
          type: 'string',
          limit: 'token',
          maxLength: 10000
        },
        title: {
          description: 'what stands above it; absent, its name',
          type: 'string',
          limit: 'token',
          maxLength: 10000
        },
        steps: {
          description: 'what is done, one after the other',
          type: 'array',
          wanted: 'a list of steps',
          limit: 'steps',
          minItems: 1,
          least: 'at least one step',
          items: {
            title: 'LessonStep',
            type: 'object',
            wanted: 'an object of name, text and start',
            required: ['name', 'text', 'start'],
            properties: {
              name: {
                description: 'by which its answer is told apart from others',
                type: 'string',
                limit: 'token',
                maxLength: 10000
              },
              title: {
                description: 'what stands above its text',
                type: 'string',
                limit: 'token',
                maxLength: 10000
              },
              text: {
                description: 'what is asked, in short',
                type: 'string',
                limit: 'token',
                maxLength: 10000
              },
              start: {
                description:
                  'the state it begins with, and Reset returns to, as the fields of a payload',
                type: 'object',
                payload: true,
                wanted: 'an object of the fields of a payload, such as {"sentence": "…"}'
              },
              touch: {
                description:
                  'the edits that may be made, by the fields that they change; absent, all',
                type: 'array',
                limit: 'names',
                items: {
                  names: 'TOUCHED',
                  enum: [
                    'tokens',
                    'embeddings',
                    'projections',
                    'mask',
                    'mask_at',
                    'scale',
                    'temperature',
                    'softmax',
                    'positions',
                    'residual',
                    'heads',
                    'overrides'
                  ]
                }
              },
              goal: {
                description:
                  'what is to be reached: all of it holds of the state, and the state is not the one it began with; absent, the step is only read',
                type: 'array',
                wanted: 'a list of statements',
                limit: 'statements',
                items: { $ref: '#/$defs/statement' }
              },
              hints: {
                description:
                  'what is said to those who went a way that is known to be wrong: the first whose statements all hold',
                type: 'array',
                wanted: 'a list of hints',
                limit: 'statements',
                items: {
                  title: 'LessonHint',
                  type: 'object',
                  wanted: 'an object of when and text',
                  required: ['when', 'text'],
                  properties: {
                    when: {
                      type: 'array',
                      wanted: 'a list of statements',
                      limit: 'statements',
                      items: { $ref: '#/$defs/statement' }
                    },
                    text: {
                      description: 'what is said',
                      type: 'string',
                      limit: 'token',
                      maxLength: 10000
                    }
                  }
                }
              },
              reached: {
                description: 'what is said when the goal is reached',
                type: 'string',
                limit: 'token',
                maxLength: 10000
              }
            }
          }
        },
        step: {
          description: 'the step that is played, counted from 0; absent, the first',
          type: 'integer',
          minimum: 0
        },
        answers: {
          description: 'what was done in the steps whose goals were reached',
          type: 'array',
          wanted: 'a list of answers',
          limit: 'steps',
          items: {
            title: 'LessonAnswer',
            type: 'object',
            wanted: 'an object of step and state',
            required: ['step', 'state'],
            properties: {
              step: {
                description: 'the name of the step',
                type: 'string',
                limit: 'token',
                maxLength: 10000
              },
              state: {
                description: 'the state that reached its goal, as the fields of a payload',
                type: 'object',
                payload: true,
                wanted: 'an object of the fields of a payload, such as {"sentence": "…"}'
              }
            }
          }
        }
      }
    }
  },
  oneOf: [{ required: ['sentence'] }, { required: ['tokens'] }],
  dependentRequired: { key_embeddings: ['key_tokens'] },
  limits: {
    sentence: { most: 100000, what: 'characters', description: 'characters of a sentence' },
    tokens: { most: 8192, what: 'tokens', description: 'tokens; key tokens' },
    token: { most: 10000, what: 'characters', description: 'characters of one token' },
    dimensions: { most: 16384, what: 'dimensions', description: 'd_model, h·d_k, h·d_v' },
    heads: { most: 64, what: 'heads', description: 'heads' },
    weights: { most: 268435456, what: 'weights', description: 'weights, h·n·m' },
    offset: {
      most: 1000000,
      what: 'positions',
      description: '`position_offset`, in either direction'
    },
    numbers: { most: 16777216, what: 'numbers', description: 'numbers in one array' },
    multiplications: {
      most: 100000000000,
      what: 'multiplications',
      description:
        'tokens × d_model × columns of a projection, for Q, K or V; multiplications for the scores or outputs, n·m·h·d'
    },
    overrides: { most: 65536, what: 'entries', description: 'scores set by hand' },
    predictions: { most: 8192, what: 'entries', description: 'predictions' },
    names: { most: 8192, what: 'entries', description: 'names in one list' },
    depth: {
      most: 100,
      what: 'levels',
      description: 'lists and objects within one another, in a field that is not known'
    },
    problems: {
      most: 10,
      what: 'problems',
      description: 'problems listed for one field, before the rest is counted'
    },
    written: {
      most: 4096,
      what: 'numbers',
      description: 'numbers of an array that are written as lists'
    },
    steps: { most: 256, what: 'steps', description: 'steps of a lesson' },
    statements: {
      most: 64,
      what: 'statements',
      description: 'statements of one goal; hints of one step'
    }
  },
  symbols: {
    n: { counts: 'token', told: 'one for each token' },
    m: { counts: 'token', told: 'one for each key' },
    'max(n, m)': { told: 'one for each position' },
    h: { counts: 'head', field: 'n_heads' },
    g: { counts: 'head', field: 'n_kv_heads' },
    d_model: { limit: 'dimensions', told: 'd_model, as in the embeddings' },
    'h·d_k': { limit: 'dimensions', told: 'n_heads times d_k' },
    'g·d_k': { limit: 'dimensions', told: 'n_kv_heads times d_k, as in projections.query' },
    'g·d_v': { limit: 'dimensions', told: 'n_kv_heads times d_v' },
    'h·d_v': { limit: 'dimensions', told: 'n_heads times d_v of projections.value' }
  },
  $defs: {
    answer: {
      switch: {
        by: 'question',
        cases: {
          most: { type: 'integer', minimum: 0, index: 'm' },
          output: {
            type: 'array',
            wanted: 'a list of two numbers',
            limit: 'names',
            items: { type: 'number' }
          }
        }
      },
      anyOf: [
        { type: 'integer', minimum: 0 },
        { type: 'array', items: { type: 'number' } }
      ]
    },
    pane: {
      names: 'PANES',
      covers: {
        steps: 'dot_products',
        plane: 'weigh',
        matrix: 'dot_products',
        outputs: 'weigh',
        table: 'project',
        detail: 'dot_products',
        laboratory: 'dot_products',
        notes: 'dot_products'
      },
      enum: ['steps', 'plane', 'matrix', 'outputs', 'table', 'detail', 'laboratory', 'notes']
    },
    run: {
      title: 'Run',
      description: 'The first token, and how many.',
      type: 'array',
      wanted: 'a list of two whole numbers, the first token and how many',
      prefixItems: [
        { type: 'integer', minimum: 0 },
        { type: 'integer', minimum: 1 }
      ],
      minItems: 2,
      maxItems: 2
    },
    tokens: {
      type: 'array',
      wanted: 'a list of texts',
      limit: 'tokens',
      minItems: 1,
      least: 'at least one token',
      maxItems: 8192,
      items: { type: 'string', limit: 'token', maxLength: 10000 }
    },
    numbers: {
      description: 'Rows of numbers, as lists or as the bytes of an array.',
      entry: 'number',
      dtypes: ['float64', 'float32', 'float16'],
      anyOf: [
        {
          type: 'array',
          minItems: 1,
          items: { type: 'array', minItems: 1, items: { type: 'number' } }
        },
        {
          type: 'object',
          required: ['dtype', 'shape', 'data'],
          properties: {
            dtype: { enum: ['float64', 'float32', 'float16'] },
            shape: { $ref: '#/$defs/shape' },
            data: { $ref: '#/$defs/base64' }
          }
        }
      ]
    },
    flags: {
      description: 'Rows of booleans, as lists or as bytes, one each, 0 or 1.',
      entry: 'boolean',
      dtypes: ['bool'],
      anyOf: [
        {
          type: 'array',
          minItems: 1,
          items: { type: 'array', minItems: 1, items: { type: 'boolean' } }
        },
        {
          type: 'object',
          required: ['dtype', 'shape', 'data'],
          properties: {
            dtype: { const: 'bool' },
            shape: { $ref: '#/$defs/shape' },
            data: { $ref: '#/$defs/base64' }
          }
        }
      ]
    },
    shape: {
      description: '[rows, columns].',
      type: 'array',
      minItems: 2,
      maxItems: 2,
      items: { type: 'integer', minimum: 1 }
    },
    base64: {
      description: 'Little-endian, row after row (C order).',
      type: 'string',
      pattern: '^[A-Za-z0-9+/]*={0,2}$'
    },
    place: {
      wanted: 'a word of the sentence, or its place counted from 0',
      anyOf: [
        { type: 'integer', minimum: 0 },
        { type: 'string', limit: 'token', maxLength: 10000 }
      ]
    },
    statement: {
      title: 'Statement',
      description: 'Something that a state may be or not.',
      type: 'object',
      wanted: 'an object of about and is',
      required: ['about', 'is'],
      if: {
        properties: { is: { enum: ['above', 'below', 'equal', 'unequal'] } },
        required: ['is']
      },
      then: { required: ['than'] },
      properties: {
        about: {
          description: 'what is looked at',
          names: 'QUANTITIES',
          enum: [
            'scores',
            'scaled_scores',
            'masked_scores',
            'weights',
            'sum',
            'entropy',
            'embeddings',
            'query',
            'key',
            'value',
            'output',
            'n_tokens',
            'n_heads',
            'n_kv_heads',
            'd_model',
            'mask',
            'mask_at',
            'scale',
            'temperature',
            'softmax',
            'positions',
            'residual',
            'asking',
            'guess'
          ]
        },
        query: {
          description:
            'the word that asks, or its place counted from 0; absent, the one that is chosen',
          $ref: '#/$defs/place'
        },
        key: {
          description: 'the word that answers, or its place counted from 0',
          $ref: '#/$defs/place'
        },
        head: {
          description: 'the head, counted from 0; absent, the one that is shown',
          type: 'integer',
          minimum: 0
        },
        dimension: {
          description:
            'the dimension of a vector, counted from 1; absent, the length of the vector',
          type: 'integer',
          minimum: 1
        },
        is: {
          description: 'how it stands to `than`; `made` of a guess needs none',
          enum: ['above', 'below', 'equal', 'unequal', 'made']
        },
        than: {
          description: 'a number, a text such as `"causal"`, or another quantity',
          wanted: 'a number, a text, or an object of about',
          anyOf: [
            { type: 'number' },
            { type: 'string', limit: 'token', maxLength: 10000 },
            {
              title: 'Quantity',
              type: 'object',
              wanted: 'an object of about',
              required: ['about'],
              properties: {
                about: {
                  description: 'what is looked at',
                  names: 'QUANTITIES',
                  enum: [
                    'scores',
                    'scaled_scores',
                    'masked_scores',
                    'weights',
                    'sum',
                    'entropy',
                    'embeddings',
                    'query',
                    'key',
                    'value',
                    'output',
                    'n_tokens',
                    'n_heads',
                    'n_kv_heads',
                    'd_model',
                    'mask',
                    'mask_at',
                    'scale',
                    'temperature',
                    'softmax',
                    'positions',
                    'residual',
                    'asking',
                    'guess'
                  ]
                },
                query: {
                  description:
                    'the word that asks, or its place counted from 0; absent, the one that is chosen',
                  $ref: '#/$defs/place'
                },
                key: {
                  description: 'the word that answers, or its place counted from 0',
                  $ref: '#/$defs/place'
                },
                head: {
                  description: 'the head, counted from 0; absent, the one that is shown',
                  type: 'integer',
                  minimum: 0
                },
                dimension: {
                  description:
                    'the dimension of a vector, counted from 1; absent, the length of the vector',
                  type: 'integer',
                  minimum: 1
                }
              }
            }
          ]
        },
        within: {
          description: 'how far apart two numbers may be that count as equal; absent, 0.005',
          type: 'number',
          exclusiveMinimum: 0
        }
      }
    }
  }
} as const;

/** Every text that a reader of a payload can meet; `{name}` stands for what is told. */
export const MESSAGES = {
  notObject:
    'Found {found}; wanted an object such as {"format": "attention", "version": 1, "sentence": "…"}.',
  newer:
    'This payload is of version {found}, newer than version 1, which is read here. Update jupyterlab-attention to see it.',
  wanted: 'Found {found}; wanted {wanted}.',
  flag: "Found {found}; wanted true or false: 0 and 1 become a mask by comparing with 1, such as `mask == 1` or NumPy's `mask.astype(bool)`.",
  flagAlone: 'Found {found}; wanted true or false: write {wanted}.',
  flagByte: 'Found the byte {found}; wanted 0 (may not attend) or 1 (may attend).',
  empty: 'Nothing is in it; wanted {wanted}.',
  ragged: 'This row has {found}; wanted {wanted}, as in the first row.',
  rank: 'Found the shape [{found}]; wanted {wanted}{advice}.',
  dtype: 'Found {found}; wanted {wanted}. Convert the array before it is sent.',
  arrayShape: 'Found {found}; wanted {wanted}.',
  noBase64:
    '{what}; wanted the whole array as base64 (A–Z, a–z, 0–9, + and /, filled up by =), without line breaks.',
  badCharacter: 'The character {found} at {at} is no base64',
  badLength: 'These {length} characters end within a group of four',
  bytes: 'This holds {found} bytes where [{shape}] of {dtype} need {needed}. {advice}.',
  more: '…and {count} more of the same kind in this field.',
  tooMany: 'Found {found} {what}; at most {most} are drawn, to protect the page. {advice}',
  tooDeep:
    'Lists and objects lie more than {most} deep within one another here; wanted at most {most}. Flatten them.',
  unknownField: 'This field is not known here; it is kept and not used.',
  missingProjection:
    'This is missing; query, key and value belong together. Give projections.{name} too.',
  bothSources: 'Both sentence and tokens are given; wanted one of them. Remove the other.',
  noSource: 'Neither sentence nor tokens is given; wanted one of them.',
  noWords: 'No word is in this sentence; wanted at least one. Punctuation is no token.',
  needs: 'This is given without {needs}; wanted both. Give {needs} too, or leave this out.',
  shape: 'Found the shape [{found}]; wanted [{wanted}], {told}.',
  rows: 'Found {found}; wanted {wanted}, {told}.',
  indivisible:
    'Found {found}; wanted a multiple of {field}, {heads}, because heads are equal runs of columns.',
  indivisibleHeads:
    'Found {found}; wanted a divisor of n_heads, {heads}, because equal runs of heads share keys and values.',
  noProjections:
    "This is missing; the worked example's projections serve only embeddings of 2 dimensions, and these have {found}. Give query, key and value.",
  sharedExample:
    'The worked example has a key and a value for each head; wanted projections of your own whose key and value have n_kv_heads·d_k columns.',
  oddRope:
    'RoPE turns dimensions in pairs, and d_k is {found}; wanted an even d_k. Choose other positions or another n_heads.',
  unequalWidths:
    'The output has {found} and the embeddings have {wanted}; wanted equal widths to add them. Give projections.output.',
  noSuch: 'Found {found}, but there {are} only {length}, counted from 0.',
  pastEnd: 'Found {found}, but there {are} only {length}, counted from 0; it is not used.',
  windowEnds:
    'Found {found} from {first} on, but there {are} only {length}, counted from 0; the window ends there.',
  memory:
    'There is not enough memory to compute {heads} of {queries} × {keys} tokens. Send fewer tokens or heads, or close other pages.',
  notYet: 'The tokens are just being put in other places. Make this change once they are there.',
  sameName:
    'Found {found}, as at {first}; wanted a name of its own, by which the answer to the step is told apart.',
  lastStep: 'Found {found}, but there {are} only {length}, counted from 0; the last is played.',
  noStep:
    'Found {found}, but no step of the lesson has this name; this answer is kept and not used.',
  sameAnswer: 'Found {found}, as at {first}; this answer is kept and not used.',
  untouchable: 'This step of the lesson leaves this as it is; wanted a change of {wanted}.',
  overflow:
    'With these numbers {path} is too large for a double (above about 1.8e308). Use smaller embeddings or projections.',
  covered: 'The weights are covered until they have been predicted.',
  batch: ': take one of the batch',
  headsApart: ': put the heads side by side, one after the other, as columns',
  fenceEmpty: 'Nothing is in this fence; wanted a sentence, lines such as `mask: causal`, or JSON.',
  fenceName:
    'Found the name {found}, which is no field of the format. {advice}Where it belongs to the sentence, write `sentence:` before it.',
  fenceNear: 'Did you mean {names}? ',
  fenceLine:
    'Found {found}; wanted a name and a colon, such as `mask: causal`. Indent a line that goes on from the one above.',
  fenceValue: 'Nothing follows the colon; wanted a value.',
  fenceSteps:
    'This lesson has no steps; wanted a line such as `step: causal` for each, and below it what is said of it.',
  fenceGoal:
    'Found {found}; wanted a statement such as `weights(lions, cats) > 0.3`, `mask = causal` or `guess(angry) made`.',
  fenceHint:
    'Wanted a statement, a bar and what is then said, such as `mask = none | Who may look at whom?`.',
  fenceTwice: 'This is given a second time; wanted it once. Remove it here or in line {line}.',
  noJson: 'This is no JSON: {reason}.',
  cutOff: 'It may have been cut off: send the whole array',
  otherShape: 'Send the array that the shape is of',
  smaller: {
    characters: 'Shorten the text.',
    'characters in one word': 'Shorten the word.',
    words: 'Shorten the sentence.',
    tokens: 'Shorten the text, or send a window of it.',
    heads: 'Send some of them.',
    dimensions: 'Send fewer heads, or vectors of fewer dimensions.',
    entries: 'Send fewer of them.',
    numbers: 'Send fewer heads, or a window of the tokens.',
    weights: 'Send fewer heads, or a window of the tokens.',
    multiplications: 'Send fewer heads, or a window of the tokens.'
  }
} as const;

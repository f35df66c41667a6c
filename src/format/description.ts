// Made from src/format/description.json and messages.json by scripts/format.mjs; edit those instead.

/** What the format is: JSON Schema, and what that has no words for. */
export const SCHEMA = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: 'urn:jupyterlab-attention:attention.v1',
  type: 'object',
  required: ['format', 'version'],
  properties: {
    format: { const: 'attention' },
    version: { const: 1 },
    sentence: { type: 'string', limit: 'sentence', maxLength: 100000 },
    tokens: { axis: 'n', $ref: '#/$defs/tokens' },
    embeddings: { shape: ['n', 'd_model'], $ref: '#/$defs/numbers' },
    projections: {
      type: 'object',
      wanted: 'an object of query, key and value',
      required: ['query', 'key', 'value'],
      properties: {
        query: {
          missing: 'missingProjection',
          shape: ['d_model', 'h·d_k'],
          $ref: '#/$defs/numbers'
        },
        key: { missing: 'missingProjection', shape: ['d_model', 'g·d_k'], $ref: '#/$defs/numbers' },
        value: {
          missing: 'missingProjection',
          shape: ['d_model', 'g·d_v'],
          $ref: '#/$defs/numbers'
        },
        output: {
          shape: ['h·d_v', 'd_model'],
          told: 'n_heads times d_v by d_model',
          $ref: '#/$defs/numbers'
        }
      }
    },
    biases: {
      type: 'object',
      wanted: 'an object of query, key, value and output',
      properties: {
        query: { shape: ['h·d_k'], $ref: '#/$defs/vector' },
        key: { shape: ['g·d_k'], $ref: '#/$defs/vector' },
        value: { shape: ['g·d_v'], $ref: '#/$defs/vector' },
        output: { shape: ['d_model'], $ref: '#/$defs/vector' }
      }
    },
    norms: {
      type: 'object',
      wanted: 'an object of query and key',
      properties: {
        query: {
          type: 'object',
          wanted: 'an object of weight, eps and over',
          required: ['weight'],
          properties: {
            weight: { shape: ['norms.query'], $ref: '#/$defs/vector' },
            eps: { type: 'number', default: 0.000001, exclusiveMinimum: 0 },
            over: { enum: ['head', 'all'], default: 'head' }
          }
        },
        key: {
          type: 'object',
          wanted: 'an object of weight, eps and over',
          required: ['weight'],
          properties: {
            weight: { shape: ['norms.key'], $ref: '#/$defs/vector' },
            eps: { type: 'number', default: 0.000001, exclusiveMinimum: 0 },
            over: { enum: ['head', 'all'], default: 'head' }
          }
        }
      }
    },
    query: { shape: ['h', 'n', 'd_k'], $ref: '#/$defs/matrices', unwritten: true },
    key: { shape: ['g', 'm', 'd_k'], $ref: '#/$defs/matrices', unwritten: true },
    value: { shape: ['g', 'm', 'd_v'], $ref: '#/$defs/matrices', unwritten: true },
    weights: { shape: ['h', 'n', 'm'], $ref: '#/$defs/shares', unwritten: true },
    n_heads: { type: 'integer', minimum: 1, limit: 'heads', default: 1 },
    n_kv_heads: { type: 'integer', minimum: 1 },
    mask: {
      wanted:
        'null, "causal", rows of booleans (true = may attend) or an object of causal, window and padding',
      anyOf: [
        { type: 'null' },
        { const: 'causal' },
        { shape: ['n', 'm'], told: 'queries by keys', $ref: '#/$defs/flags' },
        {
          type: 'object',
          wanted: 'an object of causal, window and padding',
          not: {
            anyOf: [{ required: ['dtype'] }, { required: ['shape'] }, { required: ['data'] }]
          },
          properties: {
            causal: { type: 'boolean' },
            window: { type: 'integer', minimum: 1 },
            padding: {
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
    mask_at: { enum: ['scores', 'weights'], default: 'scores' },
    scale: { type: ['number', 'null'] },
    bias: { shape: ['h or 1', 'n', 'm'], $ref: '#/$defs/matrices' },
    softcap: { type: ['number', 'null'], exclusiveMinimum: 0 },
    sinks: { shape: ['h'], $ref: '#/$defs/vector' },
    temperature: { type: 'number', exclusiveMinimum: 0, default: 1 },
    softmax: { enum: ['stable', 'naive'], default: 'stable' },
    positions: {
      wanted:
        'one of sinusoidal, rope, alibi, an object of rope, or a row of numbers for each position',
      anyOf: [
        { type: 'null' },
        { enum: ['sinusoidal', 'rope', 'alibi'] },
        { shape: ['max(n, m)', 'd_model'], $ref: '#/$defs/numbers' },
        {
          type: 'object',
          wanted: 'an object of rope',
          required: ['rope'],
          not: {
            anyOf: [{ required: ['dtype'] }, { required: ['shape'] }, { required: ['data'] }]
          },
          properties: {
            rope: {
              type: 'object',
              wanted: 'an object of base, dims, pairs, frequencies and factor',
              properties: {
                base: { type: 'number', exclusiveMinimum: 0 },
                dims: { type: 'integer', minimum: 2 },
                pairs: { enum: ['halves', 'neighbours'] },
                frequencies: { shape: ['dims / 2'], $ref: '#/$defs/vector' },
                factor: { type: 'number' }
              }
            }
          }
        }
      ]
    },
    position_offset: { type: 'integer', minimum: -1000000, maximum: 1000000, default: 0 },
    seed: { type: 'integer', minimum: 0, maximum: 2147483647 },
    residual: { type: 'boolean', default: false },
    overrides: {
      type: 'object',
      wanted: 'an object such as {"scores": […]}',
      properties: {
        scores: {
          type: 'array',
          wanted: 'a list of {"head", "query", "key", "value"}',
          limit: 'overrides',
          items: {
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
    key_tokens: { axis: 'm', $ref: '#/$defs/tokens' },
    key_embeddings: { shape: ['m', 'd_model'], $ref: '#/$defs/numbers' },
    layers: {
      type: 'array',
      wanted: 'a list of layers',
      limit: 'layers',
      minItems: 1,
      least: 'at least one layer',
      axis: 'layers',
      items: {
        type: 'object',
        wanted: 'an object of name and the fields of a layer',
        apart: true,
        required: ['name'],
        properties: {
          name: { type: 'string', limit: 'token', maxLength: 10000 },
          sequence: { enum: ['tokens', 'key_tokens', 'cross'] },
          kept: {
            type: 'object',
            wanted: 'an object of as and error',
            required: ['as'],
            properties: {
              as: { type: 'string', limit: 'token', maxLength: 10000 },
              error: { type: 'number' }
            }
          },
          embeddings: { $ref: '#/properties/embeddings' },
          projections: { $ref: '#/properties/projections' },
          biases: { $ref: '#/properties/biases' },
          norms: { $ref: '#/properties/norms' },
          query: { $ref: '#/properties/query' },
          key: { $ref: '#/properties/key' },
          value: { $ref: '#/properties/value' },
          weights: { $ref: '#/properties/weights' },
          n_heads: { $ref: '#/properties/n_heads' },
          n_kv_heads: { $ref: '#/properties/n_kv_heads' },
          mask: { $ref: '#/properties/mask' },
          mask_at: { $ref: '#/properties/mask_at' },
          scale: { $ref: '#/properties/scale' },
          bias: { $ref: '#/properties/bias' },
          softcap: { $ref: '#/properties/softcap' },
          sinks: { $ref: '#/properties/sinks' },
          temperature: { $ref: '#/properties/temperature' },
          softmax: { $ref: '#/properties/softmax' },
          positions: { $ref: '#/properties/positions' },
          position_offset: { $ref: '#/properties/position_offset' },
          residual: { $ref: '#/properties/residual' },
          overrides: { $ref: '#/properties/overrides' },
          key_embeddings: { $ref: '#/properties/key_embeddings' }
        }
      },
      unwritten: true
    },
    model: {
      type: 'object',
      wanted:
        'an object of name, revision, family, dtype, implementation, libraries, text and prompt',
      properties: {
        name: { type: 'string', limit: 'token', maxLength: 10000 },
        revision: { type: 'string', limit: 'token', maxLength: 10000 },
        family: { type: 'string', limit: 'token', maxLength: 10000 },
        dtype: { type: 'string', limit: 'token', maxLength: 10000 },
        implementation: { type: 'string', limit: 'token', maxLength: 10000 },
        libraries: { type: 'string', limit: 'token', maxLength: 10000 },
        text: { type: 'string', limit: 'token', maxLength: 10000 },
        prompt: { type: 'integer', minimum: 0 }
      },
      unwritten: true
    },
    token_info: {
      type: 'object',
      wanted: 'an object of ids, texts, special and words',
      properties: {
        ids: {
          type: 'array',
          wanted: 'a list of whole numbers',
          limit: 'tokens',
          length: 'n',
          items: { type: 'integer', minimum: 0 }
        },
        texts: {
          type: 'array',
          wanted: 'a list of texts',
          limit: 'tokens',
          length: 'n',
          items: { type: 'string', limit: 'token', maxLength: 10000 }
        },
        special: {
          type: 'array',
          wanted: 'a list of booleans',
          limit: 'tokens',
          length: 'n',
          items: { type: 'boolean' }
        },
        words: {
          type: 'array',
          wanted: 'a list of whole numbers',
          limit: 'tokens',
          length: 'n',
          items: { type: 'integer', minimum: -1 }
        }
      },
      unwritten: true
    },
    key_token_info: {
      type: 'object',
      wanted: 'an object of ids, texts, special and words',
      properties: {
        ids: {
          type: 'array',
          wanted: 'a list of whole numbers',
          limit: 'tokens',
          length: 'm',
          items: { type: 'integer', minimum: 0 }
        },
        texts: {
          type: 'array',
          wanted: 'a list of texts',
          limit: 'tokens',
          length: 'm',
          items: { type: 'string', limit: 'token', maxLength: 10000 }
        },
        special: {
          type: 'array',
          wanted: 'a list of booleans',
          limit: 'tokens',
          length: 'm',
          items: { type: 'boolean' }
        },
        words: {
          type: 'array',
          wanted: 'a list of whole numbers',
          limit: 'tokens',
          length: 'm',
          items: { type: 'integer', minimum: -1 }
        }
      },
      unwritten: true
    },
    image: {
      type: 'object',
      wanted: 'an object of dtype, shape, data, rows and columns',
      required: ['dtype', 'shape', 'data', 'rows', 'columns'],
      properties: {
        dtype: { enum: ['uint8'] },
        shape: {
          type: 'array',
          wanted: 'a list of three whole numbers: height, width and 3',
          prefixItems: [
            { type: 'integer', minimum: 1, maximum: 1024 },
            { type: 'integer', minimum: 1, maximum: 1024 },
            { type: 'integer', minimum: 3, maximum: 3 }
          ],
          minItems: 3,
          maxItems: 3
        },
        data: {
          type: 'string',
          pattern: '^[A-Za-z0-9+/]*={0,2}$',
          limit: 'picture',
          maxLength: 4194304
        },
        rows: { type: 'integer', minimum: 1 },
        columns: { type: 'integer', minimum: 1 },
        first: { type: 'integer', minimum: 0 }
      },
      unwritten: true
    },
    view: {
      type: 'object',
      wanted: 'an object',
      selects: true,
      properties: {
        query: { type: 'integer', minimum: 0, index: 'n' },
        layer: { type: 'integer', minimum: 0, index: 'layers' },
        head: { type: 'integer', minimum: 0, index: 'h' },
        pinned: {
          type: 'object',
          wanted: 'an object such as {"layer": 0, "head": 1}',
          required: ['head'],
          properties: {
            layer: { type: 'integer', minimum: 0, index: 'layers' },
            head: { type: 'integer', minimum: 0 }
          }
        },
        difference: { type: 'boolean' },
        stage: { names: 'STAGES', enum: ['scores', 'scaled_scores', 'masked_scores', 'weights'] },
        layers: {
          type: 'array',
          limit: 'names',
          items: { names: 'LAYERS', enum: ['embeddings', 'query', 'key', 'value', 'output'] }
        },
        precise: { type: 'boolean' },
        rail: {
          names: 'RAILS',
          enum: [
            'laboratory',
            'lesson',
            'lines',
            'text',
            'picture',
            'table',
            'outputs',
            'measures',
            'notes',
            'none'
          ]
        },
        shading: { names: 'SHADINGS', enum: ['sight', 'row'] },
        arithmetic: { names: 'ARITHMETICS', enum: ['short', 'full'] },
        line_heads: {
          type: 'array',
          wanted: 'a list of whole numbers',
          limit: 'heads',
          items: { type: 'integer', minimum: 0, index: 'h' }
        },
        threshold: { type: 'integer', minimum: 0, maximum: 100 },
        reading: { names: 'READINGS', enum: ['attends', 'receives'] },
        dimmed: { type: 'boolean' },
        joined: { type: 'boolean' },
        panes: { type: 'array', limit: 'names', items: { $ref: '#/$defs/pane' } },
        geometry: {
          type: 'array',
          limit: 'names',
          items: { names: 'GEOMETRY', enum: ['levels', 'hull', 'norms'] }
        },
        step: {
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
        step_rows: { enum: ['one', 'all'] },
        covered: { type: 'array', limit: 'names', items: { $ref: '#/$defs/pane' } },
        predictions: {
          type: 'array',
          wanted: 'a list of predictions',
          limit: 'predictions',
          items: {
            type: 'object',
            wanted: 'an object of question, head, query and guess',
            required: ['question', 'head', 'query', 'guess'],
            properties: {
              question: { enum: ['most', 'output'] },
              head: { type: 'integer', minimum: 0, index: 'h' },
              query: { type: 'integer', minimum: 0, index: 'n' },
              guess: { $ref: '#/$defs/answer' },
              truth: { $ref: '#/$defs/answer' }
            }
          }
        },
        window: {
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
      type: 'object',
      wanted: 'an object of name and steps',
      required: ['name', 'steps'],
      properties: {
        name: { type: 'string', limit: 'token', maxLength: 10000 },
        title: { type: 'string', limit: 'token', maxLength: 10000 },
        steps: {
          type: 'array',
          wanted: 'a list of steps',
          limit: 'steps',
          minItems: 1,
          least: 'at least one step',
          items: {
            type: 'object',
            wanted: 'an object of name, text and start',
            required: ['name', 'text', 'start'],
            properties: {
              name: { type: 'string', limit: 'token', maxLength: 10000 },
              title: { type: 'string', limit: 'token', maxLength: 10000 },
              text: { type: 'string', limit: 'token', maxLength: 10000 },
              start: {
                type: 'object',
                payload: true,
                wanted: 'an object of the fields of a payload, such as {"sentence": "…"}'
              },
              touch: {
                type: 'array',
                limit: 'names',
                items: {
                  names: 'TOUCHED',
                  enum: [
                    'tokens',
                    'embeddings',
                    'projections',
                    'biases',
                    'norms',
                    'mask',
                    'mask_at',
                    'scale',
                    'bias',
                    'softcap',
                    'sinks',
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
                type: 'array',
                wanted: 'a list of statements',
                limit: 'statements',
                items: { $ref: '#/$defs/statement' }
              },
              hints: {
                type: 'array',
                wanted: 'a list of hints',
                limit: 'statements',
                items: {
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
                    text: { type: 'string', limit: 'token', maxLength: 10000 }
                  }
                }
              },
              reached: { type: 'string', limit: 'token', maxLength: 10000 }
            }
          }
        },
        step: { type: 'integer', minimum: 0 },
        answers: {
          type: 'array',
          wanted: 'a list of answers',
          limit: 'steps',
          items: {
            type: 'object',
            wanted: 'an object of step and state',
            required: ['step', 'state'],
            properties: {
              step: { type: 'string', limit: 'token', maxLength: 10000 },
              state: {
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
  dependentRequired: {
    key_embeddings: ['key_tokens'],
    biases: ['projections'],
    norms: ['projections'],
    query: ['key'],
    key: ['query'],
    value: ['query'],
    key_token_info: ['key_tokens']
  },
  limits: {
    sentence: { most: 100000, what: 'characters' },
    tokens: { most: 8192, what: 'tokens' },
    token: { most: 10000, what: 'characters' },
    picture: { most: 4194304, what: 'characters' },
    dimensions: { most: 16384, what: 'dimensions' },
    heads: { most: 1024, what: 'heads' },
    weights: { most: 268435456, what: 'weights' },
    offset: { most: 1000000, what: 'positions' },
    numbers: { most: 16777216, what: 'numbers' },
    multiplications: { most: 100000000000, what: 'multiplications' },
    overrides: { most: 65536, what: 'entries' },
    predictions: { most: 8192, what: 'entries' },
    names: { most: 8192, what: 'entries' },
    depth: { most: 100, what: 'levels' },
    problems: { most: 10, what: 'problems' },
    written: { most: 4096, what: 'numbers' },
    steps: { most: 256, what: 'steps' },
    statements: { most: 64, what: 'statements' },
    layers: { most: 256, what: 'layers' }
  },
  symbols: {
    n: { counts: 'token', told: 'one for each token' },
    m: { counts: 'token', told: 'one for each key' },
    'max(n, m)': { told: 'one for each position' },
    h: { counts: 'head', field: 'n_heads', told: 'one for each head' },
    g: { counts: 'head', field: 'n_kv_heads' },
    d_model: { limit: 'dimensions', told: 'd_model, as in the embeddings' },
    'h·d_k': { limit: 'dimensions', told: 'n_heads times d_k' },
    'g·d_k': { limit: 'dimensions', told: 'n_kv_heads times d_k, as in projections.query' },
    'g·d_v': { limit: 'dimensions', told: 'n_kv_heads times d_v' },
    'h·d_v': { limit: 'dimensions', told: 'n_heads times d_v of projections.value' },
    'norms.query': {},
    'norms.key': {},
    'h or 1': {},
    'dims / 2': { told: 'one for each pair of components that turns' },
    layers: { counts: 'layer' },
    d_k: { limit: 'dimensions', told: 'd_k, as in query' },
    d_v: { limit: 'dimensions' }
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
      entry: 'number',
      dtypes: ['float64', 'float32', 'float16', 'bfloat16'],
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
            dtype: { enum: ['float64', 'float32', 'float16', 'bfloat16'] },
            shape: { $ref: '#/$defs/shape' },
            data: { $ref: '#/$defs/base64' },
            codec: { const: 'deflate' }
          }
        }
      ]
    },
    flags: {
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
    shape: { type: 'array', minItems: 2, maxItems: 2, items: { type: 'integer', minimum: 1 } },
    base64: { type: 'string', pattern: '^[A-Za-z0-9+/]*={0,2}$' },
    place: {
      wanted: 'a word of the sentence, or its place counted from 0',
      anyOf: [
        { type: 'integer', minimum: 0 },
        { type: 'string', limit: 'token', maxLength: 10000 }
      ]
    },
    statement: {
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
            'guess',
            'previous',
            'first',
            'diagonal',
            'induction',
            'duplicate',
            'rollout',
            'output_change'
          ]
        },
        query: { $ref: '#/$defs/place' },
        key: { $ref: '#/$defs/place' },
        head: { type: 'integer', minimum: 0 },
        dimension: { type: 'integer', minimum: 1 },
        is: { enum: ['above', 'below', 'equal', 'unequal', 'made'] },
        than: {
          wanted: 'a number, a text, or an object of about',
          anyOf: [
            { type: 'number' },
            { type: 'string', limit: 'token', maxLength: 10000 },
            {
              type: 'object',
              wanted: 'an object of about',
              required: ['about'],
              properties: {
                about: {
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
                    'guess',
                    'previous',
                    'first',
                    'diagonal',
                    'induction',
                    'duplicate',
                    'rollout',
                    'output_change'
                  ]
                },
                query: { $ref: '#/$defs/place' },
                key: { $ref: '#/$defs/place' },
                head: { type: 'integer', minimum: 0 },
                dimension: { type: 'integer', minimum: 1 }
              }
            }
          ]
        },
        within: { type: 'number', exclusiveMinimum: 0 }
      }
    },
    vector: {
      entry: 'number',
      dtypes: ['float64', 'float32', 'float16', 'bfloat16'],
      anyOf: [
        { type: 'array', minItems: 1, items: { type: 'number' } },
        {
          type: 'object',
          required: ['dtype', 'shape', 'data'],
          properties: {
            dtype: { enum: ['float64', 'float32', 'float16', 'bfloat16'] },
            shape: { $ref: '#/$defs/length' },
            data: { $ref: '#/$defs/base64' },
            codec: { const: 'deflate' }
          }
        }
      ]
    },
    matrices: {
      entry: 'number',
      dtypes: ['float64', 'float32', 'float16', 'bfloat16'],
      anyOf: [
        {
          type: 'array',
          minItems: 1,
          items: {
            type: 'array',
            minItems: 1,
            items: { type: 'array', minItems: 1, items: { type: 'number' } }
          }
        },
        {
          type: 'object',
          required: ['dtype', 'shape', 'data'],
          properties: {
            dtype: { enum: ['float64', 'float32', 'float16', 'bfloat16'] },
            shape: { $ref: '#/$defs/lengths' },
            data: { $ref: '#/$defs/base64' },
            codec: { const: 'deflate' }
          }
        }
      ]
    },
    shares: {
      entry: 'number',
      dtypes: ['float64', 'float32', 'float16', 'bfloat16', 'uint8'],
      anyOf: [
        {
          type: 'array',
          minItems: 1,
          items: {
            type: 'array',
            minItems: 1,
            items: { type: 'array', minItems: 1, items: { type: 'number' } }
          }
        },
        {
          type: 'object',
          required: ['dtype', 'shape', 'data'],
          properties: {
            dtype: { enum: ['float64', 'float32', 'float16', 'bfloat16', 'uint8'] },
            shape: { $ref: '#/$defs/lengths' },
            data: { $ref: '#/$defs/base64' },
            codec: { const: 'deflate' },
            packing: { const: 'causal' },
            coding: { const: 'sqrt' }
          }
        }
      ]
    },
    length: { type: 'array', minItems: 1, maxItems: 1, items: { type: 'integer', minimum: 1 } },
    lengths: { type: 'array', minItems: 3, maxItems: 3, items: { type: 'integer', minimum: 1 } }
  },
  inPlaceOf: {
    query: [
      'sentence',
      'embeddings',
      'projections',
      'biases',
      'norms',
      'key_embeddings',
      'positions',
      'position_offset',
      'residual',
      'seed',
      'weights'
    ],
    weights: [
      'sentence',
      'embeddings',
      'projections',
      'biases',
      'norms',
      'key_embeddings',
      'positions',
      'position_offset',
      'residual',
      'seed',
      'value',
      'n_kv_heads',
      'mask_at',
      'scale',
      'bias',
      'softcap',
      'sinks',
      'temperature',
      'softmax',
      'overrides'
    ],
    layers: [
      'sentence',
      'seed',
      'embeddings',
      'projections',
      'biases',
      'norms',
      'query',
      'key',
      'value',
      'weights',
      'n_heads',
      'n_kv_heads',
      'mask',
      'mask_at',
      'scale',
      'bias',
      'softcap',
      'sinks',
      'temperature',
      'softmax',
      'positions',
      'position_offset',
      'residual',
      'overrides',
      'key_embeddings'
    ]
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
  patches:
    'Found {rows} × {columns} patches from token {first} on, and {tokens}; wanted a token for each patch.',
  bytes: 'This holds {found} bytes where [{shape}] of {dtype} need {needed}. {advice}.',
  inflates:
    'This does not inflate to the {needed} bytes that [{shape}] of {dtype} need; wanted one zlib stream (deflate) of the whole array, and nothing after it.',
  codec: 'Found {found}; wanted {wanted}, or nothing.',
  uncoded:
    'Found uint8 without a coding; wanted "coding": "sqrt", because whole numbers from 0 to 255 lose small weights unless they stand for square roots.',
  coded: 'Found "sqrt" of {dtype}; wanted it of uint8 alone. Leave this out.',
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
  beside:
    'This is given beside {name}, which takes its place; wanted one of them. Leave out the other.',
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
  normWeight: 'Found {found}; wanted {wanted}, {told}.',
  biasHeads: 'Found {found} matrices; wanted 1, or {heads}, one for each head.',
  outputBias:
    'This is given without projections.output; wanted both. Give projections.output too, or leave this out.',
  ropeDims:
    'Found {found}; wanted an even number up to d_k, {wanted}, because components turn in pairs.',
  unequalWidths:
    'The output has {found} and the embeddings have {wanted}; wanted equal widths to add them. Give projections.output.',
  noSuch: 'Found {found}, but there {only}, counted from 0.',
  pastEnd: 'Found {found}, but there {only}, counted from 0; it is not used.',
  windowEnds:
    'Found {found} from {first} on, but there {only}, counted from 0; the window ends there.',
  memory:
    'There is not enough memory to compute {heads} of {queries} × {keys} tokens. Send fewer tokens or heads, or close other pages.',
  notYet: 'The tokens are just being put in other places. Make this change once they are there.',
  sameName:
    'Found {found}, as at {first}; wanted a name of its own, by which the answer to the step is told apart.',
  lastStep: 'Found {found}, but there {only}, counted from 0; the last is played.',
  noStep:
    'Found {found}, but no step of the lesson has this name; this answer is kept and not used.',
  sameAnswer: 'Found {found}, as at {first}; this answer is kept and not used.',
  untouchable: 'This step of the lesson leaves this as it is; wanted a change of {wanted}.',
  unreachable:
    'This goal does not hold as the step begins, and no edit that the step leaves changes that; it leaves {found}. Name in touch what leads there, or state another goal.',
  fixed:
    'This was recorded, and so was what it was made from; wanted a change of a recorded query, key or value, of scores, their stages or the mask. Change the text in the model, and record it anew.',
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
    multiplications: 'Send fewer heads, or a window of the tokens.',
    layers: 'Send some of them.'
  },
  phrases: {
    nothing: 'nothing',
    theText: 'the text {text}',
    emptyList: 'an empty list',
    aList: 'a list of {length}',
    anObject: 'an object',
    someText: 'a text',
    someBoolean: 'true or false',
    bytesText: 'base64 text',
    finite: 'a finite number',
    finiteAbove: 'a finite number above {above}',
    doubles: 'numbers that a double holds',
    whole: 'the whole number {number}',
    wholeFrom: 'a whole number, {from} or more',
    wholeBetween: 'a whole number, from {from} to {to}',
    wholeAxis: '{names}, a whole number of 1 or more',
    wholeAxes: '{names}, whole numbers of 1 or more',
    oneOf: 'one of {names}',
    listOfNames: 'a list of {names}',
    leastRow: 'at least one row',
    leastToken: 'at least one token',
    leastNumber: 'at least one number',
    leastBoolean: 'at least one boolean',
    numbers1: 'a list of numbers, or an object of dtype, shape and data',
    numbers2: 'a list of rows of numbers, or an object of dtype, shape and data',
    numbers3: 'a list of lists of rows of numbers, or an object of dtype, shape and data',
    booleans1: 'a list of booleans, or an object of dtype, shape and data',
    booleans2: 'a list of rows of booleans, or an object of dtype, shape and data',
    booleans3: 'a list of lists of rows of booleans, or an object of dtype, shape and data',
    numberList: 'a list of numbers',
    booleanList: 'a list of booleans',
    fields: 'an object of the fields of a payload',
    dimensionRows: 'one for each dimension of the embeddings (d_model)',
    pairs: 'one for each pair of components that turns',
    normAll: '{heads} times d_k',
    onlyOne: 'is only {count}',
    onlyMany: 'are only {count}',
    faultFound: 'found {found}; wanted {wanted}',
    faultEnd: 'found the end; wanted {wanted}',
    endlessText: 'a text that does not end, or holds a character that must be written as \\…',
    aValue: 'a value',
    aColon: 'a colon',
    aName: 'a name in double quotes',
    commaOr: 'a comma or {end}',
    nothingMore: 'nothing more'
  },
  counts: {
    row: ['{count} row', '{count} rows'],
    column: ['{count} column', '{count} columns'],
    entry: ['{count} entry', '{count} entries'],
    matrix: ['{count} matrix', '{count} matrices'],
    head: ['{count} head', '{count} heads'],
    token: ['{count} token', '{count} tokens'],
    dimension: ['{count} dimension', '{count} dimensions'],
    layer: ['{count} layer', '{count} layers'],
    step: ['{count} step', '{count} steps']
  }
} as const;

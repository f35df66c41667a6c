// The published JSON Schema, of the description of the format: all of it that JSON Schema has words for.

/** What the description says besides. */
const OWN = new Set([
  ...[
    'absent',
    'apart',
    'axis',
    'covers',
    'dtypes',
    'entry',
    'inPlaceOf',
    'index',
    'least',
    'length',
    'limit',
    'limits'
  ],
  ...[
    'missing',
    'names',
    'payload',
    'run',
    'selects',
    'shape',
    'switch',
    'symbols',
    'told',
    'unwritten',
    'wanted'
  ]
]);
/** Keywords under which names stand, each with a schema of its own. */
const NAMED = new Set(['properties', '$defs']);
/** Keywords whose values are schemas, or lists of them. */
const NESTED = new Set(['items', 'prefixItems', 'anyOf', 'oneOf', 'not']);

const ABOUT =
  'Inputs from which attention is computed where it is shown. Rows are queries, columns are keys. What a schema cannot say (rows as long as one another, fields that fit together, sizes) is in docs/format.md.';

/** The schema as it is published. */
export function schemaOf(description) {
  return { ...published(description), description: ABOUT };
}

function published(node) {
  const { shape } = node;
  const entries = Object.entries(node)
    .filter(([keyword]) => !OWN.has(keyword))
    .map(([keyword, value]) => [keyword, publishedValue(keyword, value)]);
  const told = shape && {
    description: [`[${shape.join(', ')}]`, node.description].filter(Boolean).join(' ')
  };
  return { ...Object.fromEntries(entries), ...told };
}

function publishedValue(keyword, value) {
  if (NAMED.has(keyword)) {
    return Object.fromEntries(Object.entries(value).map(([name, node]) => [name, published(node)]));
  }
  if (NESTED.has(keyword)) {
    return Array.isArray(value) ? value.map(published) : published(value);
  }
  return value;
}

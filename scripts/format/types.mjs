// The types of what was read, of the description of the format.
import { resolved } from './resolved.mjs';

/** TypeScript of every object of the format that has a title, and of the payload as a whole. */
export function typesOf(schema) {
  const made = new Map();
  const typeOf = node => typeOfNode(resolved(node, schema), made, typeOf);
  objectType(
    'Spec',
    {
      ...schema,
      description:
        'A payload that has been read: only what it says, nothing filled in. See docs/format.md.'
    },
    made,
    typeOf
  );
  const text = [...made.values()].reverse().join('\n');
  const arrays = ['Mask', 'Matrix', 'Vector'].filter(name =>
    new RegExp(`\\b${name}\\b`).test(text)
  );
  return `import type { ${arrays.join(', ')} } from '../engine/index.ts';
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

${text}`;
}

/** The names of enumerations that have one. */
const ENUMS = {
  STAGES: 'Stage',
  LAYERS: 'Layer',
  PANES: 'PaneName',
  GEOMETRY: 'Geometry',
  RAILS: 'RailName',
  READINGS: 'Reading',
  SHADINGS: 'Shading',
  ARITHMETICS: 'Arithmetic',
  STEPS: 'Step',
  QUANTITIES: 'QuantityName',
  TOUCHED: 'Touched'
};

/** The type that holds an array of so many axes. */
const ARRAYS = {
  number: { 1: 'Vector', 2: 'Matrix', 3: 'readonly Matrix[]' },
  boolean: { 1: 'readonly boolean[]', 2: 'Mask', 3: 'readonly Mask[]' }
};

function typeOfNode(node, made, typeOf) {
  if (node.shape) {
    return ARRAYS[node.entry][node.shape.length];
  }
  if (node.switch) {
    return Object.values(node.switch.cases).map(typeOf).join(' | ');
  }
  if (node.anyOf) {
    return node.anyOf
      .filter(({ type }) => type !== 'null')
      .map(typeOf)
      .join(' | ');
  }
  if (node.const !== undefined || node.enum) {
    return (
      ENUMS[node.names] ??
      [...(node.enum ?? [node.const])].map(value => JSON.stringify(value)).join(' | ')
    );
  }
  if (node.prefixItems) {
    const type = `readonly [${node.prefixItems.map(typeOf).join(', ')}]`;
    made.set(
      node.title,
      `/** ${sentence(node.description)} */\nexport type ${node.title} = ${type};\n`
    );
    return node.title;
  }
  if (node.payload) {
    return 'JsonObject';
  }
  if (node.properties) {
    return objectType(node.title, node, made, typeOf);
  }
  if (node.type === 'array') {
    const item = typeOf(node.items);
    return `readonly ${item.includes('|') ? `(${item})` : item}[]`;
  }
  return { integer: 'number', string: 'string', boolean: 'boolean', number: 'number' }[
    [node.type].flat()[0]
  ];
}

function objectType(title, node, made, typeOf) {
  const fields = Object.entries(node.properties)
    .filter(([, field]) => field.const === undefined)
    .map(([name, field]) => {
      const optional = title === 'Spec' || !node.required?.includes(name);
      const told = comment(field);
      return `${told}readonly ${camel(name)}${optional ? '?' : ''}: ${typeOf(field)};`;
    });
  const told = node.description ? `/** ${sentence(node.description)} */\n` : '';
  made.set(title, `${told}export interface ${title} extends Kept {\n${fields.join('\n')}\n}\n`);
  return title;
}

function comment({ description, shape, absent }) {
  const told = [shape && `[${shape.join(', ')}]`, description].filter(Boolean).join(' ');
  return told ? `/** ${sentence(told)}${absent ? ` When absent: ${absent}.` : ''} */\n` : '';
}

function sentence(text) {
  const upper = /^\w\b/.test(text) ? text : text[0].toUpperCase() + text.slice(1);
  return /[.!?]$/.test(upper) ? upper : `${upper}.`;
}

function camel(name) {
  return name.replace(/_([a-z])/g, (_, letter) => letter.toUpperCase());
}

// The tables of docs/format.md, of the description of the format.
import { resolved } from './resolved.mjs';

/** Each table by its name, in Markdown. */
export function tables(schema) {
  const fields = rowsOf(schema.properties, '');
  const step = schema.properties.lesson.properties.steps.items.properties;
  const view = rowsOf(schema.properties.view.properties, 'view.');
  return {
    fields: markdown(['field', 'value', 'when absent'], fields),
    view: markdown(
      ['field', 'what it says', 'value'],
      view.map(([name, told], i) => [name, told, choicesOf(i, schema)])
    ),
    lesson: markdown(
      ['field', 'what it says'],
      [
        ...rowsOf(schema.properties.lesson.properties, 'lesson.'),
        ...rowsOf(step, 'lesson.steps[].'),
        ...rowsOf(step.hints.items.properties, 'lesson.steps[].hints[].')
      ].map(row => row.slice(0, 2))
    ),
    statement: markdown(
      ['field', 'what it says', 'value'],
      Object.entries(schema.$defs.statement.properties).map(([name, node]) => [
        `\`${name}\``,
        node.description,
        node.enum?.map(choice => `\`"${choice}"\``).join(', ') ??
          resolved(node, schema).wanted ??
          node.type
      ])
    ),
    limits: markdown(
      ['what', 'at most'],
      Object.values(schema.limits).map(({ description, most }) => [
        description,
        most.toLocaleString('en-US')
      ])
    )
  };
}

/** A row for each field, and for those of objects that are fields by themselves. */
function rowsOf(properties, before) {
  return Object.entries(properties).flatMap(([name, node]) => [
    [`\`${before}${name}\``, told(node), node.absent ?? ''],
    ...(before === '' ? partsOf(name, node) : [])
  ]);
}

function partsOf(name, node) {
  const object = [node, ...(node.anyOf ?? [])].find(({ properties }) => properties);
  return !object || name === 'view' || name === 'lesson' || name === 'overrides'
    ? []
    : rowsOf(object.properties, `${name}.`);
}

/** Its shape, then what it is. */
function told({ description = '', shape }) {
  return shape ? `[${shape.join(', ')}] ${description}` : description;
}

/** What a field of the view may be. */
function choicesOf(index, schema) {
  const node = resolved(Object.values(schema.properties.view.properties)[index], schema);
  const choices = node.enum ?? (node.items && resolved(node.items, schema).enum);
  const list = choices?.map(choice => `\`"${choice}"\``).join(', ');
  if (list) {
    return node.items ? `some of ${list}` : `one of ${list}`;
  }
  return { integer: 'a whole number', boolean: 'a boolean', array: 'a list', object: 'an object' }[
    node.type
  ];
}

function markdown(head, rows) {
  const line = cells => `| ${cells.map(cell => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

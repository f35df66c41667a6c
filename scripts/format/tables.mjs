// The tables of docs/format.md, of the description of the format.
import { resolved } from './resolved.mjs';

/** Each table by its name, in Markdown. */
export function tables(schema) {
  const fields = rowsOf(schema.properties, '');
  const view = rowsOf(schema.properties.view.properties, 'view.');
  return {
    fields: markdown(['field', 'value', 'when absent'], fields),
    view: markdown(
      ['field', 'what it says', 'value'],
      view.map(([name, told], i) => [name, told, choicesOf(i, schema)])
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
  return !object || name === 'view' || name === 'overrides'
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

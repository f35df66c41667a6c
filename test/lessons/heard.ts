// What a screen reader comes to in a part of a page, a line each: roles, names and states, as the page's own
// elements have them. It knows what stands in the rail of a lesson, and refuses what it does not know.

/** Elements that say nothing of themselves. */
const SILENT = [
  ...['SECTION', 'HEADER', 'DIV', 'SPAN', 'LABEL', 'B', 'BDI', 'SMALL', 'EM', 'TBODY', 'THEAD'],
  ...['svg', 'circle', 'line', 'path']
];
const ROLES: Readonly<Record<string, string>> = {
  OL: 'list',
  UL: 'list',
  LI: 'item',
  P: 'paragraph',
  BUTTON: 'button',
  SELECT: 'choice',
  FIELDSET: 'group',
  TABLE: 'table',
  TR: 'row',
  TD: 'cell',
  TH: 'heading of cells',
  DETAILS: 'details',
  SUMMARY: 'summary'
};
/** What is read as one line: what it holds is its words. */
const WHOLE = ['heading', 'paragraph', 'item', 'button', 'summary', 'heading of cells', 'status'];

/** What can be pressed or changed. */
export const CONTROLS = 'button, input, select, [role=slider]';

/** The lines that are heard of an element and all in it, in order. */
export function heard(element: Element, indent: string = ''): readonly string[] {
  if (isHidden(element)) {
    return [];
  }
  const role = roleOf(element);
  if (role === null) {
    return below(element, indent);
  }
  const isWhole = WHOLE.includes(role) && element.querySelector(CONTROLS) === null;
  if (role === 'item' && !isWhole) {
    return below(element, indent);
  }
  const name = nameOf(element, role);
  const line = `${indent}${[role, name && `“${name}”`, ...statesOf(element)].filter(Boolean).join(' ')}`;
  return isWhole || role === 'image' || role === 'choice'
    ? [line]
    : [line, ...below(element, `${indent}  `)];
}

function below(element: Element, indent: string): readonly string[] {
  // The words of a label are the name of what it labels.
  const children =
    element.tagName === 'LABEL' ? element.querySelectorAll(CONTROLS) : element.childNodes;
  return [...children].flatMap(child => {
    const text = words(child.textContent ?? '');
    return child instanceof Element
      ? heard(child, indent)
      : text === ''
        ? []
        : [`${indent}${text}`];
  });
}

function isHidden(element: Element): boolean {
  const { tagName } = element;
  return (
    tagName === 'LEGEND' || // it is the name of its group
    element.getAttribute('aria-hidden') === 'true' ||
    element.hasAttribute('hidden')
  );
}

function roleOf(element: Element): string | null {
  const { tagName } = element;
  const given = element.getAttribute('role');
  if (given !== null) {
    return given === 'img' ? 'image' : given;
  }
  if (/^H\d$/.test(tagName)) {
    return 'heading';
  }
  if (element instanceof HTMLInputElement) {
    return element.type === 'text' ? 'field' : element.type === 'range' ? 'slider' : element.type;
  }
  const role = ROLES[tagName];
  if (role === undefined && !SILENT.includes(tagName)) {
    throw new Error(`What is heard of <${tagName.toLowerCase()}> is not known here`);
  }
  return role ?? null;
}

/** The name of an element: what is said for it, what labels it, or the words in it. */
export function nameOf(element: Element, role: string | null = roleOf(element)): string {
  const label = element.getAttribute('aria-label');
  if (label !== null) {
    return words(label);
  }
  if (element instanceof HTMLInputElement) {
    return words([...(element.labels ?? [])].map(spoken).join(' '));
  }
  if (role === 'group') {
    return words(element.querySelector(':scope > legend')?.textContent ?? '');
  }
  return role !== null && WHOLE.includes(role) ? words(spoken(element)) : '';
}

/** The words in an element, those of what stands for words among them. */
function spoken(node: Node): string {
  if (node instanceof Element) {
    const label = node.getAttribute('aria-label');
    return isHidden(node) ? '' : (label ?? [...node.childNodes].map(spoken).join(''));
  }
  return node.textContent ?? '';
}

function statesOf(element: Element): readonly string[] {
  const states = [
    element.getAttribute('aria-current') !== null && 'current',
    element.getAttribute('aria-pressed') === 'true' && 'pressed',
    element.hasAttribute('disabled') && 'not to be had'
  ];
  if (element.hasAttribute('aria-valuenow')) {
    states.push(`is ${element.getAttribute('aria-valuenow')}`);
  } else if (element instanceof HTMLSelectElement) {
    states.push(`is “${element.selectedOptions[0]?.text ?? ''}”`);
  } else if (element instanceof HTMLInputElement) {
    const isChecked = element.type === 'checkbox' && (element.checked ? 'checked' : 'not checked');
    states.push(isChecked || `is “${element.getAttribute('aria-valuetext') ?? element.value}”`);
  }
  return states.filter(state => state !== false);
}

function words(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

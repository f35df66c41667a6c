/** A node of the description with what it refers to. */
export function resolved(node, description) {
  return node.$ref ? { ...description.$defs[node.$ref.split('/').pop()], ...node } : node;
}

function isLeaf(value: unknown): boolean {
  return typeof value !== 'object' || value === null || Object.keys(value).length === 0;
}

/** JSON in which lists and objects of plain values stand on one line; what holds others has a line for each member. */
export function compactJson(value: unknown, indent = ''): string {
  if (isLeaf(value)) return JSON.stringify(value) ?? 'null';
  const isList = Array.isArray(value);
  const members = Object.entries(value as object).filter(([, member]) => isList || member !== undefined);
  const inner = `${indent}  `;
  const flat = members.every(([, member]) => isLeaf(member));
  const written = members.map(([key, member]) => (isList ? '' : `${JSON.stringify(key)}: `) + compactJson(member, inner));
  const [open, close] = isList ? '[]' : '{}';
  if (flat) return `${open}${written.join(', ')}${close}`;
  return `${open}\n${written.map((line) => inner + line).join(',\n')}\n${indent}${close}`;
}

/** JSON text of `value` with object keys in code-unit order, so that equal values give equal text. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) => {
    if (typeof inner !== 'object' || inner === null || Array.isArray(inner)) return inner;
    return Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
  });
}

function fnv1a(text: string, basis: number): number {
  let hash = basis | 0;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}

/**
 * 16 hexadecimal digits that change when `text` does: two 32-bit FNV-1a hashes with different bases. It tells
 * versions apart; it is no defence against someone who wants a collision.
 */
export function textHash(text: string): string {
  const digits = (hash: number) => hash.toString(16).padStart(8, '0');
  return digits(fnv1a(text, 0x811c9dc5)) + digits(fnv1a(`${text.length}:${text}`, 0x9e3779b9));
}

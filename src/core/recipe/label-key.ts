/**
 * What spellings of one label have in common: no accents, lower case, single spaces inside and none around, and
 * compatibility forms (full-width letters, ligatures) as plain ones. A label that nothing would be left of is its own key.
 */
export function labelKey(label: string): string {
  const key = label.normalize('NFKD').replace(/\p{M}+/gu, '').toLowerCase().replace(/\s+/g, ' ').trim();
  return key === '' ? label : key;
}

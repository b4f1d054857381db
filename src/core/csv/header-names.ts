/** Names that a plain object cannot hold as a key of its own in every way it is written. */
const unusable = new Map([['__proto__', 'proto']]);

/** The name of a column that has none, by its place counted from 0: "column_1". */
export function placeName(place: number): string {
  return `column_${place + 1}`;
}

/** Whether a name says no more than a column's place; a file whose columns all do had no header. */
export function isPlaceName(name: string): boolean {
  return /^column_\d+$/.test(name);
}

/**
 * The column names of a header, trimmed and made unique: a blank one becomes "column_3" by its place, a repeated one
 * "name_2", "name_3", and "__proto__" becomes "proto", since records by column name could not hold it. Names that need no
 * change keep theirs before others are made up. `renamed` lists what was changed, as in the file and as used.
 */
export function uniqueNames(header: readonly string[]): { names: string[]; renamed: (readonly [string, string])[] } {
  const trimmed = header.map((name) => name.trim());
  const isGood = (name: string) => name !== '' && !unusable.has(name);
  const taken = new Set(trimmed.filter(isGood));
  const firstOfName = new Set<string>();
  const suffixes = new Map<string, number>();
  const names = trimmed.map((name, index) => {
    if (isGood(name) && !firstOfName.has(name)) {
      firstOfName.add(name);
      return name;
    }
    const stem = isGood(name) ? name : (unusable.get(name) ?? placeName(index));
    let unique = stem;
    let suffix = suffixes.get(stem) ?? 2;
    while (taken.has(unique)) unique = `${stem}_${suffix++}`;
    suffixes.set(stem, suffix);
    taken.add(unique);
    return unique;
  });
  const renamed = names.flatMap((name, index) => (name === header[index] ? [] : [[header[index], name] as const]));
  return { names, renamed };
}

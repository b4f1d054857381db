import type { ScoredRows } from './release.ts';

/** One CSV field: quoted only where it holds a comma, a quote or a line break. */
export function csvField(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A CSV text with the given header and rows; lines end in "\n", the last one too. An empty field alone is written `""`. */
export function csvText(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (fields: readonly string[]) => `${fields.length === 1 && fields[0] === '' ? '""' : fields.map(csvField).join(',')}\n`;
  return line(header) + rows.map(line).join('');
}

/** The names of the columns that scoring adds: prediction, then for classes one probability each. */
export function predictionColumns(scored: Pick<ScoredRows, 'classes' | 'probabilities'>): string[] {
  return ['prediction', ...(scored.probabilities ? scored.classes.map((label) => `probability_${label}`) : [])];
}

/**
 * The names under which the input columns stand in a predictions file: as they are, but `input_<name>` for one that
 * bears a name of `added`; the prefix is repeated where that name is taken as well.
 */
export function keptInputNames(header: readonly string[], added: readonly string[]): string[] {
  const taken = new Set([...header, ...added]);
  return header.map((name) => {
    if (!added.includes(name)) return name;
    let kept = `input_${name}`;
    while (taken.has(kept)) kept = `input_${kept}`;
    taken.add(kept);
    return kept;
  });
}

/** A number in the shortest form that reads back as the same number; minus zero is written 0. */
export function shortestNumber(value: number): string {
  return String(value === 0 ? 0 : value);
}

/**
 * The predictions file: every input column as it stood, then `prediction`, then `probability_<class>` for each class.
 * `records` are the fields of the rows that were scored, in order; one that is too short is filled with empty fields.
 */
export function predictionsCsv(header: readonly string[], records: readonly (readonly string[])[], scored: ScoredRows): string {
  const added = predictionColumns(scored);
  const k = scored.probabilities ? scored.classes.length : 0;
  const lines = [`${[...keptInputNames(header, added), ...added].map(csvField).join(',')}\n`];
  for (let row = 0; row < records.length; row++) {
    let line = '';
    for (let at = 0; at < header.length; at++) line += `${csvField(records[row][at] ?? '')},`;
    line += csvField(scored.prediction[row]);
    for (let c = 0; c < k; c++) line += `,${shortestNumber(scored.probabilities![row * k + c])}`;
    lines.push(`${line}\n`);
  }
  return lines.join('');
}

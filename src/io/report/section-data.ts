import type { ColumnProfile, Finding, Histogram } from '../../core/profile/profile.ts';
import type { Facts } from './facts.ts';
import { html, type Html } from './html.ts';
import { at, cut } from './svg.ts';
import { bytes, count, dash, integer, joined, percent, short } from './words.ts';

/** Columns that are listed one by one; of more, those that say most of the target. */
const mostColumns = 120;

function accounting(facts: Facts): Html {
  const { reading } = facts.dataset.result;
  const { kept, rejected, blank, header, records, rejectedRows, contradictions, renamed, ...rare } = reading.accounting;
  const { preamble = 0, comments = 0, replacedCharacters: replaced = 0 } = rare;
  const delimiters: Readonly<Record<string, string>> = { ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'bar', ' ': 'space' };
  const sum = `${integer(records)} records = ${integer(header)} header + ${integer(kept)} kept + ${integer(rejected)} rejected + ${integer(blank)} blank${preamble > 0 ? ` + ${integer(preamble)} before the header` : ''}${comments > 0 ? ` + ${integer(comments)} comments` : ''}`;
  const reasons = rejectedRows.slice(0, 3).map(({ line, reason }) => `line ${integer(line)}: ${reason}`);
  const against = contradictions.filter((column) => column.count > 0).map(({ column, count: n }) => `${column} (${integer(n)})`);
  return html`<dl><dt>File</dt><dd>${reading.fileName}, ${bytes(reading.sizeBytes)}, ${delimiters[reading.dialect.delimiter] ?? `“${reading.dialect.delimiter}”`}-separated, ${reading.dialect.encoding.toUpperCase()}</dd>
<dt>Accounting</dt><dd>${sum}${reasons.length > 0 ? html`<br><span class="soft">${reasons.join('; ')}${rejected > 3 ? '; …' : ''}</span>` : null}</dd>
${against.length > 0 ? html`<dt>Read as missing</dt><dd>Cells that contradict their column’s kind, in ${joined(against.slice(0, 12))}${against.length > 12 ? ' and more' : ''}</dd>` : null}
${replaced > 0 ? html`<dt>Replaced</dt><dd>${count(replaced, 'piece')} of the file ${replaced === 1 ? 'is' : 'are'} no text in its encoding and ${replaced === 1 ? 'was' : 'were'} read as “\ufffd”</dd>` : null}
${renamed.length > 0 ? html`<dt>Renamed</dt><dd>${joined(renamed.slice(0, 8).map(([from, to]) => `“${from}” to “${to}”`))}${renamed.length > 8 ? ' and more' : ''}</dd>` : null}</dl>`;
}

function spark({ counts }: Histogram): Html {
  const most = Math.max(...counts, 1);
  const step = 96 / counts.length;
  const bars = counts.map((n, bin) => (n === 0 ? '' : `M${at(bin * step)} 22h${at(Math.max(0.6, step - 0.8))}V${at(22 - Math.max(0.8, (20 * n) / most))}h-${at(Math.max(0.6, step - 0.8))}z`));
  return html`<svg class="spark" viewBox="0 0 96 22" aria-hidden="true"><path class="bar" d="${bars.join('')}"/></svg>`;
}

function shares(column: ColumnProfile): Html {
  let x = 0;
  const levels = (column.levels ?? []).slice(0, 8);
  return html`<svg class="spark" viewBox="0 0 96 22" aria-hidden="true">${levels.map(({ count: n }, index) => {
    const width = column.count > 0 ? (96 * n) / column.count : 0;
    const from = x;
    x += width;
    return html`<rect class="bar" x="${at(from)}" y="5" width="${at(Math.max(0.4, width - 1))}" height="12" fill-opacity="${at(Math.max(0.25, 1 - index * 0.12))}"/>`;
  })}</svg>`;
}

const day = (ms: number) => (Math.abs(ms) < 8.64e15 ? new Date(ms).toISOString().slice(0, 10) : dash);

function values(column: ColumnProfile): Html | string {
  if (column.numeric) {
    const { min, median, max } = column.numeric;
    const shown = column.kind === 'datetime' ? day : (value: number) => short(value, 4);
    return html`${shown(min)} – <b>${shown(median)}</b> – ${shown(max)}`;
  }
  if (column.count === 0) return dash;
  const top = column.levels?.[0];
  return html`<b>${count(column.distinct, 'value')}</b>${top ? `, most often ${cut(top.level, 24)}` : null}`;
}

function columnRow(column: ColumnProfile, role: string): Html {
  const total = column.count + column.missing;
  const { association } = column;
  const bar = association === null ? null : html`<svg class="meter" viewBox="0 0 44 4" aria-hidden="true"><rect class="track" width="44" height="4" rx="2"/><rect class="fill" width="${at(44 * Math.min(1, Math.max(0, association)))}" height="4" rx="2"/></svg>${association.toFixed(2)}`;
  return html`<tr${role === 'target' ? html` class="chosen"` : role === 'feature' ? null : html` class="aside"`}><td class="long name">${column.name}</td><td class="soft">${column.kind}</td><td>${column.numeric ? spark(column.numeric.histogram) : column.levels ? shares(column) : null}</td><td class="soft long">${values(column)}</td><td class="n soft">${column.missing > 0 ? percent(column.missing / total) : dash}</td><td class="n">${bar ?? dash}</td><td class="soft">${role}</td></tr>`;
}

function columnTable(facts: Facts): Html {
  const { columns } = facts.dataset.result.profile;
  const { roles } = facts.problem.settings;
  const roleOf = (name: string) => (Object.hasOwn(roles, name) ? roles[name] : 'ignored');
  const weight = (column: ColumnProfile) => (roleOf(column.name) === 'target' ? Infinity : (column.association ?? -1));
  const listed = columns.length <= mostColumns ? columns : [...columns].sort((a, b) => weight(b) - weight(a)).slice(0, mostColumns);
  return html`<table class="columns"><thead><tr><th>Column</th><th>Kind</th><th>Distribution</th><th>Min – median – max, or values</th><th class="n">Missing</th><th class="n">Association</th><th>Role</th></tr></thead><tbody>${listed.map((column) => columnRow(column, roleOf(column.name)))}</tbody></table>
<p class="fine">Association: how well the column alone predicts the target on rows it was not fitted on, from 0 to 1.${columns.length > listed.length ? ` The ${mostColumns} columns that say most of the target are listed, of ${integer(columns.length)}.` : ''}</p>`;
}

/** What was done about a finding: by the studio itself, by the user, or nothing; empty where there was nothing to do. */
function done(finding: Finding, facts: Facts): string {
  const { applied, column } = finding;
  const { roles } = facts.problem.settings;
  const role = column !== null && Object.hasOwn(roles, column) ? roles[column] : null;
  if (applied?.action === 'set-role') return role === applied.role ? `${applied.label}.` : 'Used all the same, by choice.';
  if (applied) return `${applied.label}.`;
  const taken = finding.fixes.find((fix) => fix.action === 'set-role' && fix.role === role && role !== 'feature');
  if (taken) return `${taken.label}: done.`;
  if (facts.project.dismissed.includes(finding.id)) return 'Seen, and kept as it is.';
  return finding.fixes.length > 0 ? 'Nothing was changed.' : '';
}

function findingList(facts: Facts): Html {
  const { findings } = facts.dataset.result.profile;
  if (findings.length === 0) return html`<p>Nothing in the data stood out.</p>`;
  const names = { bad: 'Serious', warn: 'Worth a look', info: 'For information' } as const;
  const shown = findings.slice(0, 60);
  return html`<ul class="findings">${shown.map(
    (finding) => html`<li class="${finding.severity}"><b>${finding.title}</b> <span class="tag">${names[finding.severity]}</span><p>${finding.detail} <em>${done(finding, facts)}</em></p></li>`,
  )}</ul>${findings.length > shown.length ? html`<p class="fine">${integer(findings.length - shown.length)} more findings are in the studio.</p>` : null}`;
}

/** The file and what became of every record, the columns, and what stood out with what was done about it. */
export function dataSection(facts: Facts): Html {
  const { profile } = facts.dataset.result;
  return html`<section id="data"><h2>The data</h2>
<p class="say">${count(profile.nRows, 'row')} and ${count(profile.columns.length, 'column')}.</p>
${accounting(facts)}<h3>Columns</h3>${columnTable(facts)}<h3>What stood out, and what was done</h3>${findingList(facts)}</section>`;
}

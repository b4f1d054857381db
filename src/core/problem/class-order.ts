import { numberOfLabel } from './labels.ts';

/** Words that stand for ranks, each list from lowest to highest; words of one place mean the same rank. */
const scales: readonly (readonly (readonly string[])[])[] = [
  [['none', 'no risk'], ['very low'], ['low', 'minor'], ['medium', 'moderate', 'mid', 'middle', 'normal'], ['high', 'major'], ['very high'], ['critical', 'severe', 'extreme']],
  [['xxs'], ['xs', 'extra small'], ['s', 'small'], ['m', 'medium'], ['l', 'large'], ['xl', 'extra large'], ['xxl']],
  [['terrible', 'very bad', 'very poor'], ['bad', 'poor'], ['fair', 'average', 'ok'], ['good'], ['very good'], ['premium', 'excellent', 'great'], ['ideal', 'outstanding', 'perfect']],
  [['never'], ['rarely', 'seldom'], ['sometimes', 'occasionally'], ['often', 'frequently'], ['always']],
  [['strongly disagree'], ['disagree'], ['neutral', 'neither'], ['agree'], ['strongly agree']],
  [['very dissatisfied'], ['dissatisfied', 'unsatisfied'], ['neutral'], ['satisfied'], ['very satisfied']],
  [['first', '1st'], ['second', '2nd'], ['third', '3rd'], ['fourth', '4th'], ['fifth', '5th']],
  [['bronze'], ['silver'], ['gold'], ['platinum'], ['diamond']],
  [['beginner', 'novice'], ['intermediate'], ['advanced'], ['expert']],
  [['junior'], ['mid', 'middle', 'regular'], ['senior'], ['lead', 'principal']],
  [['cold'], ['cool'], ['mild', 'warm'], ['hot']],
  [['negative'], ['neutral', 'mixed'], ['positive']],
  [['short'], ['medium', 'average'], ['long', 'tall']],
];

const folded = (label: string) => label.trim().toLowerCase().replace(/[_-]+/g, ' ').replace(/\s+/g, ' ');

function byScale(labels: readonly string[]): string[] | null {
  for (const scale of scales) {
    const rankOf = new Map(scale.flatMap((words, rank) => words.map((word) => [word, rank] as const)));
    const ranks = labels.map((label) => rankOf.get(folded(label)));
    if (ranks.some((rank) => rank === undefined) || new Set(ranks).size !== labels.length) continue;
    return labels.map((label, i) => ({ label, rank: ranks[i] ?? 0 })).sort((a, b) => a.rank - b.rank).map(({ label }) => label);
  }
  return null;
}

/** Where a range begins: "10-20", "10 to 20", "<10", "under 10", "20+", ">= 20", "[10, 20)"; null for anything else. */
function rangeStart(label: string): number | null {
  const text = folded(label.replace(/(\d)\s*-\s*(\d)/g, '$1 to $2')).replace(/[,$€£%](?=\d)|(?<=\d),(?=\d{3})/g, '');
  const between = /^[[(]?\s*(-?\d+(?:\.\d+)?)\s*(?:to|–|,|;|and)\s*(-?\d+(?:\.\d+)?)\s*[\])]?$/.exec(text);
  if (between && Number(between[1]) <= Number(between[2])) return Number(between[1]);
  const below = /^(?:<=?|under|below|less than|up to)\s*(-?\d+(?:\.\d+)?)$/.exec(text);
  if (below) return Number(below[1]) - Number.MIN_VALUE - 1e-9 * Math.max(1, Math.abs(Number(below[1])));
  const above = /^(?:(?:>=?|over|above|more than|at least)\s*(-?\d+(?:\.\d+)?)|(-?\d+(?:\.\d+)?)\s*(?:\+|and (?:over|above|more)|or more))$/.exec(text);
  return above ? Number(above[1] ?? above[2]) : null;
}

function byRange(labels: readonly string[]): string[] | null {
  const ranges = labels.map((label) => ({ label, start: rangeStart(label) }));
  if (ranges.some(({ start }) => start === null) || new Set(ranges.map(({ start }) => start)).size !== labels.length) return null;
  return ranges.sort((a, b) => (a.start ?? 0) - (b.start ?? 0)).map(({ label }) => label);
}

/**
 * `classes` from lowest to highest where their names say that they have an order: words of one scale (low, medium, high), ranges
 * ("0-10", "10-20", "20+"), or whole numbers in a row (3, 4, 5). Null for fewer than three classes and where they do not.
 */
export function inferClassOrder(classes: readonly string[]): string[] | null {
  if (classes.length < 3) return null;
  const numbers = classes.map(numberOfLabel);
  if (numbers.every(Number.isInteger)) {
    const sorted = classes.map((label, i) => ({ label, value: numbers[i] })).sort((a, b) => a.value - b.value);
    const inRow = sorted.every(({ value }, i) => i === 0 || value === sorted[i - 1].value + 1);
    return inRow ? sorted.map(({ label }) => label) : null;
  }
  return byScale(classes) ?? byRange(classes);
}

/** `classes` in `order`, those that it does not name last, as they stand. */
export function inClassOrder(classes: readonly string[], order: readonly string[]): string[] {
  const known = order.filter((label) => classes.includes(label));
  return [...known, ...classes.filter((label) => !known.includes(label))];
}

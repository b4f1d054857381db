import type { ChoiceSpec, LearnerId, Monotone, NumberSpec, Params, ParamSpec } from '../core/estimators/estimator.ts';
import { traitsOf, type FittedLearnerId } from '../core/estimators/learners.ts';
import { isFeature } from '../core/problem/features.ts';
import { currentVersion } from '../core/project/current.ts';
import type { Project } from '../core/project/project.ts';
import type { Candidate, LeaderboardEntry } from '../core/training/run.ts';
import { countInWords, formatNumber } from './format.ts';
import { lowerFirst } from './model-headline.ts';
import { paramSpecsOf } from './model-params.ts';

/** A learner's settings as the fields of a form hold them: texts, and the directions of features. */
export interface SettingsDraft {
  readonly texts: Readonly<Record<string, string>>;
  readonly directions: Readonly<Record<string, Monotone>>;
}

/** A number as a field takes it: no grouping, no more digits than it needs. */
const asText = (value: number) => String(Number(value.toPrecision(12)));

/** The learner's defaults, with `params` in their place where they are given. */
export function draftOf(learner: LearnerId, params: Params = {}): SettingsDraft {
  const texts: Record<string, string> = {};
  const directions: Record<string, Monotone> = {};
  for (const spec of paramSpecsOf(learner)) {
    const given = params[spec.name];
    if (spec.kind === 'monotone') directions[spec.name] = typeof given === 'object' ? given : {};
    else if (spec.kind === 'number') texts[spec.name] = asText(typeof given === 'number' ? given : spec.default);
    else texts[spec.name] = typeof given === 'string' ? given : spec.default;
  }
  return { texts, directions };
}

/** "0.001 to 1, usually 0.1". */
export function rangeInWords({ min, max, default: usual }: NumberSpec): string {
  return `${formatNumber(min)} to ${formatNumber(max)}, usually ${formatNumber(usual)}`;
}

function readNumber(spec: NumberSpec, text: string): number | { readonly error: string } {
  const value = text.trim() === '' ? NaN : Number(text.trim());
  const bounds = `from ${formatNumber(spec.min)} to ${formatNumber(spec.max)}`;
  if (!Number.isFinite(value)) return { error: `${spec.label} needs a number ${bounds}.` };
  if (value < spec.min || value > spec.max) return { error: `${spec.label} has to be ${bounds}.` };
  return spec.scale === 'integer' && !Number.isInteger(value) ? { error: `${spec.label} has to be a whole number ${bounds}.` } : value;
}

export type ReadSettings = { readonly params: Params } | { readonly errors: Readonly<Record<string, string>> };

/** The parameters that a draft holds, defaults left out; or what is wrong with it, by field, in the field's own words. */
export function readDraft(learner: LearnerId, draft: SettingsDraft): ReadSettings {
  const params: Record<string, Params[string]> = {};
  const errors: Record<string, string> = {};
  for (const spec of paramSpecsOf(learner)) {
    if (spec.kind === 'monotone') {
      const directions = draft.directions[spec.name] ?? {};
      if (Object.keys(directions).length > 0) params[spec.name] = directions;
      continue;
    }
    const text = draft.texts[spec.name] ?? '';
    const value = spec.kind === 'number' ? readNumber(spec, text) : text;
    if (typeof value === 'object') errors[spec.name] = value.error;
    else if (value !== spec.default) params[spec.name] = value;
  }
  return Object.keys(errors).length > 0 ? { errors } : { params };
}

function valueInWords(spec: ParamSpec, value: Params[string]): string {
  if (typeof value === 'object') return `${countInWords(Object.keys(value).length, 'feature')} held to a direction`;
  const label = lowerFirst(spec.label);
  if (spec.kind === 'choice') return `${label} ${lowerFirst(optionLabel(spec, String(value)))}`;
  return `${label} ${typeof value === 'number' ? formatNumber(value) : String(value)}`;
}

/** An option's name, without what is explained behind it. */
function optionLabel({ options }: ChoiceSpec, value: string): string {
  return (options.find((option) => option.value === value)?.label ?? value).split(/[:,]/)[0];
}

/** What is set otherwise than usual: "learning rate 0.05, leaves per tree 63"; empty where nothing is. */
export function paramsInWords(learner: LearnerId, params: Params): string {
  const given = paramSpecsOf(learner).flatMap((spec) => {
    const value = params[spec.name];
    const usual = spec.kind !== 'monotone' && value === spec.default;
    return value === undefined || usual ? [] : [valueInWords(spec, value)];
  });
  return given.join(', ');
}

const mostInName = 3;

/** A candidate of these settings, named after what is set otherwise than usual, under an id that no entry has. */
export function candidateByHand(learner: FittedLearnerId, params: Params, entries: readonly LeaderboardEntry[]): Candidate {
  const words = paramsInWords(learner, params).split(', ').filter(Boolean);
  const more = words.length > mostInName ? [`${words.length - mostInName} more set`] : [];
  const taken = new Set(entries.map(({ candidate }) => candidate.id));
  let number = 1;
  while (taken.has(`${learner}-hand-${number}`)) number++;
  const named = [traitsOf(learner).label, ...(words.length > 0 ? [...words.slice(0, mostInName), ...more] : ['by hand'])];
  return { id: `${learner}-hand-${number}`, learner, label: named.join(', '), params };
}

/** The entry that has been trained with the very same settings, if any. */
export function sameSettings(learner: LearnerId, params: Params, entries: readonly LeaderboardEntry[]): LeaderboardEntry | null {
  const key = (one: Params) => JSON.stringify(Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1)));
  const own = (one: Params) => {
    const read = readDraft(learner, draftOf(learner, one));
    return 'params' in read ? key(read.params) : null;
  };
  return entries.find(({ candidate, status }) => status === 'done' && candidate.learner === learner && own(candidate.params) === key(params)) ?? null;
}

/** The numeric features, which a model may be held to move one way with. */
export function directionColumns(project: Project | null): string[] {
  const problem = project && currentVersion(project, 'problem')?.settings;
  const columns = (project && currentVersion(project, 'dataset')?.result?.profile.columns) ?? [];
  return problem ? columns.filter(({ name, kind }) => kind === 'number' && isFeature(problem, name)).map(({ name }) => name) : [];
}

/** The directions with one changed; 0 takes it off. */
export function withDirection(directions: Monotone, column: string, direction: 1 | -1 | 0): Monotone {
  const { [column]: _former, ...others } = directions;
  return direction === 0 ? others : { ...others, [column]: direction };
}

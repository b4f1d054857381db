import * as v from 'valibot';
import type { Monotone, Params, ParamSpec } from '../core/estimators/estimator.ts';
import type { FittedLearnerId } from '../core/estimators/learners.ts';
import type { Task } from '../core/metrics/metric.ts';
import { joinSome, joinWords } from './format.ts';
import { learnersByHand, paramSpecsFor, paramSpecsOf } from './model-params.ts';
import { draftOf, readDraft } from './model-settings.ts';

export interface PastedSettings {
  readonly learner: FittedLearnerId;
  /** Those that are set otherwise than usual. */
  readonly params: Params;
}

const example = '{"learner":"boosting","params":{"learningRate":0.05}}';
const named = v.pipe(v.unknown(), v.check((value) => !Array.isArray(value)), v.record(v.string(), v.unknown()));
const frame = v.object({ learner: v.string(), params: v.optional(named, {}) });
const directions = v.record(v.string(), v.picklist([1, -1]));

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** What is wrong with a value as it stands, whatever its size; null where nothing is. */
function wrongKind(spec: ParamSpec, value: unknown, columns: readonly string[]): string | null {
  switch (spec.kind) {
    case 'number':
      return typeof value === 'number' ? null : `${spec.label} (${spec.name}) needs a number, not ${JSON.stringify(value)}.`;
    case 'choice': {
      const known = spec.options.some((option) => option.value === value);
      return known ? null : `${spec.label} (${spec.name}) has to be ${joinWords(spec.options.map((option) => `“${option.value}”`)).replace(' and ', ' or ')}, not ${JSON.stringify(value)}.`;
    }
    case 'monotone': {
      const read = v.safeParse(directions, value);
      if (!read.success) return `${spec.label} (${spec.name}) has to give each column 1 (up) or -1 (down).`;
      const strange = Object.keys(read.output).filter((column) => !columns.includes(column));
      return strange.length === 0 ? null : `${joinSome(strange.map((column) => `“${column}”`))} ${strange.length === 1 ? 'is no numeric feature' : 'are no numeric features'} here, so no direction can be held to.`;
    }
  }
}

/**
 * The settings that the text holds, as settingsText writes them; or what is wrong with it, in a sentence. `columns` are the numeric
 * features, which a direction may be given for.
 */
export function readSettingsText(text: string, task: Task, columns: readonly string[]): PastedSettings | { readonly error: string } {
  const value = parsed(text);
  if (value === undefined) return { error: `This is not JSON; settings look like ${example}.` };
  const framed = v.safeParse(frame, value);
  if (!framed.success) return { error: `It has to name a "learner" and its "params", as in ${example}.` };
  const known = learnersByHand.find((choice) => choice.value === framed.output.learner);
  if (!known) return { error: `There is no learner “${framed.output.learner}” whose settings can be given; there are ${joinWords(learnersByHand.map((choice) => choice.value))}.` };
  const learner = known.value;
  const specs = paramSpecsFor(learner, task);
  const given: Record<string, Params[string]> = {};
  for (const [name, one] of Object.entries(framed.output.params)) {
    const spec = specs.find((candidate) => candidate.name === name);
    if (!spec) {
      const elsewhere = paramSpecsOf(learner).some((candidate) => candidate.name === name);
      return { error: elsewhere ? `“${name}” means nothing where ${task === 'regression' ? 'a number' : 'a class'} is predicted; take it out.` : `“${name}” is no setting of ${known.label}; there are ${joinWords(specs.map((candidate) => candidate.name))}.` };
    }
    const error = wrongKind(spec, one, columns);
    if (error !== null) return { error };
    given[name] = one as Params[string] | Monotone;
  }
  const read = readDraft(learner, draftOf(learner, given));
  return 'errors' in read ? { error: Object.values(read.errors)[0] } : { learner, params: read.params };
}

import type { RecipeStep } from '../core/recipe/steps.ts';

/** One parameter of a step, as it is edited in place. */
export interface StepField<Step = RecipeStep> {
  readonly key: string;
  readonly label: string;
  /** What it does, in a line under it. */
  readonly help: string;
  readonly control: 'choice' | 'number' | 'flag' | 'text' | 'column';
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly min: number | null;
  readonly max: number | null;
  /** Whether it matters for the step as it stands. */
  readonly shown: (step: Step) => boolean;
  /** The value as text; 'yes' or 'no' for a flag. */
  readonly read: (step: Step) => string;
  /** The step with the value that was typed or chosen, or why it cannot be used. */
  readonly write: (step: Step, text: string) => Step | { readonly error: string };
}

type Values<Step> = Readonly<Record<string, unknown>> & Step;

const plain = { options: [], min: null, max: null, shown: () => true } as const;
const valueOf = <Step>(step: Step, key: string): unknown => (step as Values<Step>)[key];
const withValue = <Step>(step: Step, key: string, value: unknown): Step => ({ ...step, [key]: value });

/** One of some named values. */
export function choice<Step>(key: keyof Step & string, label: string, help: string, options: readonly (readonly [value: string, label: string])[]): StepField<Step> {
  return {
    ...plain,
    key,
    label,
    help,
    control: 'choice',
    options: options.map(([value, text]) => ({ value, label: text })),
    read: (step) => String(valueOf(step, key)),
    write: (step, text) => (options.some(([value]) => value === text) ? withValue(step, key, text) : { error: `choose one of ${options.map(([, name]) => name).join(', ')}` }),
  };
}

/** A number within bounds; whole unless `fraction`. */
export function number<Step>(key: keyof Step & string, label: string, help: string, [min, max]: readonly [number, number], fraction = false): StepField<Step> {
  return {
    ...plain,
    key,
    label,
    help,
    control: 'number',
    min,
    max,
    read: (step) => String(valueOf(step, key)),
    write: (step, text) => {
      const value = text.trim() === '' ? NaN : Number(text);
      if (!Number.isFinite(value)) return { error: `“${text}” is not a number` };
      if (value < min || value > max) return { error: `give a number from ${min} to ${max}` };
      if (!fraction && !Number.isInteger(value)) return { error: 'give a whole number' };
      return withValue(step, key, value);
    },
  };
}

export function flag<Step>(key: keyof Step & string, label: string, help: string): StepField<Step> {
  return {
    ...plain,
    key,
    label,
    help,
    control: 'flag',
    read: (step) => (valueOf(step, key) === true ? 'yes' : 'no'),
    write: (step, text) => withValue(step, key, text === 'yes'),
  };
}

/** Another parameter, which says itself how it reads and is written. */
export function field<Step>(own: Pick<StepField<Step>, 'key' | 'label' | 'help' | 'control' | 'read' | 'write'> & Partial<StepField<Step>>): StepField<Step> {
  return { ...plain, ...own };
}

/** A field that matters only for some steps. */
export function where<Step>(shown: (step: Step) => boolean, one: StepField<Step>): StepField<Step> {
  return { ...one, shown };
}

/** Values as people list them: parted by commas, or by line breaks where a value holds one. */
export function listed(text: string): string[] {
  const parts = text.includes('\n') ? text.split('\n') : text.split(',');
  return [...new Set(parts.map((part) => part.trim()).filter((part) => part !== ''))];
}

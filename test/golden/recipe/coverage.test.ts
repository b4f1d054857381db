import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { transformers } from '../../../src/core/recipe/registry.ts';

/** Steps that no reference library has, and where they are tested instead. */
const withoutReference: Readonly<Record<string, string>> = {
  drop: 'contract/transformer-cases-number.ts',
  'mark-missing': 'core/recipe/label-steps.test.ts',
  'unify-labels': 'core/recipe/label-steps.test.ts',
  frequency: 'core/recipe/label-steps.test.ts',
  hash: 'core/recipe/label-steps.test.ts',
  elapsed: 'core/recipe/label-steps.test.ts',
};

const folder = new URL('.', import.meta.url);
const golden = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .map((name) => readFileSync(new URL(name, folder), 'utf8'));
const isCovered = (kind: string) => golden.some((text) => text.includes(`"${kind}"`));

test.each(Object.keys(transformers))('%s is compared with a reference, or tested by its definition', (kind) => {
  if (!Object.hasOwn(withoutReference, kind)) return expect(isCovered(kind)).toBe(true);
  expect(isCovered(kind)).toBe(false);
  expect(readFileSync(new URL(`../../${withoutReference[kind]}`, folder), 'utf8')).toContain(kind);
});

import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { transformers } from '../../../src/core/recipe/registry.ts';

/** Steps that no reference library has, and where they are tested instead. */
const withoutReference: Readonly<Record<string, string>> = {
  drop: '../../core/recipe/number-steps.test.ts',
  'mark-missing': '../../core/recipe/label-steps.test.ts',
};

const textAt = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8');
const golden = ['expected.json', 'numbers.json', '../recipe-labels/expected.json'].map(textAt);
const isCovered = (kind: string) => golden.some((text) => text.includes(`"what":"${kind}"`) || text.includes(`"kind":"${kind}"`));

test.each(Object.keys(transformers))('%s is compared with a reference, or tested by its definition', (kind) => {
  const elsewhere = Object.hasOwn(withoutReference, kind);
  expect(isCovered(kind)).toBe(!elsewhere);
  if (elsewhere) expect(textAt(withoutReference[kind])).toContain(`'${kind}'`);
});

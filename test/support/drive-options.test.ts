import { expect, test } from 'vitest';
import { parseOptions, UsageError } from '../drive/options.ts';

test('a project is exported where that is asked for, for one data set and for many', () => {
  const one = ['--train', 'a.csv', '--target', 'y', '--out', 'out'];
  expect(parseOptions(one)).toMatchObject({ project: false, manifest: null, out: 'out' });
  expect(parseOptions([...one, '--project'])).toMatchObject({ project: true, task: { train: 'a.csv', target: 'y' } });
  expect(parseOptions(['--manifest', 'data', '--project', '--out', 'out'])).toMatchObject({ project: true, manifest: 'data' });
  expect(() => parseOptions(['--project'])).toThrow(UsageError);
});

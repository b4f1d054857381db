import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { decodeRelease, releaseFilePaths } from '../../../src/core/release/encode-release.ts';
import { predictionsCsv } from '../../../src/core/release/predictions-file.ts';
import type { Release } from '../../../src/core/release/release.ts';
import { createScorer } from '../../../src/core/release/scorer.ts';
import { ReleaseIsNewer, upgradeRelease, type ReleaseOfFormat1 } from '../../../src/core/release/upgrade-release.ts';
import { decodePlain } from '../../../src/io/archive/plain-json.ts';
import { madeUpFile, rowsOf } from './fixtures.ts';

/** Written by the version before format 2: a release as stored, its bundle's files, and what it predicted for 30 rows. */
const read = (path: string) => readFileSync(new URL(`./format-1/${path}`, import.meta.url), 'utf8');
const file = madeUpFile('binary', 30, 7);
const predicted = (release: Release) => predictionsCsv(file.header, file.records, createScorer(release).score(rowsOf(file)));
const stored = () => decodePlain(read('stored.json')) as ReleaseOfFormat1;

describe('a release of format 1', () => {
  it('that was stored predicts what it did', () => {
    const release = upgradeRelease(stored());
    expect(predicted(release)).toBe(read('predictions.csv'));
    expect(release).toMatchObject({ formatVersion: 2, classes: ['no', 'yes'], members: [{ weight: 1, model: { learner: 'boosting' } }] });
    expect(Object.keys(release)).not.toEqual(expect.arrayContaining(['model']));
    expect(upgradeRelease(release)).toEqual(release);
  });

  it('in a bundle predicts what it did, and is the stored one', () => {
    const paths = releaseFilePaths(read('bundle/release.json'));
    expect(paths).toEqual(['release.json', 'pipeline.json', 'model/trees.json']);
    const release = decodeRelease(Object.fromEntries(paths.map((path) => [path, read(`bundle/${path}`)])));
    expect(predicted(release)).toBe(read('predictions.csv'));
    expect(release).toEqual(upgradeRelease(stored()));
  });
});

it('a release of a later format is refused', () => {
  const later = { ...stored(), formatVersion: 3 } as unknown as Release;
  expect(() => upgradeRelease(later)).toThrow(ReleaseIsNewer);
  expect(() => upgradeRelease(later)).toThrow('the release is of format 3');
});

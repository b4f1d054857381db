import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { currentVersion } from '../../src/core/project/current.ts';
import type { Release } from '../../src/core/release/release.ts';
import { decodePlain } from '../../src/io/archive/plain-json.ts';
import { unzipFiles, zipFiles } from '../../src/io/zip.ts';
import { archiveCommands } from '../../src/worker/handlers/archives.ts';
import { choosingCommands } from '../../src/worker/handlers/choosing.ts';
import { servingCommands } from '../../src/worker/handlers/serving.ts';
import { fileOf, workerSession } from '../support/worker-session.ts';

const older = readFileSync(new URL('../core/release/format-1/stored.json', import.meta.url), 'utf8');
const people = fileOf(`use,left\n${Array.from({ length: 60 }, (_, i) => `${i % 7},${i % 3 ? 'yes' : 'no'}`).join('\n')}\n`);

async function chosen() {
  const { session, commands } = workerSession();
  const all = { ...commands, ...choosingCommands(session), ...servingCommands(session), ...archiveCommands(session) };
  await all.createProject(people, 'people.csv');
  await all.setProblem({ target: 'left' });
  await all.train({ only: 'linear' });
  await all.chooseCandidate('linear', null);
  return { session, all, version: currentVersion(session.requireProject(), 'release')! };
}

it('the record of a release names its members, their sizes and how long its exports took', async () => {
  const { version } = await chosen();
  const { members, modelBytes, parity } = version.result!;
  expect(members).toMatchObject([{ learner: 'linear', weight: 1, input: 'dense' }]);
  expect(members![0].sizeBytes).toBe(modelBytes);
  expect(parity.map(({ file }) => file)).toEqual(['model/linear.json', 'predict.mjs']);
  for (const { durationMs } of parity) expect(durationMs).toBeGreaterThan(0);
});

it('a release of format 1 in an archive or in storage is read as one of format 2', async () => {
  const { session, all, version } = await chosen();
  const files = unzipFiles(new Uint8Array(await (await all.exportProject()).file.arrayBuffer()));
  files[`releases/${version.id}`] = new TextEncoder().encode(older);
  await all.importProject(new Blob([zipFiles(files)]));
  const { id } = session.requireProject();
  expect(await session.storage.releases.load(id, version.id)).toMatchObject({ formatVersion: 2, members: [{ weight: 1 }] });
  expect((await all.scoreRow({ age: '40' })).probabilities.map(({ label }) => label)).toEqual(['no', 'yes']);

  const stored = decodePlain(older) as Release;
  await session.storage.releases.save(id, 'older', stored);
  const loaded = await session.storage.releases.load(id, 'older');
  expect(loaded).toMatchObject({ formatVersion: 2, classes: ['no', 'yes'], members: [{ model: { learner: 'boosting' } }] });
});

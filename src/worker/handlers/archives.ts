import { currentVersion, versionsOf } from '../../core/project/current.ts';
import type { Release } from '../../core/release/release.ts';
import { checkProjectRecord, NotAProject } from '../../io/archive/check-project.ts';
import { decodePlain, encodePlain } from '../../io/archive/plain-json.ts';
import { unzipFiles, zipFiles } from '../../io/zip.ts';
import type { StudioValues, ValueKind } from '../../storage/studio-storage.ts';
import type { NamedBlob, StudioApi } from '../protocol.ts';
import { stamp, type Session } from '../session.ts';
import { readSource } from './understanding.ts';

const valuePath = (kind: ValueKind, key: string) => `values/${kind}/${encodeURIComponent(key)}`;

async function exportProject(session: Session): Promise<NamedBlob> {
  const project = session.requireProject();
  await session.save();
  const files: Record<string, string | Uint8Array> = { 'project.json': encodePlain(project) };
  const source = session.require('source', 'file', 'drop one first').settings;
  if (session.source) files['source'] = new Uint8Array(await session.source.arrayBuffer());
  for (const { kind, key } of await session.storage.values.list(project.id)) {
    const value = await session.storage.values.load(project.id, kind, key);
    files[valuePath(kind, key)] = encodePlain(value);
  }
  for (const { kind, key, value } of session.valuesInMemory()) files[valuePath(kind, key)] = encodePlain(value);
  for (const { id } of versionsOf(project, 'release')) {
    const inMemory = session.release?.versionId === id ? session.release.release : null;
    const release = inMemory ?? (await session.storage.releases.load(project.id, id));
    if (release) files[`releases/${id}`] = encodePlain(release);
  }
  const name = project.name.replace(/[^\p{L}\p{N} _-]/gu, '').trim() || source.fileName;
  return { fileName: `${name}.atelier.zip`, file: new Blob([zipFiles(files) as Uint8Array<ArrayBuffer>], { type: 'application/zip' }) };
}

const valueKinds: readonly ValueKind[] = ['split', 'candidate', 'model', 'recipe', 'predictions', 'reference', 'golden'];

async function importProject(session: Session, file: Blob): Promise<void> {
  const files = unzipFiles(new Uint8Array(await file.arrayBuffer()));
  const text = (name: string) => new TextDecoder().decode(files[name]);
  if (!files['project.json'] || !files['source']) throw new NotAProject('it holds no project.json and source');
  const record = checkProjectRecord(decodePlain(text('project.json')));
  const taken = await session.storage.projects.load(record.id);
  const project = taken ? { ...record, id: stamp().id, name: `${record.name} (imported)` } : record;
  const source = currentVersion(project, 'source');
  const dataset = currentVersion(project, 'dataset');
  if (!source || !dataset) throw new NotAProject('it has no data');
  const blob = new Blob([files['source'] as Uint8Array<ArrayBuffer>], { type: 'text/csv' });
  const { table } = await readSource(session, blob, source.settings.fileName, dataset.settings.options);
  await session.open(project, table, blob);
  await session.keep(session.storage.sources.save(project.id, source.settings.fileName, blob));
  await session.keep(session.storage.datasets.save(project.id, dataset.id, table));
  for (const name of Object.keys(files)) {
    const [folder, kind, key] = name.split('/');
    if (folder === 'values' && key !== undefined && valueKinds.includes(kind as ValueKind)) {
      session.keepValue(kind as ValueKind, decodeURIComponent(key), decodePlain(text(name)) as StudioValues[ValueKind]);
    } else if (folder === 'releases' && kind !== undefined) {
      // Of whatever format it is: the store gives each in the one of today.
      await session.keep(session.storage.releases.save(project.id, kind, decodePlain(text(name)) as Release));
    }
  }
  await session.save();
}

/** Commands that turn a project into one file and back. */
export function archiveCommands(session: Session): Pick<StudioApi, 'exportProject' | 'importProject'> {
  return {
    exportProject: () => session.run({ kind: 'read', title: 'Packing the project', canPause: false, stop: null }, () => exportProject(session)),
    importProject: (file) => session.inTurn(() => importProject(session, file)),
  };
}

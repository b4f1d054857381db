import { sampleCsv } from '../../core/samples/sample-csv.ts';
import { createProject as newProject } from '../../core/project/record.ts';
import { editPlan } from '../edit-plan.ts';
import type { NamedBlob, SampleId, StudioApi } from '../protocol.ts';
import { stamp, type Session } from '../session.ts';
import { contentHash } from './content-hash.ts';
import { readingJob, recordUnderstood, reread, understand } from './understanding.ts';

/** The file's name without its folder and extension, as a project's first name. */
function projectName(fileName: string): string {
  return fileName.replace(/^.*[\\/]/, '').replace(/\.[A-Za-z0-9]+$/, '') || fileName;
}

async function createProject(session: Session, file: Blob, fileName: string): Promise<void> {
  await session.run(readingJob(fileName), async (control) => {
    const understood = await understand(file, fileName, { kinds: {} }, null, control);
    const hash = await contentHash(file);
    await session.open({ ...newProject(projectName(fileName), stamp()), screen: 'problem' }, understood.table, file, control);
    session.record('source', { fileName, sizeBytes: file.size, contentHash: hash }, null);
    recordUnderstood(session, understood);
    session.note(`Read ${fileName}`, 'A new project was begun with it.', null);
    await session.keep(session.storage.sources.save(session.requireProject().id, fileName, file));
    await session.save();
    void session.storage.persist();
  });
}

/** Text safe inside a CSV cell. */
function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}

function rejectedRows(session: Session): NamedBlob {
  const result = session.require('dataset', 'dataset', 'drop a file first').result;
  const lines = (result?.reading.accounting.rejectedRows ?? []).map(
    ({ line, reason, excerpt }) => `${line},${quoted(reason)},${quoted(excerpt)}`,
  );
  return { fileName: 'rejected-rows.csv', file: new Blob([['line,reason,row', ...lines].join('\n'), '\n'], { type: 'text/csv' }) };
}

type Commands = Pick<StudioApi, 'createProject' | 'createSample' | 'reread' | 'rejectedRows'>;

/** Commands that read files. */
export function readingCommands(session: Session): Commands {
  return {
    createProject: (file, fileName) => session.inTurn(() => createProject(session, file, fileName)),
    createSample: (sample: SampleId) => {
      const { fileName, csv } = sampleCsv(sample);
      return session.inTurn(() => createProject(session, new Blob([csv], { type: 'text/csv' }), fileName));
    },
    reread: (options) => editPlan(session, 'the way the file is read', () => reread(session, options)),
    rejectedRows: async () => rejectedRows(session),
  };
}

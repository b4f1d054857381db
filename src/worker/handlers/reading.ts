import { sampleCsv } from '../../core/samples/sample-csv.ts';
import type { ReadingOptions } from '../../core/csv/reading.ts';
import { Cancelled, partOf, type Control } from '../../core/math/control.ts';
import type { StageVersion } from '../../core/project/project.ts';
import { createProject as newProject } from '../../core/project/record.ts';
import { previewTable, type ReadingPreview } from '../../io/reading/preview-table.ts';
import { storedZip } from '../../io/reading/stored-zip.ts';
import { editPlan } from '../edit-plan.ts';
import { ProjectLost } from '../errors.ts';
import type { NamedBlob, SampleId, StudioApi } from '../protocol.ts';
import { stamp, type Session } from '../session.ts';
import { TurnControl } from '../turn-control.ts';
import { contentHash } from './content-hash.ts';
import { readingJob, recordGlance, recordUnderstood, reread, sinceGlance, understand, type Understood } from './understanding.ts';

/** The file's name without its folder and extensions, as a project's first name. */
function projectName(fileName: string): string {
  return fileName.replace(/^.*[\\/]/, '').replace(/\.[A-Za-z0-9]+(\.(gz|zip))?$/i, '') || fileName;
}

const mostNamed = 3;

/** Several files as one source: one archive that refers to them, and what both are called. */
async function asOneSource(files: readonly NamedBlob[], control: Control): Promise<NamedBlob & { readonly project: string }> {
  const [first, ...others] = files;
  if (others.length === 0) return { ...first, project: projectName(first.fileName) };
  const named = files.slice(0, mostNamed).map(({ fileName }) => fileName);
  const list = [...named, ...(files.length > mostNamed ? ['…'] : [])].join(', ');
  return {
    file: await storedZip(files, control),
    fileName: `${files.length} files (${list})`,
    project: `${projectName(first.fileName)} and ${others.length} more`,
  };
}

/** Reads the files into a new project; until they are read, what is open stays. */
async function createProject(session: Session, files: readonly NamedBlob[]): Promise<void> {
  if (files.length === 0) return;
  const title = files.length === 1 ? files[0].fileName : `${files.length} files`;
  await session.run(readingJob(title), async (control) => {
    const { file, fileName, project } = await asOneSource(files, partOf(control, 0, files.length > 1 ? 0.1 : 0));
    const begun: { glance?: Understood; problem?: StageVersion<'problem'>; kept?: Promise<void> } = {};
    // Beside reading, which it does not hold up; what fails here fails where it is asked for.
    const hashing = contentHash(file, fileName);
    hashing.catch(() => undefined);
    const begin = async ({ table }: Understood) => {
      const hash = await hashing;
      await session.open({ ...newProject(project, stamp()), screen: 'problem' }, table, file, control);
      session.record('source', { fileName, sizeBytes: file.size, contentHash: hash }, null);
      begun.kept = session.keep(session.storage.sources.save(session.requireProject().id, fileName, file));
    };
    const onGlance = async (glance: Understood) => {
      await begin(glance);
      begun.glance = glance;
      begun.problem = recordGlance(session, glance);
    };
    const understood = await understand(file, fileName, { kinds: {} }, null, partOf(control, files.length > 1 ? 0.1 : 0, 1), onGlance).catch((error: unknown) => {
      // Stopped while all rows were counted: the first look is there to work with.
      if (begun.glance && error instanceof Cancelled) return begun.glance;
      throw error;
    });
    if (!begun.kept) await begin(understood);
    recordUnderstood(session, sinceGlance(session, understood, begun.problem ?? null));
    session.note(`Read ${fileName}`, 'A new project was begun with it.', null);
    await begun.kept;
    await session.save();
    void session.storage.persist();
  });
}

/** The preview that was asked for last, by session: another one ends it. */
const previews = new WeakMap<Session, TurnControl>();

async function previewReading(session: Session, options: ReadingOptions): Promise<ReadingPreview> {
  const { fileName } = session.require('source', 'file', 'drop one first').settings;
  if (!session.source) throw new ProjectLost();
  previews.get(session)?.stop();
  const turns = new TurnControl();
  previews.set(session, turns);
  const control: Control = { cancelled: () => turns.cancelled(), breathe: () => turns.breathe(), progress: () => undefined };
  return previewTable(session.source, fileName, options, control);
}

/** Text safe inside a CSV cell. */
function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}

function rejectedRows(session: Session): NamedBlob {
  const result = session.require('dataset', 'dataset', 'drop a file first').result;
  const rejected = result?.reading.accounting.rejectedRows ?? [];
  const lines = rejected.map(
    ({ line, reason, excerpt, file }) => `${file === undefined ? '' : `${quoted(file)},`}${line},${quoted(reason)},${quoted(excerpt)}`,
  );
  const header = rejected.some(({ file }) => file !== undefined) ? 'file,line,reason,row' : 'line,reason,row';
  return { fileName: 'rejected-rows.csv', file: new Blob([[header, ...lines].join('\n'), '\n'], { type: 'text/csv' }) };
}

type Commands = Pick<StudioApi, 'createProject' | 'createProjectFrom' | 'createSample' | 'reread' | 'previewReading' | 'rejectedRows'>;

/** Commands that read files. */
export function readingCommands(session: Session): Commands {
  return {
    createProject: (file, fileName) => session.inTurn(() => createProject(session, [{ file, fileName }])),
    createProjectFrom: (files) => session.inTurn(() => createProject(session, files)),
    createSample: (sample: SampleId) => {
      const { fileName, csv } = sampleCsv(sample);
      return session.inTurn(() => createProject(session, [{ file: new Blob([csv], { type: 'text/csv' }), fileName }]));
    },
    reread: (options) => editPlan(session, 'the way the file is read', () => reread(session, options)),
    previewReading: (options) => previewReading(session, options),
    rejectedRows: async () => rejectedRows(session),
  };
}

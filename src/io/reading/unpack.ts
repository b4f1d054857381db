import type { SourceForm } from '../../core/csv/reading.ts';
import { partOf, type Control } from '../../core/math/control.ts';
import { EmptyFile } from '../csv/errors.ts';
import { BadPacking, NothingToRead } from './errors.ts';
import { inflate } from './inflate.ts';
import { recognise, type FileForm } from './recognise.ts';
import { droppedTogether } from './stored-zip.ts';
import { checkSizes, entryFile, zipDirectory, type ZipEntry } from './zip-entries.ts';

/** A file that holds rows, out of its packing. */
export interface Member {
  readonly name: string;
  readonly file: Blob;
  readonly format: SourceForm['format'];
}

export interface Unpacked {
  readonly packing: SourceForm['packing'];
  readonly members: readonly Member[];
}

const knownUnpacked = new WeakMap<Blob, Unpacked>();

/**
 * The files that hold the rows of a source: itself, what its gzip holds, or the files of its zip in order, without a read-me
 * and such beside them. What was
 * unpacked is remembered for as long as the source is. Throws NotText, NothingToRead, BadPacking, TooLargeUnpacked,
 * EmptyFile, FileChanged and Cancelled.
 */
export async function unpack(source: Blob, fileName: string, control: Control): Promise<Unpacked> {
  const known = knownUnpacked.get(source);
  if (known) return known;
  const unpacked = await unpackNow(source, fileName, control);
  if (unpacked.packing !== 'none') knownUnpacked.set(source, unpacked);
  return unpacked;
}

async function unpackNow(source: Blob, fileName: string, control: Control): Promise<Unpacked> {
  if (source.size === 0) throw new EmptyFile(fileName);
  const form = await recognise(source, fileName);
  if (form === 'gzip') {
    const name = fileName.replace(/\.gz(ip)?$/i, '').replace(/\.tgz$/i, '.tar');
    const { file } = await inflate(source, 'gzip', fileName, control);
    return { packing: 'gzip', members: [{ name, file, format: plain(await recogniseMember(file, name), fileName) }] };
  }
  if (form !== 'zip') return { packing: 'none', members: [{ name: fileName, file: source, format: form }] };
  const { entries, comment } = await zipDirectory(source, fileName);
  if (isWorkbook(entries)) return { packing: 'none', members: [{ name: fileName, file: source, format: 'xlsx' }] };
  const together = comment === droppedTogether;
  const data = entries.filter((entry) => !isDocument(entry));
  // A file that was dropped by itself is meant; a note that lies in an archive beside the data is not.
  const members = await unpackEntries(source, fileName, together || !data.some((entry) => !isByTheWay(entry)) ? entries : data, control);
  return { packing: together ? 'none' : 'zip', members };
}

function isWorkbook(entries: readonly ZipEntry[]): boolean {
  return entries.some(({ name }) => name === 'xl/workbook.xml');
}

/** Files that systems leave in archives besides what was put there. */
function isByTheWay({ name, bytes }: ZipEntry): boolean {
  const last = name.split('/').at(-1) ?? '';
  return name.endsWith('/') || name.startsWith('__MACOSX/') || last.startsWith('.') || /^(thumbs\.db|desktop\.ini)$/i.test(last) || bytes === 0;
}

/** What is put beside data to be read by people, and holds no rows. */
function isDocument({ name }: ZipEntry): boolean {
  const last = name.split('/').at(-1) ?? '';
  return /^(readme|licen[cs]e|copying|notice|citation|changelog)(\.(txt|md|rst|cff))?$/i.test(last) || /\.(md|rst|pdf|html?|docx?|png|jpe?g|gif|svg)$/i.test(last);
}

async function unpackEntries(source: Blob, fileName: string, all: readonly ZipEntry[], control: Control): Promise<Member[]> {
  const entries = all.filter((entry) => !isByTheWay(entry));
  if (entries.some(({ name }) => name === 'content.xml') && entries.some(({ name }) => name === 'mimetype')) {
    throw new BadPacking(fileName, 'is an OpenDocument file, which is not read', 'save it as .xlsx or CSV');
  }
  if (entries.length === 0) throw new NothingToRead(fileName, 'is an archive without a file in it');
  checkSizes(entries, fileName);
  const members: Member[] = [];
  for (const [index, entry] of entries.entries()) {
    const share = partOf(control, index / entries.length, (index + 1) / entries.length);
    let { name } = entry;
    let file = await entryFile(source, entry, share);
    let form = await recogniseMember(file, name);
    if (form === 'gzip') {
      ({ file } = await inflate(file, 'gzip', name, share));
      name = name.replace(/\.gz(ip)?$/i, '');
      form = await recogniseMember(file, name);
    }
    members.push({ name, file, format: plain(form, name) });
  }
  return members;
}

/** What a member is; a zip inside a zip is a workbook or refused. */
async function recogniseMember(file: Blob, name: string): Promise<FileForm> {
  if (file.size === 0) throw new EmptyFile(name);
  const form = await recognise(file, name);
  if (form !== 'zip') return form;
  return isWorkbook((await zipDirectory(file, name)).entries) ? 'xlsx' : 'zip';
}

function plain(form: FileForm, name: string): Member['format'] {
  if (form !== 'gzip' && form !== 'zip') return form;
  throw new BadPacking(name, 'holds an archive inside an archive', 'unpack the outer one and choose what it held');
}

import { strToU8, unzipSync, zipSync, type UnzipFileInfo } from 'fflate';

/** Thrown where an archive cannot be read, or holds what no archive of the studio would. */
export class BadArchive extends Error {
  readonly code = 'BadArchive';
  constructor(what: string, cause?: unknown) {
    super(`BadArchive: ${what}; choose a file that this studio wrote`, { cause });
    this.name = 'BadArchive';
  }
}

export interface ArchiveLimits {
  /** Bytes of all files together, unpacked. */
  readonly totalBytes: number;
  readonly files: number;
}

const defaultLimits: ArchiveLimits = { totalBytes: 1 << 30, files: 10_000 };

/** No file packs better than deflate can (about 1,032 to 1); one that claims to is a bomb. */
const maxRatio = 1_100;

/**
 * A zip archive of the files, in their order; the same files give the same bytes. Texts are written as UTF-8.
 * Every entry carries the first moment that the format knows, in local terms, which is how zip writes time.
 */
export function zipFiles(files: Readonly<Record<string, string | Uint8Array>>): Uint8Array<ArrayBuffer> {
  const mtime = new Date(1980, 0, 1);
  const entries = Object.entries(files).map(([path, content]) => {
    if (!isSafePath(path)) throw new BadArchive(`"${path}" is no path that an archive may hold`);
    return [path, typeof content === 'string' ? strToU8(content) : content] as const;
  });
  return zipSync(Object.fromEntries(entries), { level: 6, mtime }) as Uint8Array<ArrayBuffer>;
}

/** A relative path of plain names: it can leave no folder, name no drive and hide no character. */
function isSafePath(path: string): boolean {
  if (path.length > 500 || /^[/]|\\|^[A-Za-z]:/.test(path)) return false;
  for (let i = 0; i < path.length; i++) if (path.charCodeAt(i) < 32 || path.charCodeAt(i) === 127) return false;
  return path.split('/').every((name) => name !== '' && name !== '.' && name !== '..' && name !== '__proto__');
}

/**
 * The files of a zip archive by path; folders are left out. Throws BadArchive where the bytes are no zip, a path is unsafe
 * or stands twice, or the files claim to be more or larger than `limits`, before any of them is unpacked.
 */
export function unzipFiles(bytes: Uint8Array, limits: ArchiveLimits = defaultLimits): Record<string, Uint8Array> {
  const claimed = new Map<string, number>();
  inspect(bytes, limits, claimed);
  let unpacked: Record<string, Uint8Array>;
  try {
    unpacked = unzipSync(bytes, { filter: ({ name }) => claimed.has(name) });
  } catch (error) {
    throw new BadArchive('the archive is damaged', error);
  }
  return Object.fromEntries(Object.entries(unpacked).filter(([path]) => claimed.has(path)));
}

function inspect(bytes: Uint8Array, limits: ArchiveLimits, claimed: Map<string, number>): void {
  let total = 0;
  const look = ({ name, size, originalSize }: UnzipFileInfo) => {
    if (name.endsWith('/') && originalSize === 0) return false;
    if (!isSafePath(name)) throw new BadArchive(`the archive holds the unsafe path "${name.slice(0, 100)}"`);
    if (claimed.has(name)) throw new BadArchive(`the archive holds "${name}" twice`);
    claimed.set(name, originalSize);
    total += originalSize;
    if (claimed.size > limits.files) throw new BadArchive(`the archive holds more than ${limits.files} files`);
    if (total > limits.totalBytes || originalSize > maxRatio * size + 1024) {
      throw new BadArchive('the archive would unpack to more than it may');
    }
    return false;
  };
  try {
    unzipSync(bytes, { filter: look });
  } catch (error) {
    throw error instanceof BadArchive ? error : new BadArchive('this is not a zip file that can be read', error);
  }
}

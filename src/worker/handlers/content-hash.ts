import { FileChanged } from '../../io/csv/errors.ts';

/** SHA-256 of a file's bytes, in hexadecimal digits. Throws FileChanged where they can no longer be read. */
export async function contentHash(file: Blob, fileName: string): Promise<string> {
  let bytes: ArrayBuffer;
  try {
    bytes = await file.arrayBuffer();
  } catch (error) {
    throw new FileChanged(fileName, error);
  }
  const digest = await crypto.subtle.digest('SHA-256', bytes);
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

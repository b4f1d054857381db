import { describe, expect, it } from 'vitest';
import { download, type DownloadPort } from '../../src/app/downloads.ts';

describe('download', () => {
  it('clicks a link named as the file, takes it away, and frees the Blob later', () => {
    const seen: string[] = [];
    const link = { href: '', download: '', click: () => seen.push(`click ${link.href} ${link.download}`), remove: () => seen.push('remove') };
    let later: (() => void) | undefined;
    const port = {
      document: { createElement: () => link, body: { append: () => seen.push('append') } },
      createUrl: () => 'blob:1',
      revokeUrl: (url: string) => seen.push(`revoke ${url}`),
      later: (task: () => void) => (later = task),
    } as unknown as DownloadPort;
    download({ file: new Blob(['x']), fileName: 'bundle.zip' }, port);
    expect(seen).toEqual(['append', 'click blob:1 bundle.zip', 'remove']);
    later?.();
    expect(seen[seen.length - 1]).toBe('revoke blob:1');
  });
});

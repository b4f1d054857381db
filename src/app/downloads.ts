/** Where downloads go: the page's document and URL store, passed in so that tests can watch. */
export interface DownloadPort {
  readonly document: Pick<Document, 'createElement' | 'body'>;
  readonly createUrl: (file: Blob) => string;
  readonly revokeUrl: (url: string) => void;
  readonly later: (task: () => void) => void;
}

/** Long enough for slow machines to have begun the download; the Blob is held until then. */
const revokeAfterMs = 60_000;

function browserPort(): DownloadPort {
  return {
    document,
    createUrl: (file) => URL.createObjectURL(file),
    revokeUrl: (url) => URL.revokeObjectURL(url),
    later: (task) => void setTimeout(task, revokeAfterMs),
  };
}

/** Has the browser save `file` under `fileName`. */
export function download({ file, fileName }: { readonly file: Blob; readonly fileName: string }, port = browserPort()): void {
  const url = port.createUrl(file);
  const link = port.document.createElement('a');
  link.href = url;
  link.download = fileName;
  port.document.body.append(link);
  link.click();
  link.remove();
  port.later(() => port.revokeUrl(url));
}

/** Has the browser save `text` as a file. */
export function downloadText(text: string, fileName: string, type = 'text/csv;charset=utf-8'): void {
  download({ file: new Blob([text], { type }), fileName });
}


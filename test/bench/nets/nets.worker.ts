import { act, type Asked, type NetsRequests } from './act.ts';

export interface WorkerAnswer {
  readonly given?: unknown;
  readonly error?: string;
}

globalThis.onmessage = async ({ data }: MessageEvent<{ what: Asked; asked: NetsRequests[Asked]['asked'] }>) => {
  let answer: WorkerAnswer;
  try {
    answer = { given: await act(data.what, data.asked) };
  } catch (error) {
    answer = { error: error instanceof Error ? error.message : String(error) };
  }
  globalThis.postMessage(answer);
};

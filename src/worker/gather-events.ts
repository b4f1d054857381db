import type { Job, StudioEvent } from './protocol.ts';

/** How often the page is told of what changes many times a second, at most. */
const tellEveryMs = 200;

/**
 * What an event replaces where both have not been told yet: progress is news only until there is newer. Null for what has to be told
 * whatever follows.
 */
function subject(event: StudioEvent): string | null {
  switch (event.type) {
    case 'job':
      return event.job ? 'job' : null;
    case 'run': {
      const { type } = event.event;
      return type === 'progress' || type === 'net-view' ? `${type} ${event.event.candidateId}` : null;
    }
    case 'project':
      return event.project ? `project ${event.project.id}` : null;
    default:
      return event.type;
  }
}

/** What of a job is told at once: that it began or ended, was paused or goes on. */
const stateOf = (job: Job | null) => job && `${job.kind} ${job.title} ${job.paused}`;

/** Whether the event may wait for others; `job` is the one told last. */
function canWait(event: StudioEvent, job: Job | null): boolean {
  if (event.type === 'job') return stateOf(event.job) === stateOf(job);
  if (event.type === 'run') return ['progress', 'net-view', 'curve'].includes(event.event.type);
  return event.type === 'saved' || event.type === 'exploring';
}

/**
 * A listener that passes events on several at a time, in their order. What the user waits for is passed on before the current task's
 * promises are answered, so that a command is never answered before what it changed is known; progress and pictures of a run are passed
 * on five times a second, each thing once as it stood last, and points of learning curves all.
 */
export function gatherEvents(tell: (events: readonly StudioEvent[]) => void): (event: StudioEvent) => void {
  let waiting: StudioEvent[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  let soon = false;
  let toldAt = -Infinity;
  let job: Job | null = null;

  function flush(): void {
    clearTimeout(timer);
    timer = undefined;
    soon = false;
    if (waiting.length === 0) return;
    const told = waiting;
    waiting = [];
    toldAt = performance.now();
    tell(told);
  }

  return (event) => {
    const about = subject(event);
    if (about !== null) waiting = waiting.filter((other) => subject(other) !== about);
    waiting.push(event);
    const waits = canWait(event, job);
    if (event.type === 'job') ({ job } = event);
    if (soon) return;
    const leftMs = waits ? toldAt + tellEveryMs - performance.now() : 0;
    if (leftMs > 0) timer ??= setTimeout(flush, leftMs);
    else {
      soon = true;
      queueMicrotask(flush);
    }
  };
}

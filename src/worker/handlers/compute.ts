import type { Infrastructure, StudioApi } from '../protocol.ts';
import type { Session } from '../session.ts';

/** Measures the machine, or gives what was measured last where `again` is false. */
async function measure(session: Session, again: boolean): Promise<Infrastructure> {
  const measured = await session.fits.probe(again);
  const storage = await session.storage.estimate();
  const memoryGb = (navigator as Navigator & { deviceMemory?: number }).deviceMemory ?? null;
  const wished = session.backend;
  const { races } = session.fits;
  // What was timed on nets of the user's own says more than what was timed on a small one.
  const [{ chosen, reason } = measured] = races;
  const infrastructure: Infrastructure = { ...measured, chosen, reason, races, override: wished, cores: navigator.hardwareConcurrency, memoryGb, storage };
  return wished === 'auto' ? infrastructure : { ...infrastructure, chosen: wished, reason: 'Set by you.' };
}

/** Tells the page what the machine offers, measured again where asked. */
export async function tellMachine(session: Session, again: boolean): Promise<Infrastructure> {
  const infrastructure = await measure(session, again);
  session.publish({ type: 'infrastructure', infrastructure });
  return infrastructure;
}

/** Commands about the machine: what it offers, and where nets are trained. */
export function computeCommands(session: Session): Pick<StudioApi, 'probe' | 'setBackend'> {
  return {
    probe: () => tellMachine(session, true),
    setBackend: async (backend) => {
      session.backend = backend;
      await tellMachine(session, false);
    },
  };
}

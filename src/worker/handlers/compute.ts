import type { Infrastructure, StudioApi } from '../protocol.ts';
import type { Session } from '../session.ts';

async function measure(session: Session, again: boolean): Promise<Infrastructure> {
  const measured = await session.fits.probe(again);
  const storage = await session.storage.estimate();
  const memoryGb = (navigator as Navigator & { deviceMemory?: number }).deviceMemory ?? null;
  const wished = session.backend;
  const infrastructure: Infrastructure = { ...measured, override: wished, cores: navigator.hardwareConcurrency, memoryGb, storage };
  return wished === 'auto' ? infrastructure : { ...infrastructure, chosen: wished, reason: 'Set by you.' };
}

/** Commands about the machine: what it offers, and where nets are trained. */
export function computeCommands(session: Session): Pick<StudioApi, 'probe' | 'setBackend'> {
  const tell = async (again: boolean) => {
    const infrastructure = await measure(session, again);
    session.publish({ type: 'infrastructure', infrastructure });
    return infrastructure;
  };
  return {
    probe: () => tell(true),
    setBackend: async (backend) => {
      session.backend = backend;
      await tell(false);
    },
  };
}

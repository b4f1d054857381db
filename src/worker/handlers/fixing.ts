import type { Fix } from '../../core/profile/profile.ts';
import { editPlan } from '../edit-plan.ts';
import type { StudioApi } from '../protocol.ts';
import type { Session } from '../session.ts';
import { setKind, setRole } from './planning.ts';

async function applyFix(session: Session, findingId: string, fix: Fix): Promise<void> {
  if (fix.action === 'set-role') await setRole(session, fix.column, fix.role);
  else if (fix.action === 'set-kind') await setKind(session, fix.column, fix.kind);
  dismiss(session, findingId);
}

function dismiss(session: Session, findingId: string): void {
  session.update((project) => ({ ...project, dismissed: [...new Set([...project.dismissed, findingId])] }));
}

/** Commands that act on findings. */
export function fixingCommands(session: Session): Pick<StudioApi, 'applyFix' | 'dismissFinding'> {
  return {
    applyFix: (findingId, fix) => editPlan(session, `“${fix.label}”`, () => applyFix(session, findingId, fix)),
    dismissFinding: (findingId) => editPlan(session, 'the dismissal of a finding', async () => dismiss(session, findingId)),
  };
}

import type { Fix } from '../../core/profile/profile.ts';
import { withFilter, withStep } from '../../core/profile/recipe-fixes.ts';
import type { RecipeParams } from '../../core/recipe/recipe.ts';
import { editPlan } from '../edit-plan.ts';
import type { StudioApi } from '../protocol.ts';
import type { Session } from '../session.ts';
import { setKind, setProblem, setRole } from './planning.ts';
import { carryPlan, reread } from './understanding.ts';

type FixOf<Action extends Fix['action']> = Extract<Fix, { readonly action: Action }>;

function changeRecipes(session: Session, fix: Fix, change: (recipe: RecipeParams) => RecipeParams): void {
  const { dense, native } = session.require('recipe', 'recipe', 'choose a target that can be trained first').settings;
  session.record('recipe', { dense: change(dense), native: change(native) }, null);
  session.note(fix.label, 'A finding offered it.', null);
}

async function setDateOrder(session: Session, { column, order }: FixOf<'set-date-order'>): Promise<void> {
  const { options } = session.require('dataset', 'dataset', 'drop a file first').settings;
  const format = { ...options.formats?.[column], date: order };
  await reread(session, { ...options, formats: { ...options.formats, [column]: format } });
  session.note(`Dates of ${column} are read ${order === 'mdy' ? 'month' : 'day'} first`, 'The source was read again.', null);
}

function changeSplit(session: Session, fix: FixOf<'set-split'>): void {
  const split = session.require('split', 'split', 'choose a target that can be trained first').settings;
  session.record('split', { ...split, ...fix.change }, null);
  carryPlan(session);
  session.note(fix.label, 'A finding offered it.', null);
}

/**
 * Does what a fix says. One that says what a column is answers its finding, which is then gone, unless the finding says
 * it of other columns too; the others stand in the recipe, the split or the problem, where the finding shows as settled
 * for as long as they do.
 */
async function applyFix(session: Session, findingId: string, fix: Fix): Promise<void> {
  switch (fix.action) {
    case 'set-role':
      await setRole(session, fix.column, fix.role);
      return isOneOfSeveral(session, findingId, fix) ? undefined : dismiss(session, findingId);
    case 'set-kind':
      await setKind(session, fix.column, fix.kind);
      return dismiss(session, findingId);
    case 'set-date-order':
      return setDateOrder(session, fix);
    case 'add-step':
      return changeRecipes(session, fix, (recipe) => (fix.inputs.includes(recipe.input) ? withStep(recipe, fix.step) : recipe));
    case 'add-row-filter':
      return changeRecipes(session, fix, (recipe) => withFilter(recipe, fix.filter));
    case 'set-split':
      return changeSplit(session, fix);
    case 'restate':
      return setProblem(session, fix.change);
  }
}

/** Whether the finding has the same to say of other columns: "leave a out", "leave b out". */
function isOneOfSeveral(session: Session, findingId: string, { column }: FixOf<'set-role'>): boolean {
  const findings = session.require('dataset', 'dataset', 'drop a file first').result?.profile.findings ?? [];
  const fixes = findings.find(({ id }) => id === findingId)?.fixes ?? [];
  return fixes.some((fix) => fix.action === 'set-role' && fix.column !== column);
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

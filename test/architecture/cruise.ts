import { cruise, type ICruiseResult } from 'dependency-cruiser';
import { forbidden } from './rules.ts';

/** The broken house rules below `root`/src: "rule: from → to", sorted. */
export async function brokenRules(root: string): Promise<string[]> {
  const { output } = await cruise(['src'], {
    baseDir: root,
    validate: true,
    ruleSet: { forbidden },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: { extensions: ['.ts', '.svelte.ts', '.svelte', '.js'], exportsFields: ['exports'], conditionNames: ['import', 'svelte', 'types'] },
  });
  const { violations, totalCruised } = (output as ICruiseResult).summary;
  if (totalCruised === 0) throw new Error(`nothing was read below ${root}/src`);
  return violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`).sort();
}

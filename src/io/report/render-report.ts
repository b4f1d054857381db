import { factsOf, type ReportInput } from './facts.ts';
import { html } from './html.ts';
import { dataSection } from './section-data.ts';
import { evaluationSection, importanceSection } from './section-evaluation.ts';
import { limitsSection } from './section-limits.ts';
import { leaderboardSection, methodSection } from './section-method.ts';
import { problemSection } from './section-problem.ts';
import { reproduceSection } from './section-reproduce.ts';
import { runSection } from './section-run.ts';
import { headline, masthead } from './section-summary.ts';
import { style } from './style.ts';

export { NothingToReport, type ReportInput } from './facts.ts';

const titles = {
  problem: 'Problem',
  data: 'Data',
  method: 'Split and recipe',
  models: 'Candidates',
  run: 'The run',
  evaluation: 'Evaluation',
  importance: 'Importance',
  limits: 'How to read it',
  reproduce: 'Reproduce',
} as const;

/**
 * The report of a project as one HTML text that stands alone: no script, nothing loaded, its own content security
 * policy. It tells of the versions that the chosen model came from. The same input gives the same text.
 * Throws NothingToReport where no run has finished.
 */
export function renderReport(input: ReportInput): string {
  const facts = factsOf(input);
  const sections = {
    problem: problemSection(facts),
    data: dataSection(facts),
    method: methodSection(facts),
    models: leaderboardSection(facts),
    run: runSection(facts),
    evaluation: evaluationSection(facts),
    importance: importanceSection(facts),
    limits: limitsSection(facts),
    reproduce: reproduceSection(facts),
  };
  const present = (Object.keys(titles) as (keyof typeof titles)[]).filter((id) => sections[id] !== null);
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="Atelier">
<meta name="referrer" content="no-referrer">
<title>${input.project.name}: report</title>
<style>${style}</style>
</head>
<body>
<main>
${masthead(facts)}
${headline(facts)}
<nav aria-label="Contents">${present.map((id) => html`<a href="#${id}">${titles[id]}</a>`)}</nav>
${present.map((id) => sections[id])}
<footer>Written by Atelier in the browser. This page loads nothing and runs no script.</footer>
</main>
</body>
</html>
`.text;
}

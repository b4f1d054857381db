import type { Download, Page } from 'playwright-core';

export type StageLabel = 'Problem' | 'Data' | 'Model' | 'Infrastructure' | 'Serve' | 'Monitor' | 'History';

/** Thrown where the page shows that something went wrong. */
export class StudioSaid extends Error {}

const readingMs = 120_000;
/** A report measures importance first where that has not been done. */
const writingMs = 600_000;

/** The studio as a person uses it: through labels and roles alone. */
export class StudioPage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  async open(url: string): Promise<void> {
    await this.page.goto(url);
    await this.page.getByLabel('Choose a file').waitFor({ state: 'attached' });
  }

  /** Chooses a data file on the first page and waits until it is read; throws StudioSaid where it cannot be. */
  async read(file: string | { name: string; mimeType: string; buffer: Buffer }): Promise<void> {
    await this.page.getByLabel('Choose a file').setInputFiles(file);
    await this.stages.or(this.trouble).first().waitFor({ timeout: readingMs });
    await this.idle(readingMs);
  }

  /** Drops a file on the page, wherever it is. */
  async drop(file: { name: string; mimeType: string; buffer: Buffer }): Promise<void> {
    const transfer = await this.page.evaluateHandle(
      ({ name, type, base64 }) => {
        const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
        const dropped = new DataTransfer();
        dropped.items.add(new File([bytes], name, { type }));
        return dropped;
      },
      { name: file.name, type: file.mimeType, base64: file.buffer.toString('base64') },
    );
    for (const type of ['dragenter', 'dragover', 'drop']) await this.page.dispatchEvent('main', type, { dataTransfer: transfer });
  }

  get stages() {
    return this.page.getByRole('navigation', { name: 'Stages' });
  }

  get trouble() {
    return this.page.getByRole('alert');
  }

  /** What the alert says, or null where there is none. */
  async troubleText(): Promise<string | null> {
    return (await this.trouble.count()) > 0 ? this.trouble.first().innerText() : null;
  }

  async go(stage: StageLabel): Promise<void> {
    await this.stages.getByRole('link', { name: new RegExp(`^${stage}`) }).or(this.stages.getByRole('button', { name: new RegExp(`^${stage}`) })).first().click();
    await this.page.getByText('Loading this screen…').waitFor({ state: 'detached' });
  }

  /** Waits until every command is answered; throws StudioSaid where the page shows trouble. */
  async idle(timeout: number): Promise<void> {
    await this.page.waitForFunction(() => document.querySelector('main')?.dataset.busy !== 'true', undefined, { timeout, polling: 50 });
    const said = await this.troubleText();
    if (said) throw new StudioSaid(said);
  }

  /** Picks an option where it is not picked already, and waits for what follows from it. */
  async pick(label: string, value: string): Promise<void> {
    const picker = this.page.getByRole('combobox', { name: label, exact: true });
    await picker.waitFor();
    // Lists of the ledger are filled when the focus comes.
    await picker.focus();
    if ((await picker.inputValue()) === value) return;
    await picker.selectOption(value);
    await this.idle(readingMs);
  }

  /** Gives a column a role on Data; the column is searched, since of a wide table only what is in view is on the page. */
  async pickRole(column: string, role: string): Promise<void> {
    const search = this.page.getByRole('searchbox', { name: 'Find a column' });
    await search.fill(column);
    await this.pick(`Role of ${column}`, role);
    await search.fill('');
  }

  async press(name: string): Promise<void> {
    await this.page.getByRole('button', { name, exact: true }).click();
  }

  /** Waits until the top bar says that everything is saved. */
  async saved(): Promise<void> {
    await this.page.getByText(/^saved \d/).first().waitFor({ timeout: 30_000 });
  }

  /** Presses a button and gives the file that the page then offers. */
  async downloadBy(name: string): Promise<Download> {
    const button = this.page.getByRole('button', { name, exact: true });
    const [download] = await Promise.all([this.page.waitForEvent('download', { timeout: writingMs }), button.click()]);
    return download;
  }

  /** Trains with the given budget and waits for the leaderboard; a run takes longer than its budget by what it reads and measures. */
  async train(budgetSeconds: number): Promise<void> {
    await this.page.getByLabel('Training budget').fill(String(budgetSeconds));
    await this.press('Train models');
    await this.idle((budgetSeconds * 4 + 300) * 1000);
    await this.page.getByRole('table', { name: 'Leaderboard' }).waitFor({ timeout: 30_000 });
  }

  /** Chooses the model that is selected, which is the best unless another was picked. */
  async choose(): Promise<void> {
    await this.press('Choose this model');
    await this.idle(900_000);
  }

  /** The open project as one file. */
  async exportProject(): Promise<Download> {
    await this.press('Project menu');
    const [download] = await Promise.all([
      this.page.waitForEvent('download', { timeout: readingMs }),
      this.page.getByRole('menuitem', { name: 'Export this project' }).click(),
    ]);
    return download;
  }

  /** Opens an exported project from the first page. */
  async importProject(file: string): Promise<void> {
    await this.page.getByLabel('Choose a project file').first().setInputFiles(file);
    await this.stages.or(this.trouble).first().waitFor({ timeout: readingMs });
    await this.idle(readingMs);
  }
}

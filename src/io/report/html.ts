/** Markup that is safe to put into the page as it stands; only `html` and `markup` make it. */
export class Html {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/** What may stand in a template: markup stays, everything else becomes text; null and false become nothing. */
export type Content = Html | string | number | null | false | readonly Content[];

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Text for use between tags and in quoted attributes; control characters, which HTML has no place for, become U+FFFD. */
export function escapeHtml(text: string): string {
  return text
    .replace(/[&<>"']/g, (sign) => entities[sign])
    .replace(/\p{Cc}/gu, (sign) => (/\s/.test(sign) ? sign : '\ufffd'));
}

function rendered(content: Content): string {
  if (content === null || content === false) return '';
  if (content instanceof Html) return content.text;
  if (typeof content === 'string' || typeof content === 'number') return escapeHtml(String(content));
  return content.map(rendered).join('');
}

/** Markup with everything that is filled in escaped, unless it is markup itself. */
export function html(strings: TemplateStringsArray, ...contents: readonly Content[]): Html {
  return new Html(strings.reduce((text, part, at) => text + rendered(contents[at - 1] ?? null) + part));
}

/** Markup from a constant of this program, never from data. */
export function markup(constant: string): Html {
  return new Html(constant);
}

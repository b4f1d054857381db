/** The project named by the page's address: "#/project/<id>"; null where it names none. */
export function projectIdIn(hash: string): string | null {
  const found = /^#\/project\/([^/?]+)$/.exec(hash);
  return found ? decodeURIComponent(found[1]) : null;
}

/** The address of a project, or of the first page. */
export function addressOf(projectId: string | null): string {
  return projectId ? `#/project/${encodeURIComponent(projectId)}` : '#/';
}

import { spawnSync } from 'node:child_process';

const interpreters = ['/usr/bin/python3', 'python3'];

/** The Python that has `module`, and the module's version; null where none has. */
export function findPython(module: string): { readonly python: string; readonly version: string } | null {
  for (const python of interpreters) {
    const asked = spawnSync(python, ['-c', `import ${module}; print(${module}.__version__)`], { encoding: 'utf8' });
    if (asked.status === 0) return { python, version: asked.stdout.trim() };
  }
  return null;
}

/** What a Python script prints as JSON, given `input` on stdin; throws with what it says on stderr where it fails. */
export function runPython<T>(python: string, script: string, args: readonly string[], input = ''): T {
  const done = spawnSync(python, [script, ...args], { encoding: 'utf8', maxBuffer: 1 << 24, input });
  if (done.status !== 0) throw new Error(`${script}: ${done.stderr}`);
  return JSON.parse(done.stdout) as T;
}

import type { StorageEstimateSeen } from './studio-storage.ts';

function storageManager(): StorageManager | undefined {
  return (globalThis.navigator as Navigator | undefined)?.storage;
}

/** What the browser says of room and persistence; null where it does not say. */
export async function estimateRoom(): Promise<StorageEstimateSeen | null> {
  const manager = storageManager();
  if (!manager) return null;
  const [{ usage, quota }, persistent] = await Promise.all([manager.estimate(), manager.persisted()]);
  return { usedBytes: usage ?? 0, quotaBytes: quota ?? 0, persistent };
}

/** Asks the browser to keep the studio's data; false where it refuses or cannot be asked (workers of some browsers). */
export async function persistRoom(): Promise<boolean> {
  const manager = storageManager();
  if (!manager) return false;
  if (await manager.persisted()) return true;
  return typeof manager.persist === 'function' ? manager.persist() : false;
}

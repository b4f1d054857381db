import { expect, it } from 'vitest';
import { DeviceFailed } from '../../src/engine/engine-errors.ts';
import { orLost, type GpuAccess } from '../../src/engine/gpu/gpu-access.ts';

function losableGpu() {
  let lose: (info: { message: string; reason: string }) => void = () => undefined;
  const lost = new Promise<{ message: string; reason: string }>((resolve) => (lose = resolve));
  const access = { gpu: { lost }, software: false, check: () => undefined } as unknown as GpuAccess;
  return { access, lose: (message: string) => lose({ message, reason: 'unknown' }) };
}
const pending = new Promise<never>(() => undefined);

it('work that a lost device leaves pending ends in words', async () => {
  const { access, lose } = losableGpu();
  const waits = [orLost(access, pending), orLost(access, pending)];
  lose('the GPU process crashed');
  for (const wait of waits) await expect(wait).rejects.toThrow(/DeviceFailed: the GPU reported "device lost \(the GPU process crashed\)"/);
});

it('work that ends first is what counts, and a loss after it is nobody’s unhandled rejection', async () => {
  const { access, lose } = losableGpu();
  expect(await orLost(access, Promise.resolve(7))).toBe(7);
  lose('later');
  await new Promise((resolve) => setTimeout(resolve, 0));
});

it('work that is rejected is the device’s failure: the one it told of, or what the work says', async () => {
  const { access } = losableGpu();
  await expect(orLost(access, Promise.reject(new Error('mapping was aborted')))).rejects.toThrow(/DeviceFailed: .*mapping was aborted/);
  const told = {
    ...access,
    check: () => {
      throw new DeviceFailed('out of memory');
    },
  };
  await expect(orLost(told, Promise.reject(new Error('mapping was aborted')))).rejects.toThrow(/out of memory/);
});

import { describe, expect, it } from 'vitest';
import { describeAdapter } from '../../src/engine/adapter.ts';

const none = { vendor: '', architecture: '', device: '', description: '', isFallbackAdapter: false };

describe('describeAdapter', () => {
  it.each([
    [{ ...none, vendor: 'google', architecture: 'swiftshader' }, 'SwiftShader (software)', true],
    [
      { ...none, vendor: 'mesa', description: 'llvmpipe (LLVM 15.0.7, 256 bits)' },
      'llvmpipe (LLVM 15.0.7, 256 bits) (software)',
      true,
    ],
    [
      { ...none, vendor: 'microsoft', description: 'Microsoft Basic Render Driver' },
      'Microsoft Basic Render Driver (software)',
      true,
    ],
    [{ ...none, vendor: 'intel', architecture: 'gen-9', isFallbackAdapter: true }, 'intel gen-9 (software)', true],
    [{ ...none, vendor: 'nvidia', architecture: 'ampere' }, 'nvidia ampere', false],
    [{ ...none, vendor: 'apple', architecture: 'metal-3', description: 'Apple M2' }, 'Apple M2', false],
    [none, 'unnamed adapter', false],
  ])('%j is %s', (facts, name, software) => {
    expect(describeAdapter(facts)).toEqual({ name, software });
  });
});

/** What a WebGPU adapter says about itself. */
export interface AdapterFacts {
  readonly vendor: string;
  readonly architecture: string;
  readonly device: string;
  readonly description: string;
  readonly isFallbackAdapter: boolean;
}

const softwareNames = /swiftshader|llvmpipe|lavapipe|softpipe|microsoft basic render|\bwarp\b|software/i;

/** The adapter's name as shown, and whether it computes on the CPU. */
export function describeAdapter(facts: AdapterFacts): { name: string; software: boolean } {
  const { vendor, architecture, device, description } = facts;
  const software = facts.isFallbackAdapter || softwareNames.test([vendor, architecture, device, description].join(' '));
  const known = description || [vendor, device || architecture].filter(Boolean).join(' ');
  const name = /swiftshader/i.test([architecture, description].join(' ')) ? 'SwiftShader' : known || 'unnamed adapter';
  return { name: software ? `${name} (software)` : name, software };
}

import { mostReplicas } from './kernel.ts';

type Field<Name extends string> = readonly [Name, 'u32' | 'f32'];

/** A struct of four-byte numbers as WGSL has it and as the CPU writes it. */
export interface UniformStruct<Name extends string> {
  readonly text: string;
  /** Bytes of one, of which an array in a uniform has elements right after each other. */
  readonly bytes: number;
  /** An array of them with an element for each net that may be trained at once; zeros after those given. */
  write(elements: readonly Readonly<Record<Name, number>>[]): ArrayBuffer;
}

export function uniformStruct<Name extends string>(name: string, fields: readonly Field<Name>[]): UniformStruct<Name> {
  // Elements of an array in a uniform begin at multiples of 16 bytes.
  const words = 4 * Math.ceil(fields.length / 4);
  const padding = Array.from({ length: words - fields.length }, (_, i) => `pad${i}: u32`);
  return {
    text: `struct ${name} { ${[...fields.map(([field, type]) => `${field}: ${type}`), ...padding].join(', ')} }`,
    bytes: 4 * words,
    write(elements) {
      const array = new ArrayBuffer(mostReplicas * words * 4);
      const [floats, ints] = [new Float32Array(array), new Uint32Array(array)];
      elements.forEach((element, e) => {
        fields.forEach(([field, type], f) => ((type === 'f32' ? floats : ints)[e * words + f] = element[field]));
      });
      return array;
    },
  };
}

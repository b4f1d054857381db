import { fromBase64, toBase64 } from '../../core/math/base64.ts';

/** The typed arrays that stored values hold, by the tag under which they are written. */
const arrayTypes = { f64: Float64Array, f32: Float32Array, i32: Int32Array, u32: Uint32Array, u16: Uint16Array, u8: Uint8Array, i8: Int8Array } as const;

type Tag = keyof typeof arrayTypes;

const tagKey = '$array';

function tagOf(value: unknown): Tag | null {
  const found = Object.entries(arrayTypes).find(([, type]) => value instanceof type);
  return found ? (found[0] as Tag) : null;
}

const notFinite: ReadonlySet<unknown> = new Set(['NaN', 'Infinity', '-Infinity']);

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  const bytes = fromBase64(base64);
  if (!bytes) throw new SyntaxError('the bytes of an array are no base64');
  return bytes;
}

/**
 * JSON text of plain data with typed arrays, which become { "$array": kind, "bytes": base64 } in little-endian order,
 * so that every bit comes back. NaN and infinities outside typed arrays become { "$number": "NaN" }.
 */
export function encodePlain(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) => {
    if (typeof inner === 'number' && !Number.isFinite(inner)) return { $number: String(inner) };
    const tag = tagOf(inner);
    if (tag === null) return inner;
    const array = inner as Float64Array;
    return { [tagKey]: tag, bytes: toBase64(new Uint8Array(array.buffer, array.byteOffset, array.byteLength)) };
  });
}

/** The data that `encodePlain` wrote; throws SyntaxError where the text is not JSON, or an array in it is spoilt. */
export function decodePlain(text: string): unknown {
  return JSON.parse(text, (_key, inner: unknown) => {
    if (typeof inner !== 'object' || inner === null) return inner;
    const keys = Object.keys(inner).join();
    if (keys === '$number' && notFinite.has((inner as { $number: unknown }).$number)) return Number((inner as { $number: string }).$number);
    const { [tagKey]: tag, bytes } = inner as { readonly [tagKey]?: unknown; readonly bytes?: unknown };
    // A record by column name may have a column called "$array" or "$number": those are told by what they hold.
    if (keys !== `${tagKey},bytes` || !Object.hasOwn(arrayTypes, String(tag))) return inner;
    return new arrayTypes[tag as Tag](bytesOf(String(bytes)).buffer);
  });
}

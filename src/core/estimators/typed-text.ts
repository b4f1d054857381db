/** The typed arrays that can be written as text, by the tag under which they are. */
const arrayTypes = {
  f64: Float64Array,
  f32: Float32Array,
  i32: Int32Array,
  u32: Uint32Array,
  i16: Int16Array,
  u16: Uint16Array,
  i8: Int8Array,
  u8: Uint8Array,
} as const;

type Tag = keyof typeof arrayTypes;
type ArrayOf<T extends Tag> = InstanceType<(typeof arrayTypes)[T]>;

/** Thrown where a text is no typed array of the kind that was asked for. */
export class TypedTextUnreadable extends Error {
  readonly code = 'TypedTextUnreadable';
  constructor(what: string) {
    super(`TypedTextUnreadable: ${what}; export the model again`);
    this.name = 'TypedTextUnreadable';
  }
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const padding = 61;
const signs = Uint8Array.from(alphabet, (sign) => sign.charCodeAt(0));
const notASign = 255;
const values = new Uint8Array(128).fill(notASign);
signs.forEach((sign, value) => (values[sign] = value));

/** Characters that are turned into a string at once: fewer than a call takes arguments in any engine. */
const chunk = 0x2000;

function base64Of(bytes: Uint8Array): string {
  const codes = new Uint8Array(4 * Math.ceil(bytes.length / 3));
  let to = 0;
  for (let at = 0; at < bytes.length; at += 3) {
    const left = bytes.length - at;
    const word = (bytes[at] << 16) | (left > 1 ? bytes[at + 1] << 8 : 0) | (left > 2 ? bytes[at + 2] : 0);
    codes[to++] = signs[word >> 18];
    codes[to++] = signs[(word >> 12) & 63];
    codes[to++] = left > 1 ? signs[(word >> 6) & 63] : padding;
    codes[to++] = left > 2 ? signs[word & 63] : padding;
  }
  const parts: string[] = [];
  for (let at = 0; at < codes.length; at += chunk) parts.push(String.fromCharCode(...codes.subarray(at, at + chunk)));
  return parts.join('');
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  const { length } = base64;
  if (length % 4 !== 0) throw new TypedTextUnreadable(`base64 of ${length} characters, which is no multiple of four`);
  const nPadding = base64.endsWith('==') ? 2 : base64.endsWith('=') ? 1 : 0;
  const bytes = new Uint8Array((length / 4) * 3 - nPadding);
  let to = 0;
  for (let at = 0; at < length; at += 4) {
    let word = 0;
    for (let i = 0; i < 4; i++) {
      const sign = base64.charCodeAt(at + i);
      const isPadding = at + i >= length - nPadding;
      const value = isPadding ? 0 : sign < 128 ? values[sign] : notASign;
      if (value === notASign) throw new TypedTextUnreadable(`"${base64[at + i]}" at ${at + i} is no base64`);
      word = (word << 6) | value;
    }
    for (let shift = 16; shift >= 0 && to < bytes.length; shift -= 8) bytes[to++] = (word >> shift) & 255;
  }
  return bytes;
}

const isLittleEndian = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

/** The bytes with those of each element in the other order, where this machine's own is not little-endian. */
function littleEndian(bytes: Uint8Array<ArrayBuffer>, bytesPerElement: number): Uint8Array<ArrayBuffer> {
  if (isLittleEndian || bytesPerElement === 1) return bytes;
  for (let at = 0; at < bytes.length; at += bytesPerElement) bytes.subarray(at, at + bytesPerElement).reverse();
  return bytes;
}

/**
 * The array as text for JSON: its kind, a colon, and its bytes in little-endian order as base64 (RFC 4648), as in
 * "f32:AACAPw==". Every bit comes back, NaN and infinities included, and a float32 takes 5.3 characters where its shortest
 * digits take some 10 to 20. An empty array is the kind alone.
 */
export function encodeTyped(array: ArrayOf<Tag>): string {
  const found = (Object.keys(arrayTypes) as Tag[]).find((tag) => array instanceof arrayTypes[tag]);
  const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
  return `${found}:${base64Of(littleEndian(isLittleEndian ? (bytes as Uint8Array<ArrayBuffer>) : bytes.slice(), array.BYTES_PER_ELEMENT))}`;
}

/** The array of kind `tag` that `encodeTyped` wrote. Throws TypedTextUnreadable where the text holds another kind, or is spoilt. */
export function decodeTyped<T extends Tag>(text: string, tag: T): ArrayOf<T> {
  if (typeof text !== 'string' || !text.startsWith(`${tag}:`)) {
    throw new TypedTextUnreadable(`"${String(text).slice(0, 12)}" stands where an array of kind ${tag} belongs`);
  }
  const bytes = bytesOf(text.slice(tag.length + 1));
  const type = arrayTypes[tag];
  if (bytes.length % type.BYTES_PER_ELEMENT !== 0)
    throw new TypedTextUnreadable(`${bytes.length} bytes are no whole number of ${tag}`);
  return new type(littleEndian(bytes, type.BYTES_PER_ELEMENT).buffer) as ArrayOf<T>;
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const valueOf = new Int16Array(128).fill(-1);
for (let i = 0; i < alphabet.length; i++) valueOf[alphabet.charCodeAt(i)] = i;

/** Code units that are made a string at a time. */
const chunk = 8192;

/** The base64 text of `bytes` (RFC 4648, padded); '' for none. */
export function toBase64(bytes: Uint8Array): string {
  const parts: string[] = [];
  const units = new Uint16Array(4 * chunk);
  let filled = 0;
  for (let i = 0; i < bytes.length; i += 3) {
    const left = bytes.length - i;
    const triple = (bytes[i] << 16) | ((left > 1 ? bytes[i + 1] : 0) << 8) | (left > 2 ? bytes[i + 2] : 0);
    units[filled] = alphabet.charCodeAt(triple >> 18);
    units[filled + 1] = alphabet.charCodeAt((triple >> 12) & 63);
    units[filled + 2] = left > 1 ? alphabet.charCodeAt((triple >> 6) & 63) : 61;
    units[filled + 3] = left > 2 ? alphabet.charCodeAt(triple & 63) : 61;
    filled += 4;
    if (filled === units.length) {
      parts.push(String.fromCharCode(...units));
      filled = 0;
    }
  }
  parts.push(String.fromCharCode(...units.subarray(0, filled)));
  return parts.join('');
}

/** The bytes that `text` is the base64 of, in a buffer of their own; null where it is no padded base64. */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> | null {
  if (text.length % 4 !== 0) return null;
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  const bytes = new Uint8Array((text.length / 4) * 3 - padding);
  for (let i = 0, at = 0; i < text.length; i += 4) {
    let quad = 0;
    for (let k = 0; k < 4; k++) {
      const code = text.charCodeAt(i + k);
      const isPadding = code === 61 && i + k >= text.length - padding;
      const value = isPadding ? 0 : code < 128 ? valueOf[code] : -1;
      if (value < 0) return null;
      quad = (quad << 6) | value;
    }
    bytes[at++] = quad >> 16;
    if (at < bytes.length) bytes[at++] = (quad >> 8) & 255;
    if (at < bytes.length) bytes[at++] = quad & 255;
  }
  return bytes;
}

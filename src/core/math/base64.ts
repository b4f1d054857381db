const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const codes = Uint8Array.from(alphabet, (sign) => sign.charCodeAt(0));
/** Above every value of a sign, and of no bit that one has. */
const noSign = 64;
const values = new Uint8Array(128).fill(noSign);
codes.forEach((code, value) => (values[code] = value));

/** Code units that are made a string at once: fewer than a call takes arguments in any engine. */
const chunk = 8192;

const textOf = (units: Uint8Array): string => String.fromCharCode.apply(null, units as unknown as number[]);

/** The base64 text of `bytes` (RFC 4648, padded), without what a platform brings for it; '' for none. */
export function toBase64(bytes: Uint8Array): string {
  const parts: string[] = [];
  const units = new Uint8Array(chunk);
  const whole = bytes.length - (bytes.length % 3);
  let filled = 0;
  for (let i = 0; i < whole; i += 3) {
    const triple = (bytes[i] << 16) | (bytes[i + 1] << 8) | bytes[i + 2];
    units[filled] = codes[triple >> 18];
    units[filled + 1] = codes[(triple >> 12) & 63];
    units[filled + 2] = codes[(triple >> 6) & 63];
    units[filled + 3] = codes[triple & 63];
    filled += 4;
    if (filled < chunk) continue;
    parts.push(textOf(units));
    filled = 0;
  }
  parts.push(textOf(units.subarray(0, filled)));
  const left = bytes.length - whole;
  if (left > 0) {
    const [first, second = 0] = bytes.subarray(whole);
    const third = left > 1 ? alphabet[(second & 15) << 2] : '=';
    parts.push(`${alphabet[first >> 2]}${alphabet[((first & 3) << 4) | (second >> 4)]}${third}=`);
  }
  return parts.join('');
}

/** The bytes that `text` is the base64 of, in a buffer of their own; null where it is no padded base64. */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> | null {
  if (text.length % 4 !== 0) return null;
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  const bytes = new Uint8Array((text.length / 4) * 3 - padding);
  let seen = 0;
  let at = 0;
  for (let i = 0; i < text.length; i += 4) {
    const nPadding = i + 4 === text.length ? padding : 0;
    const [a, b] = [text.charCodeAt(i), text.charCodeAt(i + 1)];
    const c = nPadding > 1 ? codes[0] : text.charCodeAt(i + 2);
    const d = nPadding > 0 ? codes[0] : text.charCodeAt(i + 3);
    const [first, second, third, fourth] = [values[a & 127], values[b & 127], values[c & 127], values[d & 127]];
    seen |= first | second | third | fourth | ((a | b | c | d) & ~127);
    bytes[at++] = (first << 2) | (second >> 4);
    if (nPadding < 2) bytes[at++] = (second << 4) | (third >> 2);
    if (nPadding < 1) bytes[at++] = (third << 6) | fourth;
  }
  return seen >= noSign ? null : bytes;
}

const midnight = /T00:00:00\.000Z$/;

/** A moment as text: the day where it is midnight, else with its time, without a zone. */
export function momentText(moment: Date): string {
  const ms = moment.getTime();
  if (Number.isNaN(ms)) return '';
  const second = Math.round(ms / 1000) * 1000;
  // A workbook keeps moments as fractions of days, which miss their second by a hair.
  const text = new Date(Math.abs(ms - second) <= 1 ? second : ms).toISOString();
  return midnight.test(text) ? text.slice(0, -14) : text.replace('T', ' ').replace(/(\.000)?Z$/, '');
}

/** A value that JSON does not know as one that it does. */
function plainValue(_key: string, value: unknown): unknown {
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : value.toString();
  if (value instanceof Uint8Array) return hexText(value);
  return value;
}

/** Bytes in hexadecimal digits. */
export function hexText(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * A typed value as the field of a record: numbers in their shortest form that reads back the same, missing ones and NaN
 * as the empty field, true and false as words, moments in ISO form, lists and objects as JSON.
 */
export function cellText(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return value;
    case 'number':
      return Number.isNaN(value) ? '' : String(value);
    case 'bigint':
    case 'boolean':
      return String(value);
    case 'object':
      if (value === null) return '';
      if (value instanceof Date) return momentText(value);
      if (value instanceof Uint8Array) return hexText(value);
      return JSON.stringify(value, plainValue);
    default:
      return '';
  }
}

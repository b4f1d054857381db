import type { FileMetaData, SchemaElement, SchemaTree } from 'hyparquet';
import { cellText, hexText } from './cell-text.ts';
import { typedDates, typedNumbers, type WrittenAs } from './row-source.ts';

/** One column of the table: a column of the file, or a field of a structure in one. */
export interface ParquetColumn {
  /** As hyparquet reads it. */
  readonly column: string;
  readonly name: string;
  readonly text: (value: unknown) => string;
  readonly written: WrittenAs | null;
}

/** Whole digits with a decimal point `scale` places from their end. */
export function decimalText(digits: bigint, scale: number): string {
  if (scale <= 0) return String(digits * 10n ** BigInt(-scale));
  const sign = digits < 0n ? '-' : '';
  const padded = String(digits < 0n ? -digits : digits).padStart(scale + 1, '0');
  return `${sign}${padded.slice(0, -scale)}.${padded.slice(-scale)}`;
}

function signedBytes(bytes: Uint8Array): bigint {
  let value = 0n;
  for (const byte of bytes) value = value * 256n + BigInt(byte);
  return bytes.length > 0 && bytes[0] >= 128 ? value - (1n << BigInt(8 * bytes.length)) : value;
}

/** A moment `ticks` after 1970, with `perSecond` ticks a second, as text that keeps every digit of its fraction. */
export function ticksText(ticks: bigint, perSecond: bigint): string {
  const rest = ((ticks % perSecond) + perSecond) % perSecond;
  const seconds = (ticks - rest) / perSecond;
  const moment = new Date(Number(seconds) * 1000);
  if (Number.isNaN(moment.getTime())) return String(ticks);
  const text = moment.toISOString().slice(0, -5);
  if (rest === 0n) return text.endsWith('T00:00:00') ? text.slice(0, -9) : text.replace('T', ' ');
  const digits = String(perSecond).length - 1;
  return `${text.replace('T', ' ')}.${String(rest).padStart(digits, '0').replace(/0+$/, '')}`;
}

/** Time of day in ticks after midnight. */
function timeText(ticks: bigint, perSecond: bigint): string {
  const moment = ticksText(ticks, perSecond);
  return moment.length > 10 ? moment.slice(11) : '00:00:00';
}

/** What hyparquet would make of moments and bytes, made text at once. */
export const textParsers = {
  timestampFromMilliseconds: (ticks: bigint) => ticksText(BigInt(ticks), 1000n),
  timestampFromMicroseconds: (ticks: bigint) => ticksText(BigInt(ticks), 1_000_000n),
  timestampFromNanoseconds: (ticks: bigint) => ticksText(BigInt(ticks), 1_000_000_000n),
  dateFromDays: (days: number) => ticksText(BigInt(days) * 86_400n, 1n),
};

const isDecimal = ({ converted_type, logical_type }: SchemaElement) => converted_type === 'DECIMAL' || logical_type?.type === 'DECIMAL';

/** The file's metadata with decimals as the whole numbers that they are stored as: as float64 they would lose digits. */
export function withRawDecimals(metadata: FileMetaData): FileMetaData {
  const schema = metadata.schema.map((element) => {
    if (!isDecimal(element) || element.type === 'BYTE_ARRAY') return element;
    const { converted_type: _converted, logical_type: _logical, ...raw } = element;
    return raw;
  });
  return { ...metadata, schema };
}

function valueText(element: SchemaElement): (value: unknown) => string {
  const { logical_type: logical, converted_type: converted } = element;
  if (isDecimal(element)) {
    const scale = element.scale ?? (logical?.type === 'DECIMAL' ? logical.scale : 0);
    return (value) => {
      if (value === null || value === undefined) return '';
      if (value instanceof Uint8Array) return decimalText(signedBytes(value), scale);
      if (element.type === 'BYTE_ARRAY') return Number(value).toFixed(scale);
      return decimalText(BigInt(value as number | bigint), scale);
    };
  }
  const unit = logical?.type === 'TIME' ? logical.unit : converted === 'TIME_MILLIS' ? 'MILLIS' : converted === 'TIME_MICROS' ? 'MICROS' : null;
  if (unit !== null) {
    const perSecond = unit === 'MILLIS' ? 1000n : unit === 'MICROS' ? 1_000_000n : 1_000_000_000n;
    return (value) => (value === null || value === undefined ? '' : timeText(BigInt(value as number | bigint), perSecond));
  }
  if (element.type === 'FIXED_LEN_BYTE_ARRAY' && !logical && !converted) {
    return (value) => (value instanceof Uint8Array ? hexText(value) : cellText(value));
  }
  return cellText;
}

function writtenAs(element: SchemaElement): WrittenAs | null {
  const { type, logical_type: logical, converted_type: converted } = element;
  if (isDecimal(element)) return typedNumbers;
  if (logical?.type === 'TIMESTAMP' || logical?.type === 'DATE' || converted === 'DATE' || type === 'INT96' || /^TIMESTAMP/.test(converted ?? '')) return typedDates;
  if (logical?.type === 'TIME' || /^TIME_/.test(converted ?? '')) return null;
  if (logical?.type === 'FLOAT16') return typedNumbers;
  return type === 'INT32' || type === 'INT64' || type === 'FLOAT' || type === 'DOUBLE' ? typedNumbers : null;
}

const isPlainStruct = ({ element, children }: SchemaTree) =>
  children.length > 0 && element.repetition_type !== 'REPEATED' && !element.logical_type && !['LIST', 'MAP', 'MAP_KEY_VALUE'].includes(element.converted_type ?? '');

/** The table's columns: those of the file, structures spread by one level, what lies deeper as JSON. */
export function parquetColumns(schema: SchemaTree): ParquetColumn[] {
  return schema.children.flatMap((tree): ParquetColumn[] => {
    const column = tree.element.name;
    if (!isPlainStruct(tree)) {
      return [{ column, name: column, text: tree.children.length > 0 ? cellText : valueText(tree.element), written: tree.children.length > 0 ? null : writtenAs(tree.element) }];
    }
    return tree.children.map(({ element, children }) => {
      const text = children.length > 0 ? cellText : valueText(element);
      const pick = (value: unknown) => (value === null || value === undefined ? '' : text((value as Record<string, unknown>)[element.name]));
      return { column, name: `${column}.${element.name}`, text: pick, written: children.length > 0 ? null : writtenAs(element) };
    });
  });
}

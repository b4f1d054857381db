import { formatNumber, missing } from './format.ts';

type Maybe = number | null | undefined;

function isGiven(value: Maybe): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

/** A length of time: "3.2 µs", "640 ms", "4.1 s", "1 min 02 s", "2 h 05 min". */
export function formatDuration(ms: Maybe): string {
  if (!isGiven(ms)) return missing;
  if (ms < 0.001) return '0 ms';
  if (ms < 0.995) return `${formatNumber(ms * 1000, 2)} µs`;
  if (ms < 999.5) return `${formatNumber(ms, ms < 10 ? 2 : 3)} ms`;
  if (ms < 9_950) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, '0')} s`;
  const minutes = Math.round(seconds / 60);
  return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')} min`;
}

/** A running clock: "0:38", "1:02:09". */
export function formatClock(ms: Maybe): string {
  if (!isGiven(ms)) return missing;
  const total = Math.max(0, Math.floor(ms / 1000));
  const hours = Math.floor(total / 3600);
  const minutes = Math.floor((total % 3600) / 60);
  const seconds = String(total % 60).padStart(2, '0');
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${seconds}` : `${minutes}:${seconds}`;
}

const sizes = ['B', 'kB', 'MB', 'GB', 'TB'];

/** A size in decimal units: "640 kB", "2.9 MB", "120 B". */
export function formatBytes(bytes: Maybe): string {
  if (!isGiven(bytes)) return missing;
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < sizes.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${unit === 0 ? String(Math.round(value)) : formatNumber(value, value < 100 ? 2 : 3)} ${sizes[unit]}`;
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** The local time of day of an ISO instant: "14:02". */
export function formatTime(iso: string | null | undefined): string {
  const at = new Date(iso ?? NaN);
  if (Number.isNaN(at.getTime())) return missing;
  return `${String(at.getHours()).padStart(2, '0')}:${String(at.getMinutes()).padStart(2, '0')}`;
}

/** The local day of an ISO instant: "12 Nov", with the year where it is another one than `now`'s. */
export function formatDay(iso: string | null | undefined, now: Date): string {
  const at = new Date(iso ?? NaN);
  if (Number.isNaN(at.getTime())) return missing;
  const year = at.getFullYear() === now.getFullYear() ? '' : ` ${at.getFullYear()}`;
  return `${at.getDate()} ${months[at.getMonth()]}${year}`;
}

/** How long ago: "just now", "2 minutes ago", "yesterday", "12 Nov". */
export function formatRelative(iso: string | null | undefined, now: Date): string {
  const at = new Date(iso ?? NaN);
  if (Number.isNaN(at.getTime())) return missing;
  const minutes = Math.floor((now.getTime() - at.getTime()) / 60_000);
  if (minutes < 1) return 'just now';
  if (minutes < 60) return minutes === 1 ? '1 minute ago' : `${minutes} minutes ago`;
  const dayOf = (date: Date) => new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
  const days = Math.round((dayOf(now) - dayOf(at)) / 86_400_000);
  if (days === 0) return `today ${formatTime(iso)}`;
  if (days === 1) return 'yesterday';
  return formatDay(iso, now);
}

/** An instant of a table, in UTC as it was read: "2019-03-01", with the time of day where `withTime`. */
export function formatInstant(ms: Maybe, withTime = false): string {
  if (!isGiven(ms) || Math.abs(ms) > 8.64e15) return missing;
  const iso = new Date(ms).toISOString();
  return withTime ? iso.slice(0, 16).replace('T', ' ') : iso.slice(0, iso.indexOf('T'));
}

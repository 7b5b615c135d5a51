/** With so many significant digits, none of them left out: 0.50, 12, 1240 (2 digits each, but for what stands before the point). */
export function withDigits(value: number, digits: number): string {
  if (value === 0) return '0';
  const before = Math.floor(Math.log10(Math.abs(Number(value.toPrecision(digits))))) + 1;
  return value.toFixed(Math.min(100, Math.max(0, digits - before)));
}

/**
 * Scales base units for a person; rows and calculations keep `_ms` and `_bytes`. Without `digits` there are three, and two below
 * 10 ms; from 100 s on minutes and seconds.
 */
export function formatMs(ms: number, digits?: number): string {
  if (digits !== undefined && ms < 99_950) {
    const inMs = Number(ms.toPrecision(digits)) < 1000;
    return inMs ? `${withDigits(ms, digits)} ms` : `${withDigits(ms / 1000, digits)} s`;
  }
  // Each bound is where the rounded number would get a digit more.
  if (ms < 999.5) return `${ms.toFixed(ms < 9.95 ? 1 : 0)} ms`;
  const seconds = ms / 1000;
  if (seconds < 99.95) return `${seconds.toFixed(seconds < 9.995 ? 2 : 1)} s`;
  const whole = Math.round(seconds);
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return `${minutes} min ${whole % 60} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

interface Scaled {
  readonly unit: string;
  readonly ms: number;
}

/** The unit in which two digits of a time are read. Each bound is where the rounded number would get a digit more. */
function unitOf(ms: number): Scaled {
  if (ms < 995) return { unit: 'ms', ms: 1 };
  if (ms < 99_500) return { unit: 's', ms: 1000 };
  return ms < 99.5 * 60_000 ? { unit: 'min', ms: 60_000 } : { unit: 'h', ms: 3_600_000 };
}

function twoDigits(value: number): string {
  const rounded = Number(value.toPrecision(2));
  return rounded < 10 ? (rounded < 1 && rounded > 0 ? String(rounded) : rounded.toFixed(1)) : String(rounded);
}

/** A time of which few samples are known, with two digits: `6.8 s`, `170 ms`, `2.5 min`. */
export function formatRoughMs(ms: number): string {
  const scale = unitOf(ms);
  return `${twoDigits(ms / scale.ms)} ${scale.unit}`;
}

/** The least and the most of few samples, in one unit: `6.6–7.1 s`, `0.85–1.2 s`; once where they are alike. */
export function formatRoughRange(low: number, high: number): string {
  const scale = unitOf(high);
  const [from, to] = [twoDigits(low / scale.ms), twoDigits(high / scale.ms)];
  return `${from === to ? '' : `${from}–`}${to} ${scale.unit}`;
}

/** `1h30m`: a time as it is given on the command line, in whole seconds. */
export function formatSpan(ms: number): string {
  const seconds = Math.round(ms / 1000);
  const parts = [
    [Math.floor(seconds / 3600), 'h'],
    [Math.floor(seconds / 60) % 60, 'm'],
    [seconds % 60, 's'],
  ] as const;
  return parts.flatMap(([count, unit]) => (count > 0 ? [`${count}${unit}`] : [])).join('') || '0s';
}

/** Both ends of an interval in one unit: `11.9–12.8 s`, `161–174 ms`. */
export function formatMsRange(low: number, high: number, digits = 3): string {
  const isInMs = Number(high.toPrecision(digits)) < 1000;
  const [from, to] = [low, high].map((ms) => withDigits(isInMs ? ms : ms / 1000, digits));
  const unit = isInMs ? 'ms' : 's';
  return from === to ? `${to} ${unit}` : `${from}–${to} ${unit}`;
}

/** Decimal units, as `docker images` prints them: 1 MB = 1,000,000 bytes. */
export function formatBytes(bytes: number, significant = 3): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'] as const;
  let value = bytes;
  let index = 0;
  while (Number(value.toPrecision(significant)) >= 1000 && index < units.length - 1) {
    value /= 1000;
    index += 1;
  }
  return `${index === 0 ? value.toFixed(0) : withDigits(value, significant)} ${units[index] ?? 'B'}`;
}

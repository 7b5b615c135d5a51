/** Scales base units for a person; rows and calculations keep `_ms` and `_bytes`. */
export function formatMs(ms: number): string {
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

/** Decimal units, as `docker images` prints them: 1 MB = 1,000,000 bytes. */
export function formatBytes(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'] as const;
  let value = bytes;
  let index = 0;
  while (value >= 999.5 && index < units.length - 1) {
    value /= 1000;
    index += 1;
  }
  const digits = index === 0 || value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2;
  return `${value.toFixed(digits)} ${units[index] ?? 'B'}`;
}

import { StagebenchError } from '../../src/domain/errors.ts';

/** `90s`, `20m` or `1h30m` as ms. Throws USAGE. */
export function parseDuration(name: string, text: string): number {
  const [match, hours = 0, minutes = 0, seconds = 0] = /^(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?$/.exec(text) ?? [];
  const ms = ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000;
  if (match !== undefined && ms > 0 && Number.isSafeInteger(ms)) return ms;
  throw new StagebenchError('USAGE', `--${name} must be a time like 90s, 20m or 1h30m, not "${text}".`);
}

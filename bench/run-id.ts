/** `20261123T130415123Z-1f3a`: sorts by time to the millisecond, ends with the seed, and is a valid image tag. */
export function newRunId(now: Date, seed: number): string {
  const stamp = now.toISOString().replace(/[-:.]/g, '');
  return `${stamp}-${(seed & 0xffff).toString(16).padStart(4, '0')}`;
}

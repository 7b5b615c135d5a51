/** Whether a folder of results is named as runs are. */
export const isRunId = (name: string): boolean => /^\d{8}T\d{9}Z-[0-9a-f]{4}$/.test(name);

/** `20261123T130415123Z-1f3a`: sorts by time to the millisecond, ends with the seed, and is a valid image tag. */
export function newRunId(now: Date, seed: number): string {
  const stamp = now.toISOString().replace(/[-:.]/g, '');
  return `${stamp}-${(seed & 0xffff).toString(16).padStart(4, '0')}`;
}

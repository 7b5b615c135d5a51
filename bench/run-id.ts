/** `20261123T130415Z-1f3a`: sorts by time, is a valid image tag, and two runs of one second differ by seed. */
export function newRunId(now: Date, seed: number): string {
  const stamp = now.toISOString().replace(/[-:]|\.\d+/g, '');
  return `${stamp}-${(seed & 0xffff).toString(16).padStart(4, '0')}`;
}

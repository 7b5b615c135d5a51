/** How many layers, from the bottom, two images share. */
export function commonPrefix(a: readonly string[], b: readonly string[]): number {
  const differs = a.findIndex((id, index) => id !== b[index]);
  return differs === -1 ? a.length : differs;
}

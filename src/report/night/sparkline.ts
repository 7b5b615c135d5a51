const steps = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/**
 * The last values as bars of eight heights, from their least to their most; a dot where there is none. A scatter of less than `span` (a
 * share) fills less than the whole height, so that noise does not look like mountains.
 */
export function sparkline(values: readonly (number | undefined)[], count: number, span = 0.2): string {
  const last = values.slice(-count);
  const known = last.filter((value) => value !== undefined);
  if (known.length === 0) return '·'.repeat(last.length);
  const [least, most] = [Math.min(...known), Math.max(...known)];
  const middle = (least + most) / 2;
  const height = Math.max(most - least, span * middle);
  const floor = middle - height / 2;
  return last
    .map((value) =>
      value === undefined || height === 0
        ? value === undefined
          ? '·'
          : (steps[3] ?? '')
        : (steps[Math.min(steps.length - 1, Math.floor(((value - floor) / height) * steps.length))] ?? ''),
    )
    .join('');
}

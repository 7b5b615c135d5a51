/** `round 3`, `rounds 1–30`, `rounds 1, 2, 5–7`; `every round` where there was no other, and more than one. */
export function roundsText(rounds: readonly number[], planned: readonly number[]): string {
  const those = new Set(rounds);
  const unique = [...those].toSorted((a, b) => a - b);
  if (unique.length === 1) return `round ${unique[0]}`;
  if (planned.every((round) => those.has(round))) return 'every round';
  return `rounds ${spans(unique).map(spanText).join(', ')}`;
}

/** Rounds that follow each other, together. */
function spans(rounds: readonly number[]): number[][] {
  const found: number[][] = [];
  for (const round of rounds) {
    const last = found.at(-1);
    if (last?.at(-1) === round - 1) last.push(round);
    else found.push([round]);
  }
  return found;
}

const spanText = (span: readonly number[]): string =>
  span.length < 3 ? span.join(', ') : `${span[0]}–${span.at(-1)}`;

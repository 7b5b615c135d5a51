const shown = 6;

/** Names in a footnote; of many the first, and how many more there are. */
export function listText(names: readonly string[]): string {
  const rest = names.length - shown;
  // "and 1 more" would be no shorter than the name.
  return rest <= 1 ? names.join(', ') : `${names.slice(0, shown).join(', ')} and ${rest} more`;
}

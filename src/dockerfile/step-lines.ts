import { readStages } from './read-stages.ts';

/** By the text of an instruction, as the builder names its step, its first line from 1. What stands on two lines has none. */
export function stepLines(text: string): Record<string, number> {
  const all = readStages(text).flatMap(({ instructions }) => instructions);
  const once = [...Map.groupBy(all, (instruction) => instruction.text)].filter(
    ([, same]) => new Set(same.map(({ firstLine }) => firstLine)).size === 1,
  );
  return Object.fromEntries(once.map(([name, same]) => [name, (same[0]?.firstLine ?? 0) + 1]));
}

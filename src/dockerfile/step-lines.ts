import { readStages } from './read-stages.ts';

/** By the text of an instruction, as the builder names its step, its first line from 1; 0 for what stands on two lines. */
export function stepLines(text: string): Record<string, number> {
  const all = readStages(text).flatMap(({ instructions }) => instructions);
  return Object.fromEntries(
    [...Map.groupBy(all, (instruction) => instruction.text)].map(([name, same]) => {
      const lines = new Set(same.map(({ firstLine }) => firstLine + 1));
      return [name, lines.size === 1 ? Math.max(...lines) : 0];
    }),
  );
}

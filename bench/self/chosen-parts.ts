import { StagebenchError } from '../../src/domain/errors.ts';

/** The parts that `--only` names, or all. Throws USAGE if there is none of a name. */
export function chosenParts(known: readonly string[], only: string | undefined): readonly string[] {
  if (only === undefined) return known;
  const asked = only.split(',');
  const unknown = asked.filter((name) => !known.includes(name));
  if (unknown.length > 0)
    throw new StagebenchError('USAGE', `There is no part ${unknown.join(', ')}: ${known.join(', ')}.`);
  return asked;
}

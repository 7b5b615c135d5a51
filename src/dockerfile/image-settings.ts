import { expandVariables, readPairs } from './expand-variables.ts';
import { readStages, type BuildArguments, type Stage } from './read-stages.ts';

/** What a Dockerfile says of the image that it makes, as far as the file alone can say it. */
export interface ImageSettings {
  /** TCP ports of EXPOSE, in order. */
  readonly ports: readonly number[];
  readonly hasHealthcheck: boolean;
  /** What COPY, ADD and bind mounts name of the context, as they name it; `.` is all of it. */
  readonly contextSources: readonly string[];
}

/** Of the stage that is built in the end, with what it inherits from stages of the same file. */
export function imageSettings(text: string, target?: string, args: BuildArguments = {}): ImageSettings {
  const stages = readStages(text, args);
  const final =
    target === undefined ? stages.at(-1) : stages.findLast(({ name }) => name === target.toLowerCase());
  const chain = final === undefined ? [] : withParents(final);
  const own = chain.flatMap(({ instructions }) => instructions);
  const values = valuesOf(own, args);
  const last = own.findLast(({ keyword }) => keyword === 'HEALTHCHECK');
  return {
    ports: [
      ...new Set(
        own
          .filter(({ keyword }) => keyword === 'EXPOSE')
          .flatMap(({ words }) => words.flatMap((word) => portsOf(expandVariables(word, values)))),
      ),
    ],
    hasHealthcheck: last !== undefined && last.words[0]?.toUpperCase() !== 'NONE',
    contextSources: [
      ...new Set(stages.flatMap(({ instructions }) => instructions.flatMap(({ copied }) => copied))),
    ],
  };
}

/** The oldest stage first: what comes later overrides. */
const withParents = (stage: Stage): Stage[] =>
  stage.parent === undefined ? [stage] : [...withParents(stage.parent), stage];

function valuesOf(instructions: Stage['instructions'], args: BuildArguments): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  for (const { keyword, rest } of instructions) {
    if (keyword !== 'ARG' && keyword !== 'ENV') continue;
    for (const [name, value] of readPairs(rest)) {
      const given = keyword === 'ARG' ? (args[name] ?? value) : value;
      if (given !== undefined) values.set(name, expandVariables(given, values));
    }
  }
  return values;
}

/** `8080`, `8080/tcp`, `8000-8002`; a UDP port takes no connections. */
function portsOf(word: string): number[] {
  const [, first, last] = /^(\d+)(?:-(\d+))?(?:\/tcp)?$/i.exec(word) ?? [];
  if (first === undefined) return [];
  const [from, to] = [Number(first), Number(last ?? first)];
  return to < from || to - from > 100
    ? [from]
    : Array.from({ length: to - from + 1 }, (_, index) => from + index);
}

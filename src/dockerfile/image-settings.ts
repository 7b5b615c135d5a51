import { finalStage, neededFor } from './dockerfile-bases.ts';
import { expandVariables, readPairs, unquoted } from './expand-variables.ts';
import { readStages, type BuildArguments, type Stage } from './read-stages.ts';

/** What COPY, ADD or a bind mount names of the context, as it names it; `.` is all of it. */
export interface ContextSource {
  readonly names: readonly string[];
  /** Patterns of what is left out of it. */
  readonly excluded: readonly string[];
}

/** What a Dockerfile says of the image that it makes, as far as the file alone can say it. */
export interface ImageSettings {
  /** TCP ports of EXPOSE, in order. */
  readonly ports: readonly number[];
  readonly hasHealthcheck: boolean;
  /** Of the stages that are built: BuildKit leaves out those that the final one does not need. */
  readonly contextSources: readonly ContextSource[];
}

/** Of the stage that is built in the end, with what it inherits from stages of the same file. */
export function imageSettings(text: string, target?: string, args: BuildArguments = {}): ImageSettings {
  const stages = readStages(text, args);
  const final = finalStage(stages, target);
  const own = final === undefined ? [] : expanded(final, args);
  const last = own.findLast(({ keyword }) => keyword === 'HEALTHCHECK');
  const needed = final && neededFor(final, stages);
  return {
    ports: [
      ...new Set(own.flatMap(({ keyword, words }) => (keyword === 'EXPOSE' ? words.flatMap(portsOf) : []))),
    ],
    hasHealthcheck: last !== undefined && last.words[0]?.toUpperCase() !== 'NONE',
    contextSources: stages
      .filter((stage) => needed?.has(stage))
      .flatMap((stage) => expanded(stage, args))
      .map(({ copied, excluded }) => ({ names: copied, excluded }))
      .filter(({ names }) => names.length > 0),
  };
}

/** The oldest stage first: what comes later overrides. */
const withParents = (stage: Stage): Stage[] =>
  stage.parent === undefined ? [stage] : [...withParents(stage.parent), stage];

/** The instructions of a stage and of those that it goes on from, with the variables that are set where each stands put in. */
function expanded(stage: Stage, args: BuildArguments): Stage['instructions'] {
  const values = new Map<string, string>();
  const put = (texts: readonly string[]): string[] =>
    texts.map((text) => unquoted(expandVariables(text, values)));
  return withParents(stage).flatMap(({ instructions, given }) =>
    instructions.map((instruction) => {
      const { keyword, rest, words, copied } = instruction;
      for (const [name, value] of keyword === 'ARG' || keyword === 'ENV' ? readPairs(rest, keyword) : []) {
        const own = keyword === 'ARG' ? (args[name] ?? value ?? given.get(name)) : value;
        if (own !== undefined) values.set(name, expandVariables(own, values));
      }
      return { ...instruction, words: keyword === 'EXPOSE' ? put(words) : words, copied: put(copied) };
    }),
  );
}

/** `8080`, `8080/tcp`, `8000-8002`; a UDP port takes no connections, and neither does a number that is no port. */
function portsOf(word: string): number[] {
  const [, first, last] = /^(\d+)(?:-(\d+))?(?:\/tcp)?$/i.exec(word) ?? [];
  if (first === undefined) return [];
  const [from, to] = [Number(first), Number(last ?? first)];
  const count = to < from || to - from > 100 ? 1 : to - from + 1;
  return Array.from({ length: count }, (_, index) => from + index).filter(
    (port) => port > 0 && port < 65_536,
  );
}

import { StagebenchError } from '../domain/errors.ts';
import { familiarName } from '../domain/image/familiar-name.ts';
import { readStages, type BuildArguments, type Stage } from './read-stages.ts';

export interface DockerfileBases {
  /**
   * Every image that no stage of this file builds, by its short name, in order of appearance: FROM and `COPY --from`. `scratch` is not one.
   * Those of stages that the final one does not need are none: BuildKit leaves such stages out.
   */
  readonly names: readonly string[];
  /** Those that something is built on which a later stage takes from, or that are all there is: their stages fetch. */
  readonly buildNames: readonly string[];
  /** What the stage that is built in the end stands on, followed through the file's own stages; `scratch` if nothing. */
  readonly finalBase: string;
}

/**
 * Reads which bases a Dockerfile needs, where it is built up to the stage `target`, or to its last one. Throws
 * MISSING_DOCKERFILE if there is no FROM in it, or no such stage.
 */
export function dockerfileBases(
  file: string,
  text: string,
  target?: string,
  args: BuildArguments = {},
): DockerfileBases {
  const stages = readStages(text, args);
  if (stages.length === 0) throw new StagebenchError('MISSING_DOCKERFILE', `${file} has no FROM.`);
  const final = finalStage(stages, target);
  if (final === undefined)
    throw new StagebenchError('MISSING_DOCKERFILE', `${file} has no stage "${target ?? ''}".`);
  const needed = neededFor(final, stages);
  const reached = stages.filter((stage) => needed.has(stage));
  const taken = reached.flatMap(({ instructions }) => instructions.flatMap(({ sources }) => sources));
  const building = reached.length === 1 ? reached : reached.filter((stage) => stage !== final);
  return {
    names: [
      ...new Set([
        ...reached.map(baseOf).filter(isImage),
        ...taken.filter((source) => stageOf(source, stages) === undefined).map(familiarName),
      ]),
    ],
    buildNames: [...new Set(building.map(baseOf))].filter(isImage),
    finalBase: baseOf(final),
  };
}

/** What happens on the platform that a Dockerfile is built for. Its other stages run where it is built. */
export interface OnTarget {
  /** Images that are needed for it. */
  readonly names: ReadonlySet<string>;
  /** Those of them that are needed where it is built, too. */
  readonly shared: ReadonlySet<string>;
  /** Whether a step runs a program of it. */
  readonly runs: boolean;
}

/** `args` name the platform that is built for. */
export function onTarget(text: string, target?: string, args: BuildArguments = {}): OnTarget {
  const stages = readStages(text, args);
  const final = finalStage(stages, target);
  const reached = final === undefined ? [] : [...neededFor(final, stages)];
  const there = reached.filter((one) => one.isOnTarget);
  const imagesOf = (those: readonly Stage[]): ReadonlySet<string> => {
    const sources = those.flatMap(({ instructions }) => instructions.flatMap((one) => one.sources));
    const taken = sources.filter((one) => stageOf(one, stages) === undefined);
    return new Set([...those.map(baseOf), ...taken.map(familiarName)].filter(isImage));
  };
  const names = imagesOf(there);
  return {
    names,
    shared: names.intersection(imagesOf(reached.filter((one) => !one.isOnTarget))),
    runs: there.some(({ instructions }) => instructions.some(({ keyword }) => keyword === 'RUN')),
  };
}

/** The one that is built in the end; undefined if there is none of that name. */
export const finalStage = (stages: readonly Stage[], target: string | undefined): Stage | undefined =>
  target === undefined ? stages.at(-1) : stages.findLast(({ name }) => name === target.toLowerCase());

/** A stage, and those that it goes on from or takes something of. */
export function neededFor(
  stage: Stage,
  stages: readonly Stage[],
  needed = new Set<Stage>(),
): ReadonlySet<Stage> {
  if (needed.has(stage)) return needed;
  needed.add(stage);
  const sources = stage.instructions.flatMap((instruction) => instruction.sources);
  for (const other of [stage.parent, ...sources.map((source) => stageOf(source, stages))])
    if (other !== undefined) neededFor(other, stages, needed);
  return needed;
}

const baseOf = ({ from, parent }: Stage): string =>
  parent === undefined ? familiarName(from) : baseOf(parent);

const isImage = (base: string): boolean => base !== 'scratch';

/** By its name, or by its number from 0; undefined for an image. */
const stageOf = (source: string, stages: readonly Stage[]): Stage | undefined =>
  stages.findLast(({ name }) => name === source.toLowerCase()) ??
  (/^\d+$/.test(source) ? stages[Number(source)] : undefined);

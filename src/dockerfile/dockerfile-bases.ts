import { StagebenchError } from '../domain/errors.ts';
import { readStages, type BuildArguments, type Stage } from './read-stages.ts';

export interface DockerfileBases {
  /** Every image that no stage of this file builds, in order of appearance: FROM and `COPY --from`. `scratch` is not one. */
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
  const final =
    target === undefined ? stages.at(-1) : stages.findLast(({ name }) => name === target.toLowerCase());
  if (final === undefined)
    throw new StagebenchError('MISSING_DOCKERFILE', `${file} has no stage "${target ?? ''}".`);
  const taken = stages.flatMap(({ instructions }) => instructions.flatMap(({ sources }) => sources));
  const bases = stages.map(baseOf);
  const building = bases.length === 1 ? bases : bases.slice(0, -1);
  return {
    names: [...new Set([...bases.filter(isImage), ...taken.filter((source) => !isStage(source, stages))])],
    buildNames: [...new Set(building)].filter(isImage),
    finalBase: baseOf(final),
  };
}

const baseOf = ({ from, parent }: Stage): string => (parent === undefined ? from : baseOf(parent));

const isImage = (base: string): boolean => base !== 'scratch';

/** By its name, or by its number from 0. */
const isStage = (source: string, stages: readonly Stage[]): boolean =>
  stages.some(({ name }) => name === source.toLowerCase()) ||
  (/^\d+$/.test(source) && Number(source) < stages.length);

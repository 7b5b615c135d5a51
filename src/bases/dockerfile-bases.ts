import { DockerfileParser, type ModifiableInstruction } from 'dockerfile-ast';
import { StagebenchError } from '../domain/errors.ts';

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
export function dockerfileBases(file: string, text: string, target?: string): DockerfileBases {
  const dockerfile = DockerfileParser.parse(text);
  const stages = new Map<string, string>();
  const names = new Set<string>();
  const stageBases: string[] = [];
  let finalBase: string | undefined;
  for (const from of dockerfile.getFROMs()) {
    const image = from.getImage() ?? '';
    const base = stages.get(image.toLowerCase()) ?? image;
    if (base !== 'scratch') names.add(base);
    const stage = from.getBuildStage();
    if (stage !== null) stages.set(stage.toLowerCase(), base);
    finalBase = base;
    stageBases.push(base);
  }
  if (finalBase === undefined) throw new StagebenchError('MISSING_DOCKERFILE', `${file} has no FROM.`);
  if (target !== undefined) finalBase = stages.get(target.toLowerCase());
  if (finalBase === undefined)
    throw new StagebenchError('MISSING_DOCKERFILE', `${file} has no stage "${target ?? ''}".`);
  const numberOfStages = dockerfile.getFROMs().length;
  for (const source of copySources(dockerfile)) {
    if (stages.has(source.toLowerCase()) || isStageNumber(source, numberOfStages)) continue;
    names.add(source);
  }
  const building = stageBases.length === 1 ? stageBases : stageBases.slice(0, -1);
  return {
    names: [...names],
    buildNames: [...new Set(building)].filter((name) => name !== 'scratch'),
    finalBase,
  };
}

/** What `COPY --from` and `RUN --mount=…,from=` name: a stage, or an image. */
function copySources(dockerfile: ReturnType<typeof DockerfileParser.parse>): string[] {
  const copied = dockerfile.getCOPYs().map((copy) => copy.getFromFlag()?.getValue() ?? '');
  const mounted = dockerfile
    .getInstructions()
    .flatMap((instruction) =>
      'getFlags' in instruction ? (instruction as ModifiableInstruction).getFlags() : [],
    )
    .map((flag) => /(?:^|,)from=([^,]+)/.exec(flag.getValue() ?? '')?.[1] ?? '');
  return [...copied, ...mounted].filter((source) => source !== '');
}

const isStageNumber = (source: string, stages: number): boolean =>
  /^\d+$/.test(source) && Number(source) < stages;

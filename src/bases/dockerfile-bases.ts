import { DockerfileParser } from 'dockerfile-ast';
import { StagebenchError } from '../domain/errors.ts';

export interface DockerfileBases {
  /** Every image that no stage of this file builds, in order of appearance: FROM and `COPY --from`. `scratch` is not one. */
  readonly names: readonly string[];
  /** What the final stage stands on, followed through the file's own stages; `scratch` if nothing. */
  readonly finalBase: string;
}

/** Reads which bases a Dockerfile needs. Throws MISSING_DOCKERFILE if there is no FROM in it. */
export function dockerfileBases(file: string, text: string): DockerfileBases {
  const dockerfile = DockerfileParser.parse(text);
  const stages = new Map<string, string>();
  const names = new Set<string>();
  let finalBase: string | undefined;
  for (const from of dockerfile.getFROMs()) {
    const image = from.getImage() ?? '';
    const base = stages.get(image.toLowerCase()) ?? image;
    if (base !== 'scratch') names.add(base);
    const stage = from.getBuildStage();
    if (stage !== null) stages.set(stage.toLowerCase(), base);
    finalBase = base;
  }
  if (finalBase === undefined) throw new StagebenchError('MISSING_DOCKERFILE', `${file} has no FROM.`);
  const numberOfStages = dockerfile.getFROMs().length;
  for (const copy of dockerfile.getCOPYs()) {
    const source = copy.getFromFlag()?.getValue();
    if (source == null || stages.has(source.toLowerCase()) || isStageNumber(source, numberOfStages)) continue;
    names.add(source);
  }
  return { names: [...names], finalBase };
}

const isStageNumber = (source: string, stages: number): boolean =>
  /^\d+$/.test(source) && Number(source) < stages;

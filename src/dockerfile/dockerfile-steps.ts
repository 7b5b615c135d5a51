import { readStages } from './read-stages.ts';

/** One step of a Dockerfile, as the builder names it. */
export interface DockerfileStep {
  /** Empty where there is one stage only. */
  readonly stage: string;
  /** `2/4`. */
  readonly number: string;
  readonly instruction: string;
}

/** Instructions that the builder runs as steps of their own; the others only change the image's configuration. */
const running = new Set(['RUN', 'COPY', 'ADD', 'WORKDIR']);

/**
 * The steps of a Dockerfile, named and numbered as BuildKit does where every base is a named context: a base image counts
 * but has no number of its own, and neither `scratch` nor another stage counts (prefixCommand and buildDispatchStates in
 * https://github.com/moby/buildkit/blob/master/frontend/dockerfile/dockerfile2llb/convert.go). Unlike BuildKit's, steps
 * that two stages have in common stay two. What ONBUILD puts off has a number, too, but the total does not count it.
 */
export function dockerfileSteps(text: string): DockerfileStep[] {
  const stages = readStages(text);
  return stages.flatMap(({ name = '', from, parent, instructions }, stage) => {
    const steps = instructions.filter(({ keyword }) => running.has(keyword));
    const onImage = parent === undefined && from.toLowerCase() !== 'scratch';
    const total = String(steps.filter(({ isPutOff }) => !isPutOff).length + (onImage ? 1 : 0));
    return steps.map((step, index) => ({
      stage: stages.length === 1 ? '' : name || `stage-${stage}`,
      number: `${String(index + 1).padStart(total.length)}/${total}`,
      instruction: step.text,
    }));
  });
}

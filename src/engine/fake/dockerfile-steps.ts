import { DockerfileParser } from 'dockerfile-ast';
import type { FakeStep } from './fake-steps.ts';

/** Instructions that the builder runs as steps of their own; the others only change the image's configuration. */
const running = new Set(['RUN', 'COPY', 'ADD', 'WORKDIR']);

/** The end of a continued line, with the blank lines and remarks that may follow it. */
const continued = /\\[ \t]*\r?\n(?:[ \t]*(?:#.*)?\r?\n)*/g;

/**
 * The steps of a Dockerfile, named and numbered as BuildKit does where every base is a named context: a base image counts
 * but has no number of its own, and neither `scratch` nor another stage counts (prefixCommand and buildDispatchStates in
 * https://github.com/moby/buildkit/blob/master/frontend/dockerfile/dockerfile2llb/convert.go). Unlike BuildKit's, steps
 * that two stages have in common stay two.
 */
export function dockerfileSteps(text: string): FakeStep[] {
  const stages: { name: string; onImage: boolean; instructions: string[] }[] = [];
  for (const instruction of DockerfileParser.parse(text).getInstructions()) {
    const keyword = instruction.getKeyword();
    const content = instruction.getArgumentsContent() ?? '';
    if (keyword === 'FROM') {
      const base =
        content
          .replaceAll(/--\S+\s+/g, '')
          .split(/\s+/)[0]
          ?.toLowerCase() ?? '';
      const onImage = base !== 'scratch' && !stages.some(({ name }) => name === base);
      const name = / as (\S+)/i.exec(content)?.[1]?.toLowerCase() ?? `stage-${stages.length}`;
      stages.push({ name, onImage, instructions: [] });
    } else if (running.has(keyword))
      stages.at(-1)?.instructions.push(instruction.getTextContent().replaceAll(continued, ''));
  }
  return stages.flatMap(({ name, onImage, instructions }) => {
    const total = String(instructions.length + (onImage ? 1 : 0));
    return instructions.map((instruction, index) => ({
      stage: stages.length === 1 ? '' : name,
      number: `${String(index + 1).padStart(total.length)}/${total}`,
      instruction,
    }));
  });
}

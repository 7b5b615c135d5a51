import type { DockerfileTransform } from '../domain/definitions/arm.ts';
import { readStages } from './read-stages.ts';

/** The text as it is built. A sleep whose length is not known yet is left out. */
export function transformDockerfile(
  text: string,
  transform: DockerfileTransform | undefined,
  sleepMs?: number,
): string {
  if (transform?.kind === 'append') return `${text}${transform.text}`;
  return transform === undefined || sleepMs === undefined ? text : withSleep(text, sleepMs);
}

/** Whether a sleep in it delays the build: where stages run side by side, one in either of them may cost nothing. */
export const takesSleep = (text: string): boolean =>
  readStages(text).length === 1 && lastLineOfRun(text) !== undefined;

/** The text with a sleep after its last RUN, which may go on over several lines. */
function withSleep(text: string, ms: number): string {
  const lines = text.split('\n');
  return lines
    .toSpliced((lastLineOfRun(text) ?? -1) + 1, 0, `RUN sleep ${(ms / 1000).toFixed(3)}`)
    .join('\n');
}

const lastLineOfRun = (text: string): number | undefined =>
  readStages(text)
    .flatMap(({ instructions }) => instructions)
    .findLast(({ keyword }) => keyword === 'RUN')?.lastLine;

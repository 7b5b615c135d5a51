import { createHash } from 'node:crypto';
import type { DockerfileStep } from '../../dockerfile/dockerfile-steps.ts';
import type { Step } from '../../domain/run/sample.ts';

/** A made-up Dockerfile for callers that do not care. */
export const someSteps: readonly DockerfileStep[] = [
  { stage: 'deps', number: '2/3', instruction: 'RUN install the dependencies' },
  { stage: 'build', number: '1/2', instruction: 'RUN compile' },
  { stage: 'runtime', number: '2/2', instruction: 'COPY --from=build /app /app' },
];

/** Of every made-up context. */
const contextBytes = 12_000;

/** Executed steps take so long, cached ones nothing; ms. */
function durationOf(instruction: string, weight: number): number {
  const sleep = /^RUN sleep ([\d.]+)$/.exec(instruction)?.[1];
  if (sleep !== undefined) return Number(sleep) * 1000;
  if (/^RUN .*(install|npm ci|download)/.test(instruction)) return 4000 + weight * 100;
  return instruction.startsWith('RUN ') ? 2500 : 300;
}

/** The steps of a made-up build, one after the other. `weight` makes installing slower, by 100 ms each. `isCached` is asked once per cacheable step, in order. `pace` multiplies every time. */
export function fakeSteps(
  weight: number,
  steps: readonly DockerfileStep[],
  isCached: (step: DockerfileStep) => boolean,
  pace = 1,
): Step[] {
  let startedMs = 0;
  let before: string[] = [];
  const add = (
    kind: Step['kind'],
    name: string,
    stage: string,
    instruction: string,
    usualMs: number,
  ): Step => {
    const executedMs = usualMs * pace;
    const cached = executedMs === 0;
    const id = `sha256:${createHash('sha256').update(name).digest('hex')}`;
    const parts = { id, inputs: before, name, stage, instruction };
    const made = { ...parts, kind, cacheable: kind === 'step', cached, startedMs, durationMs: executedMs };
    startedMs += executedMs;
    before = [id];
    return made;
  };
  const builders = (kind: Step['kind'], instruction: string, ms: number): Step =>
    add(kind, `[internal] ${instruction}`, 'internal', instruction, ms);
  return [
    builders('internal', 'load build definition from Dockerfile', 20),
    { ...builders('context', 'load build context', 30), sentBytes: contextBytes },
    ...steps.map((step) => {
      const { stage, number, instruction } = step;
      const name = `[${stage === '' ? '' : `${stage} `}${number}] ${instruction}`;
      const ms = durationOf(instruction, weight);
      return add('step', name, stage, instruction, isCached(step) ? 0 : ms);
    }),
    add('export', 'exporting to image', '', 'exporting to image', 100),
  ];
}

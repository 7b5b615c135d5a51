import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { median } from 'simple-statistics';
import { takesSleep, transformDockerfile } from '../../src/dockerfile/transform-dockerfile.ts';
import { StagebenchError } from '../../src/domain/errors.ts';
import type { Selection } from '../../src/domain/run/job.ts';
import { variantId, type Variant } from '../../src/domain/run/plan.ts';
import type { InjectedDelays } from '../../src/domain/run/run.ts';
import type { RunEvents } from '../../src/domain/run/run-events.ts';
import { buildVisit } from '../../src/measure/visit/build-visit.ts';
import { TimeAccount } from '../../src/measure/time-account.ts';
import type { Workbench } from '../../src/measure/workbench.ts';
import type { VariantFile } from '../definitions.ts';

/** Cold builds from which the length of the sleeps is taken. */
const calibrationBuilds = 3;

/**
 * How long each injected step sleeps: a share of the median of some cold builds of the same Dockerfile without it. They
 * are made before the run and are no samples. Undefined if the suite injects nothing. Throws BUILD_FAILED, INTERRUPTED.
 */
export async function calibrateDelays(
  bench: Workbench,
  selected: Selection,
  files: readonly VariantFile[],
  note: (text: string) => void,
): Promise<InjectedDelays | undefined> {
  const shares = new Map(
    files.flatMap(({ variant }) => {
      const transform = selected.arms.get(variant.strategy)?.transform;
      return transform?.kind === 'sleep' ? [[variant, transform.share] as const] : [];
    }),
  );
  if (shares.size === 0) return undefined;
  note(`sizing the sleeps by ${calibrationBuilds} cold builds`);
  const calibrationMs: Record<string, number[]> = {};
  const sleepMs: Record<string, number> = {};
  for (const { dockerfile } of files.filter(({ variant }) => shares.has(variant)))
    calibrationMs[dockerfile] ??= await coldTimes(bench, plainVariant(files, dockerfile));
  for (const { variant, dockerfile } of files) {
    const share = shares.get(variant);
    if (share !== undefined)
      sleepMs[variantId(variant)] = Math.round(share * median(calibrationMs[dockerfile] ?? []));
  }
  const relative = Object.entries(calibrationMs).map(([file, times]) => [path.basename(file), times]);
  return { calibrationMs: Object.fromEntries(relative) as Record<string, number[]>, sleepMs };
}

/** The first that is built by a Dockerfile is the one without a sleep. */
function plainVariant(files: readonly VariantFile[], dockerfile: string): Variant {
  const variant = files.find((file) => file.dockerfile === dockerfile)?.variant;
  if (variant === undefined) throw new Error(`nobody builds ${dockerfile}`);
  return variant;
}

/** Built as any cold visit is, so that the cache is emptied and left behind in the same way. */
async function coldTimes(bench: Workbench, variant: Variant): Promise<number[]> {
  const visit = { ...variant, scenario: 'cold', round: 0, sequence: 0, phase: 'prime' as const };
  const times: number[] = [];
  for (let count = 0; count < calibrationBuilds; count += 1) {
    const { sample } = await buildVisit(bench, visit, nobody, new TimeAccount(bench.clock));
    if (sample.state === 'built') times.push(sample.facts.wallMs);
    else if (sample.state === 'aborted') throw new StagebenchError('INTERRUPTED', 'The run was interrupted.');
    else
      throw new StagebenchError(
        'BUILD_FAILED',
        `${variantId(variant)} does not build: ${sample.trouble.reason}`,
      );
  }
  return times;
}

/** Calibration is no part of the run: nobody is told of its builds. */
const nobody: RunEvents = {
  visitStarted: () => {},
  stepStarted: () => {},
  activity: () => {},
  visited: async () => {},
  image: async () => {},
};

/** Throws USAGE, before an engine is taken, where the suite would inject a sleep into a Dockerfile that cannot take it. */
export async function refuseUndelayable(
  files: readonly VariantFile[],
  { suite, arms }: Selection,
): Promise<void> {
  for (const { variant, dockerfile } of files) {
    if (arms.get(variant.strategy)?.transform?.kind !== 'sleep') continue;
    if (takesSleep(await readFile(dockerfile, 'utf8'))) continue;
    throw new StagebenchError(
      'USAGE',
      `The suite ${suite.id} needs Dockerfiles of one stage with a RUN in it; ${dockerfile} is not one.`,
    );
  }
}

/** Writes the Dockerfiles that arms change into `folder`, where they stay as evidence, and names them in `files`. */
export async function writeTransformed(
  folder: string,
  files: readonly VariantFile[],
  { arms }: Pick<Selection, 'arms'>,
  delays: InjectedDelays | undefined,
): Promise<readonly VariantFile[]> {
  return Promise.all(
    files.map(async (file) => {
      const { app, strategy } = file.variant;
      const transform = arms.get(strategy)?.transform;
      if (transform === undefined) return file;
      const before = await readFile(file.dockerfile, 'utf8');
      const ms = delays?.sleepMs[variantId(file.variant)] ?? 0;
      const dockerfile = path.join(folder, 'dockerfiles', strategy, `${app}.Dockerfile`);
      await mkdir(path.dirname(dockerfile), { recursive: true });
      await writeFile(dockerfile, transformDockerfile(before, transform, ms));
      return { ...file, dockerfile };
    }),
  );
}

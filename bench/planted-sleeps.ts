import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { median } from 'simple-statistics';
import { StagebenchError } from '../src/domain/errors.ts';
import { variantId } from '../src/domain/plan.ts';
import type { PlantedSleeps } from '../src/domain/run.ts';
import { runLabel, type Workbench } from '../src/measure/workbench.ts';
import type { VariantFile } from './definitions.ts';
import type { Selection } from './make-plan.ts';

/** Cold builds from which the length of the sleeps is taken. */
const calibrationBuilds = 3;

/**
 * How long each planted step sleeps: a share of the median of some cold builds of the same Dockerfile without it. They
 * are made before the run and are no samples. Undefined if the suite plants nothing. Throws BUILD_FAILED, INTERRUPTED.
 */
export async function calibrateSleeps(
  bench: Workbench,
  selected: Selection,
  files: readonly VariantFile[],
): Promise<PlantedSleeps | undefined> {
  const shares = new Map(
    files.flatMap(({ variant }) => {
      const share = selected.entries.get(variant.strategy)?.plantedShare;
      return share === undefined ? [] : [[variant, share] as const];
    }),
  );
  if (shares.size === 0) return undefined;
  const calibrationMs: Record<string, number[]> = {};
  const sleepMs: Record<string, number> = {};
  for (const { dockerfile } of files.filter(({ variant }) => shares.has(variant)))
    calibrationMs[dockerfile] ??= await coldTimes(bench, files, dockerfile);
  for (const { variant, dockerfile } of files) {
    const share = shares.get(variant);
    if (share !== undefined)
      sleepMs[variantId(variant)] = Math.round(share * median(calibrationMs[dockerfile] ?? []));
  }
  const relative = Object.entries(calibrationMs).map(([file, times]) => [path.basename(file), times]);
  return { calibrationMs: Object.fromEntries(relative) as Record<string, number[]>, sleepMs };
}

async function coldTimes(
  bench: Workbench,
  files: readonly VariantFile[],
  dockerfile: string,
): Promise<number[]> {
  const variant = files.find((file) => file.dockerfile === dockerfile)?.variant;
  if (variant === undefined) throw new Error(`nobody builds ${dockerfile}`);
  const { contextDir, bases } = bench.inputs(variant);
  const tag = `stagebench/calibration:${bench.runId.toLowerCase()}`;
  const times: number[] = [];
  for (let count = 0; count < calibrationBuilds; count += 1) {
    await bench.engine.removeImage(tag);
    if (bench.coldMethod === 'pruned') await bench.engine.pruneBuildCache('all');
    const started = bench.clock.monotonicMs();
    const request = { contextDir, dockerfile, bases, tag, labels: { [runLabel]: bench.runId } };
    const outcome = await bench.engine.build(
      { ...request, noCache: bench.coldMethod === 'no-cache' },
      { signal: bench.signal },
    );
    if (outcome.state === 'aborted') throw new StagebenchError('INTERRUPTED', 'The run was interrupted.');
    if (outcome.state === 'failed')
      throw new StagebenchError('BUILD_FAILED', `${dockerfile} does not build: ${outcome.message}.`);
    times.push(outcome.wallMs ?? bench.clock.monotonicMs() - started);
  }
  await bench.engine.removeImage(tag);
  return times;
}

/** Writes the Dockerfiles with their sleeps into `folder`, where they stay as evidence, and names them in `files`. */
export async function plantSleeps(
  folder: string,
  files: readonly VariantFile[],
  planted: PlantedSleeps | undefined,
): Promise<readonly VariantFile[]> {
  if (planted === undefined) return files;
  return Promise.all(
    files.map(async (file) => {
      const { app, strategy } = file.variant;
      const ms = planted.sleepMs[variantId(file.variant)];
      if (ms === undefined) return file;
      const dockerfile = path.join(folder, 'dockerfiles', strategy, `${app}.Dockerfile`);
      await mkdir(path.dirname(dockerfile), { recursive: true });
      await writeFile(dockerfile, withSleep(await readFile(file.dockerfile, 'utf8'), ms));
      return { ...file, dockerfile };
    }),
  );
}

/** The text with a sleep after its last RUN. Throws MISSING_DOCKERFILE if there is no RUN, or more than one stage. */
export function withSleep(text: string, ms: number): string {
  const lines = text.split('\n');
  const stages = lines.filter((line) => /^FROM\s/i.test(line)).length;
  let last = lines.findLastIndex((line) => /^RUN\s/i.test(line));
  if (stages !== 1 || last < 0)
    throw new StagebenchError(
      'MISSING_DOCKERFILE',
      'A sleep can be planted only in a Dockerfile of one stage with a RUN in it.',
    );
  while (/\\\s*$/.test(lines[last] ?? '')) last += 1;
  return [...lines.slice(0, last + 1), `RUN sleep ${(ms / 1000).toFixed(3)}`, ...lines.slice(last + 1)].join(
    '\n',
  );
}

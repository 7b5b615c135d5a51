import { chmod, copyFile, mkdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Definitions } from '../../src/domain/definitions/definitions.ts';
import { StagebenchError } from '../../src/domain/errors.ts';
import { cellId, variantId } from '../../src/domain/run/plan.ts';
import type { RunManifest } from '../../src/record/manifest.ts';
import { findUnwhole } from '../../src/record/read/find-unwhole.ts';
import { readRun, type RecordedRun } from '../../src/record/read/read-run.ts';
import { isComplete } from '../../src/report/model/short-cells.ts';
import { listText } from '../../src/report/words/list-text.ts';
import { summarise } from '../../src/stats/samples/summarise.ts';

/** Where this repository keeps the runs that its docs are made of, by suite. */
export const published = path.join('results', 'published');

/** What is published of a run, and the schema since which runs have it. */
const publishedFiles = {
  ...{ 'run.json': 1, 'builds.csv': 1, 'steps.csv': 2, 'images.csv': 1, 'layers.csv': 3, 'summary.csv': 1 },
};

/**
 * Copies what tables are made of into the folder of the run's suite; logs stay where they are. Throws NOT_PUBLISHABLE if
 * tables of it would not be whole.
 */
export async function publish(run: string, folder: string, { suites }: Definitions): Promise<void> {
  const recorded = await readRun(run);
  const { manifest } = recorded;
  const why = notPublishable(recorded);
  if (why !== undefined)
    throw new StagebenchError('NOT_PUBLISHABLE', `${run} is nothing to publish: ${why}.`);
  const torn = await findUnwhole(recorded).catch((error: unknown) => {
    const why = `${run} cannot be published: ${(error as Error).message}`;
    throw new StagebenchError('NOT_PUBLISHABLE', why, { cause: error });
  });
  if (torn !== undefined)
    throw new StagebenchError('NOT_PUBLISHABLE', `${run} is nothing to publish: ${torn}.`);
  const target = path.join(folder, suiteOf(run, manifest, suites));
  // Copied beside and renamed: what was published before stays if this fails half-way.
  const fresh = `${target}.new`;
  await rm(fresh, { recursive: true, force: true });
  await mkdir(fresh, { recursive: true });
  for (const [name, since] of Object.entries(publishedFiles)) {
    if (manifest.schema < since) continue;
    const source = path.join(run, name);
    await publishFile(source, path.join(fresh, name)).catch((error: unknown) => {
      throw new StagebenchError(
        'NOT_PUBLISHABLE',
        `${source} cannot be published: ${(error as Error).message}`,
        {
          cause: error,
        },
      );
    });
  }
  await rm(target, { recursive: true, force: true });
  await rename(fresh, target);
}

/** What a run leaves is read by its user alone; what is published is for all. */
async function publishFile(source: string, target: string): Promise<void> {
  await copyFile(source, target);
  await chmod(target, 0o644);
}

/**
 * Why tables of a run would not be whole. A build that failed or did not count makes a run incomplete; the footnotes tell of it,
 * and which cells have fewer samples, so it does no harm as long as every cell has some.
 */
function notPublishable({ manifest, builds, images }: RecordedRun): string | undefined {
  const { engine, outcome, runId, plan, mayFail = [] } = manifest;
  if (engine.kind === 'fake') return 'the fake engine made it up';
  if (outcome !== 'complete' && outcome !== 'incomplete') return `it is ${outcome ?? 'not finished'}`;
  const summary = summarise(runId, plan.cells, builds, images);
  const empty = summary.filter((row) => row.state !== 'built' && !mayFail.includes(variantId(row)));
  if (empty.length > 0) return `there are no samples of ${listText(empty.map(cellId))}`;
  if (outcome === 'complete' && !isComplete(manifest, summary, images))
    return 'it says that it is complete, and rows of it are missing';
  return undefined;
}

/**
 * The folder of what is published of a suite or a project, which is replaced as a whole: nothing but a name that is registered, or one
 * plain word below `projects`, may say which. Throws NOT_PUBLISHABLE for any other.
 */
function suiteOf(run: string, { options, project }: RunManifest, suites: Definitions['suites']): string {
  if (project !== undefined) {
    if (/^[a-z0-9][a-z0-9-]*$/.test(project.name)) return path.join('projects', project.name);
    const why = `the name of its project, ${JSON.stringify(project.name)}, is no plain name of a folder`;
    throw new StagebenchError('NOT_PUBLISHABLE', `${run} is nothing to publish: ${why}.`);
  }
  const named = options['suite'] ?? 'default';
  const suite = suites.find(({ id }) => id === named);
  if (suite !== undefined) return suite.id;
  throw new StagebenchError(
    'NOT_PUBLISHABLE',
    `${run} is nothing to publish: its suite ${JSON.stringify(named)} is none of this version.`,
  );
}

import { existsSync } from 'node:fs';
import { chmod, copyFile, cp, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Definitions } from '../../../src/domain/definitions/definitions.ts';
import { StagebenchError } from '../../../src/domain/errors.ts';
import { cellId } from '../../../src/domain/run/plan.ts';
import type { RunManifest } from '../../../src/record/manifest.ts';
import { makeTemporaryFolder } from '../../../src/engine/temporary-folder.ts';
import { findUnwhole } from '../../../src/record/read/find-unwhole.ts';
import { readRun, type RecordedRun } from '../../../src/record/read/read-run.ts';
import { markedText, renderPage } from '../../../src/report/page.ts';
import { listText } from '../../../src/report/words/list-text.ts';
import { isComplete } from '../../../src/report/model/short-cells.ts';
import { summarise } from '../../../src/stats/samples/summarise.ts';
import type { CommandSpec } from '../../command-spec.ts';
import type { CommandContext } from '../../context.ts';
import { pageSources } from '../../pages/page-sources.ts';
import { writeWords } from '../../terminal/wrapped.ts';

const published = path.join('results', 'published');
/** What is published of a run, and the schema since which runs have it. */
const publishedFiles = {
  ...{ 'run.json': 1, 'builds.csv': 1, 'steps.csv': 2, 'images.csv': 1, 'layers.csv': 3, 'summary.csv': 1 },
};

export interface TablesJob {
  /** Changes nothing, and throws DOCS_STALE instead. */
  readonly check: boolean;
  /** Absolute path of a run that is published first. */
  readonly publish: string | undefined;
}

type TablesContext = CommandContext & { readonly commands: readonly CommandSpec[] };

/** Writes every generated text between its markers; with `check` it only compares. A run is published first if one is named. */
export async function tables(job: TablesJob, context: TablesContext): Promise<number> {
  const folder = path.join(context.root, published);
  const { check, publish: run } = job;
  if (run === undefined) return writeTexts(check, folder, context);
  if (!check) {
    await publish(run, folder, context.definitions);
    return writeTexts(check, folder, context);
  }
  if (!existsSync(folder)) throw nothingPublished(run);
  // Published beside: a check changes nothing.
  const beside = await makeTemporaryFolder('tables');
  try {
    await cp(folder, beside, { recursive: true });
    await publish(run, beside, context.definitions);
    return await writeTexts(check, beside, context);
  } finally {
    await rm(beside, { recursive: true, force: true });
  }
}

const nothingPublished = (run: string): StagebenchError =>
  new StagebenchError(
    'NOTHING_PUBLISHED',
    `The tables cannot be checked against ${run}: there is no folder ${published}, so no run has been published yet.`,
  );

/** Each generated text, from what is published in a folder. */
async function writeTexts(check: boolean, folder: string, context: TablesContext): Promise<number> {
  const stale: string[] = [];
  const sources = pageSources(folder, context);
  for (const file of await pages(context.root)) {
    const target = path.join(context.root, file);
    const before = await readFile(target, 'utf8');
    const page = await renderPage(file, before, (marked) => markedText(marked, sources));
    stale.push(...page.stale.map((name) => `${file} (${name})`));
    if (page.text !== before && !check) await writeFile(target, page.text);
  }
  if (check && stale.length > 0) throw new StagebenchError('DOCS_STALE', `Stale: ${stale.join(', ')}.`);
  const what = stale.length === 0 ? 'Generated texts are up to date.' : `Written: ${stale.join(', ')}.`;
  writeWords(context.stderr, what);
  return 0;
}

/** Every page that may have generated texts: those beside the sources, and docs. */
export async function pages(root: string): Promise<string[]> {
  const names = await Promise.all(['.', 'docs'].map((folder) => readdir(path.join(root, folder))));
  return ['', 'docs/'].flatMap((prefix, index) =>
    (names[index] ?? []).filter((name) => name.endsWith('.md')).map((name) => `${prefix}${name}`),
  );
}

/**
 * Copies what tables are made of into the folder of the run's suite; logs stay where they are. Throws NOT_PUBLISHABLE if
 * tables of it would not be whole.
 */
async function publish(run: string, folder: string, { suites }: Definitions): Promise<void> {
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
  const { engine, outcome, runId, plan } = manifest;
  if (engine.kind === 'fake') return 'the fake engine made it up';
  if (outcome !== 'complete' && outcome !== 'incomplete') return `it is ${outcome ?? 'not finished'}`;
  const summary = summarise(runId, plan.cells, builds, images);
  const empty = summary.filter(({ state }) => state !== 'built');
  if (empty.length > 0) return `there are no samples of ${listText(empty.map(cellId))}`;
  if (outcome === 'complete' && !isComplete(plan, summary, images))
    return 'it says that it is complete, and rows of it are missing';
  return undefined;
}

/**
 * The folder of what is published of a suite, which is replaced as a whole: nothing but a name that is registered may say
 * which. Throws NOT_PUBLISHABLE for any other.
 */
function suiteOf(run: string, { options }: RunManifest, suites: Definitions['suites']): string {
  const named = options['suite'] ?? 'default';
  const suite = suites.find(({ id }) => id === named);
  if (suite !== undefined) return suite.id;
  throw new StagebenchError(
    'NOT_PUBLISHABLE',
    `${run} is nothing to publish: its suite ${JSON.stringify(named)} is none of this version.`,
  );
}

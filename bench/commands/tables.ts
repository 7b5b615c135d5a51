import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { StagebenchError } from '../../src/domain/errors.ts';
import { readRun } from '../../src/record/read-run.ts';
import { betweenMarkers } from '../../src/report/between-markers.ts';
import type { CommandContext } from '../context.ts';
import { generatedTexts } from '../generated-texts.ts';
import type { Values } from '../options.ts';

const published = path.join('results', 'published');
const publishedFiles = ['run.json', 'builds.csv', 'images.csv', 'summary.csv'];

/** Writes every generated text between its markers; with --check only compares. --run publishes that run first. */
export async function tables(values: Values<'check' | 'run'>, context: CommandContext): Promise<number> {
  const folder = path.join(context.root, published);
  if (values.run !== undefined) await publish(path.resolve(values.run), folder);
  const stale: string[] = [];
  for (const { file, name, render } of generatedTexts) {
    const target = path.join(context.root, file);
    const before = await readFile(target, 'utf8');
    const after = betweenMarkers(file, before, name, await render(folder));
    if (before === after) continue;
    stale.push(`${file} (${name})`);
    if (!values.check) await writeFile(target, after);
  }
  if (values.check && stale.length > 0)
    throw new StagebenchError('DOCS_STALE', `Stale: ${stale.join(', ')}.`);
  const what = stale.length === 0 ? 'Generated texts are up to date.' : `Written: ${stale.join(', ')}.`;
  context.stderr.write(`${what}\n`);
  return 0;
}

/** Copies what tables are made of; logs stay where they are. Only a complete run that was measured is published. */
async function publish(run: string, folder: string): Promise<void> {
  const { manifest } = await readRun(run);
  if (manifest.engine.kind === 'fake' || manifest.outcome !== 'complete') {
    const why =
      manifest.engine.kind === 'fake'
        ? 'the fake engine made it up'
        : `it is ${manifest.outcome ?? 'not finished'}`;
    throw new StagebenchError('NO_RUN', `${run} is nothing to publish: ${why}.`);
  }
  await mkdir(folder, { recursive: true });
  for (const name of publishedFiles) {
    const source = path.join(run, name);
    await rm(path.join(folder, name), { force: true });
    await cp(source, path.join(folder, name)).catch((error: unknown) => {
      throw new StagebenchError('NO_RUN', `${source} cannot be published: ${(error as Error).message}`, {
        cause: error,
      });
    });
  }
}

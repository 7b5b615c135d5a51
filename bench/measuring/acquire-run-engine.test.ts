import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { heads } from '../../src/record/csv/columns.ts';
import { buildColumns } from '../../src/record/csv/columns.ts';
import { toCsv } from '../../src/record/csv/to-csv.ts';
import { manifest as fixture } from '../../src/record/manifest.fixture.ts';
import { newestSchema } from '../../src/record/manifest.ts';
import { readResumable } from '../../src/record/read/read-resumable.ts';
import { buildRow } from '../../src/record/rows.fixture.ts';
import { fakeWorldOf, rootFolder, systemClock, type CommandContext } from '../context.ts';
import { definitions } from '../registry.ts';
import { connectFake } from '../../src/lease/connect-fake.ts';
import { runJobOf } from './run-job.fixture.ts';
import { acquireRunEngine } from './acquire-run-engine.ts';

/** A run of one build as a session reads it, and what it finds of it when it has the engine for itself. */
async function place() {
  const folder = mkdtempSync(path.join(tmpdir(), 'stagebench-taken-'));
  onTestFinished(() => {
    rmSync(folder, { recursive: true });
  });
  const { stdout, stderr } = process;
  const context: CommandContext = {
    ...{
      root: rootFolder,
      definitions,
      fakeWorld: fakeWorldOf(definitions),
      stdout,
      stderr,
      clock: systemClock,
    },
    environment: { XDG_CACHE_HOME: path.join(folder, 'cache') },
    signal: new AbortController().signal,
  };
  const fake = await connectFake(context);
  const manifest = { ...fixture, schema: newestSchema, engine: await fake.engine.info() };
  await fake.close();
  const write = (name: string, text: string) => {
    writeFileSync(path.join(folder, name), text);
  };
  const measured = (...sequences: number[]) => {
    const rows = sequences.map((sequence) => buildRow({ sequence, round: sequence }));
    write('builds.csv', toCsv(buildColumns, rows));
  };
  const end = (outcome: string) => {
    write('run.json', JSON.stringify({ ...manifest, outcome }));
  };
  write('run.json', JSON.stringify(manifest));
  write('steps.csv', heads.steps);
  write('images.csv', heads.images);
  measured(1);
  const asked = runJobOf({ strategies: ['slim', 'alpine'], engine: { engine: 'fake', provision: false } });
  const job = {
    ...{ runId: 'r1', plan: manifest.plan, files: [], asked },
    left: await readResumable(folder),
  };
  const rowsOnceTaken = async () => {
    await using stack = new AsyncDisposableStack();
    const taken = await acquireRunEngine(job, stack, context, () => undefined);
    return taken.left?.builds.map(({ sequence }) => sequence);
  };
  return {
    measured,
    end,
    rowsOnceTaken,
    builds: () => readFileSync(path.join(folder, 'builds.csv'), 'utf8'),
  };
}

test('what another session has measured before it gave the engine back is not forgotten', async () => {
  const at = await place();
  at.measured(1, 2, 3);
  expect(await at.rowsOnceTaken()).toEqual([1, 2, 3]);
  expect(at.builds().trim().split('\n')).toHaveLength(1 + 3);
});

test('a run that another session has brought to its end does not go on', async () => {
  const at = await place();
  at.end('complete');
  await expect(at.rowsOnceTaken()).rejects.toMatchObject({ code: 'NOTHING_TO_RESUME' });
});

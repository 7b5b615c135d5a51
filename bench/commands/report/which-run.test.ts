import { cpSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { rootFolder } from '../../context.ts';
import { useFakeCli } from '../../fake-cli.fixture.ts';
import { lockRunFolder } from '../../../src/record/run-folder/lock-run-folder.ts';

const at = useFakeCli();

const ids = (): string[] =>
  readdirSync(at.results())
    .filter((name) => name !== 'latest')
    .toSorted();
const report = (...words: string[]) => at.stagebench(['report', '--results', at.results(), ...words]);
const cold = ['--scenarios', 'cold'];

test('a report for which no run is named says which one it shows, and that a newer one was interrupted', async () => {
  await at.run({}, ...cold);
  await at.run({ interruptedBuild: 2 }, ...cold);
  const [shown = '', newer = ''] = ids();
  const { stdout, stderr } = await report();
  expect(stdout).toContain(path.join(at.results(), shown));
  expect(stderr.trim()).toBe(
    `this is run ${shown}, to which latest points. Run ${newer} is newer and was interrupted: ` +
      `npm run -s stagebench -- report --run ${path.join(at.results(), newer)}`,
  );
  // The newest one by its name needs no such words.
  expect((await report('--run', newer)).stderr.trim()).toBe(
    `run ${newer} was interrupted; to go on: npm run bench -- --resume ${path.join(at.results(), newer)}`,
  );
  expect((await report('--json')).stderr).toBe('');
});

test.each([
  ['was killed', { killedBuild: 2 }],
  ['was interrupted', { interruptedBuild: 2 }],
])('where none has come to its end it names the newest, which %s', async (how, fake) => {
  await at.runInOwnProcess(fake, ...cold);
  const [only = ''] = ids();
  const { exitCode, stderr } = await report();
  expect([exitCode, stderr]).toEqual([2, expect.stringContaining(`come to its end. Run ${only} ${how}.`)]);
  expect(stderr).toContain(`report --run ${path.join(at.results(), only)}`);
});

test('a run that still goes on is not told to go on', async () => {
  await at.run({ interruptedBuild: 2 }, ...cold);
  const [only = ''] = ids();
  const held = await lockRunFolder(path.join(at.results(), only), { what: 'a run', runId: only });
  const { stderr } = await report('--run', only);
  await held[Symbol.asyncDispose]();
  expect(stderr).toContain(`run ${only} still goes on; these are its rows so far`);
});

test('nothing is said where latest is the newest, and without any run the usual', async () => {
  await at.run({}, ...cold);
  expect((await report()).stderr).toBe('');
  for (const id of ids()) rmSync(path.join(at.results(), id), { recursive: true });
  expect((await report()).stderr).toContain('error NO_RUN: ');
});

test('cells whose turn never came are not started, in the table and in summary.csv', async () => {
  const { stdout } = await at.run({ interruptedBuild: 1 }, ...cold);
  expect(stdout).toMatch(/^go +\w+ +aborted /m);
  expect(stdout).toMatch(/^go +\w+ +not started /m);
  const summary = readFileSync(path.join(at.results(), ids()[0] ?? '', 'summary.csv'), 'utf8');
  expect(summary).toContain(',cold,not-started,0,');
});

test('before any run it names the published one, where there is one', async () => {
  const folder = path.join(at.results(), 'published', 'default');
  cpSync(path.join(rootFolder, 'results', 'published', 'default'), folder, { recursive: true });
  const { exitCode, stderr } = await report();
  const [, words = ''] = /the published one: npm run -s stagebench -- (.*)$/m.exec(stderr) ?? [];
  expect([exitCode, words]).toEqual([2, `report --run ${folder}`]);
  expect((await at.stagebench(words.split(' '))).exitCode).toBe(0);
});

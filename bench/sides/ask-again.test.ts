import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Writable } from 'node:stream';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { answers } from '../../src/record/history/answers.ts';
import { madeHistory } from '../../src/stats/trend/made-history.fixture.ts';
import { fakeWorldOf, rootFolder, systemClock, type CommandContext } from '../context.ts';
import { definitions } from '../registry.ts';
import { printedStream } from '../terminal/printed-stream.ts';
import { askAgain } from './ask-again.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'stagebench-ask-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const gone = 'f'.repeat(40);
const alsoGone = 'e'.repeat(40);
const nothing = printedStream(
  new Writable({ write: (_, __, done) => done() }) as unknown as NodeJS.WriteStream,
  {},
);

/** What is said of questions about these cells of the fourth night; the commit of the night before is that of the cell. */
async function said(commits: Readonly<Record<string, string>>): Promise<string> {
  const history = madeHistory(5, (cell) => ({ pins: { commit: commits[cell] ?? gone } }));
  const [, , before, since, night] = history.nights;
  if (before === undefined || since === undefined || night === undefined) throw new Error('no night');
  let text = '';
  const stderr = new Writable({
    write(chunk: Buffer, _, done) {
      text += String(chunk);
      done();
    },
  }) as unknown as NodeJS.WriteStream;
  const context: CommandContext = {
    ...{ root: rootFolder, definitions, clock: systemClock, environment: {} },
    ...{ stdout: nothing, stderr: printedStream(stderr, {}), signal: new AbortController().signal },
    fakeWorld: fakeWorldOf(definitions),
  };
  const run = {
    ...{ engine: { engine: 'fake' }, bases: {}, results: folder, quiet: undefined },
  } as unknown as Parameters<typeof askAgain>[1]['run'];
  await askAgain(
    Object.keys(commits).map((series) => ({ series, ratio: 1.2, since, before })),
    { history, folder, night, run },
    context,
  );
  return text.replaceAll(/\s+/g, ' ');
}

test('a commit that is gone is told once, of however many cells it was, and is an answer of each', async () => {
  const text = await said({ 'go/slim/cold': gone, 'go/slim/warm': gone, 'node/slim/cold': gone });
  expect(text.split(`note: The files of commit ${gone} cannot be had`)).toHaveLength(2);
  expect((await answers(folder)).map(({ series, verdict }) => `${series} ${verdict}`)).toEqual([
    ...['go/slim/cold impossible', 'go/slim/warm impossible', 'node/slim/cold impossible'],
  ]);
});

test('another commit that is gone is told, too', async () => {
  const text = await said({ 'go/slim/cold': gone, 'node/slim/cold': alsoGone });
  expect(text.split('note: ')).toHaveLength(3);
  expect(text).toContain(`commit ${alsoGone} cannot be had`);
});

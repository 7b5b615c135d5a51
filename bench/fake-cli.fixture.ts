import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { execa, type Options } from 'execa';
import { afterEach, beforeEach } from 'vitest';
import { readCsv } from '../src/record/csv/read-csv.ts';
import { readRun, type RecordedRun } from '../src/record/read/read-run.ts';
import { layerRowSchema, stepRowSchema, type LayerRow, type StepRow } from '../src/record/rows.ts';
import { rootFolder } from './context.ts';
import { stagebench as walkHere } from './in-process-cli.fixture.ts';

const cli = path.join(rootFolder, 'bench', 'cli.js');

/** The program on the fake engine; the results folder and the cache folder (locks) are of each test alone. */
export function useFakeCli() {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'stagebench-cli-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });
  const results = (): string => path.join(folder, 'results');

  const variables = (fake: object): NodeJS.ProcessEnv => ({
    XDG_CACHE_HOME: path.join(folder, 'cache'),
    STAGEBENCH_FAKE: JSON.stringify(fake),
  });

  /** In this process, which saves the start of another one. The last end of a line is left out, as execa does it. */
  async function stagebench(words: readonly string[], fake: object = {}, env: NodeJS.ProcessEnv = {}) {
    const done = await walkHere(words, { ...process.env, ...variables(fake), ...env });
    return { ...done, stdout: done.stdout.replace(/\n$/, ''), stderr: done.stderr.replace(/\n$/, '') };
  }

  /** In a process of its own, for what only a process shows: signals, pipes, what Node itself prints. */
  async function ownProcess(words: readonly string[], fake: object = {}, options: Options = {}) {
    const env = { ...variables(fake), ...options.env };
    const child = await execa(process.execPath, [cli, ...words], { reject: false, ...options, env });
    return { exitCode: child.exitCode, stdout: String(child.stdout), stderr: String(child.stderr) };
  }

  const runWords = (words: readonly string[]): string[] => {
    const usual = { apps: 'go', strategies: 'slim,alpine', rounds: '1', seed: '1', results: results() };
    const missing = Object.entries(usual).filter(([name]) => !words.includes(`--${name}`));
    return [
      ...['run', '--engine', 'fake'],
      ...missing.flatMap(([name, value]) => [`--${name}`, value]),
      ...words,
    ];
  };

  return {
    folder: (): string => folder,
    results,
    stagebench,
    ownProcess,
    /** A run of go with two strategies, once, unless the words say otherwise. */
    run: (fake: object = {}, ...words: string[]) => stagebench(runWords(words), fake),
    runInOwnProcess: (fake: object = {}, ...words: string[]) => ownProcess(runWords(words), fake),
    /** The one run of this test, whether it has come to its end or not. */
    onlyRun: (): Promise<RecordedRun> =>
      readRun(path.join(results(), readdirSync(results()).find((name) => name !== 'latest') ?? '')),
  };
}

export const stepsOf = ({ folder }: RecordedRun): StepRow[] =>
  readCsv('steps.csv', readFileSync(path.join(folder, 'steps.csv'), 'utf8'), stepRowSchema);

export const layersOf = ({ folder }: RecordedRun): LayerRow[] =>
  readCsv('layers.csv', readFileSync(path.join(folder, 'layers.csv'), 'utf8'), layerRowSchema);

/** `slim cold built` of every visit, sorted. What a visit, or the control in a round, builds after its first build is left out. */
export const cells = (
  rows: readonly {
    readonly strategy: string;
    readonly scenario: string;
    readonly state: string;
    readonly repeat?: number | undefined;
  }[],
): string[] =>
  rows
    .filter(({ repeat = 1 }) => repeat === 1)
    .map(({ strategy, scenario, state }) => `${strategy} ${scenario} ${state}`)
    .toSorted();

/** The whole chain of a variant, each cell in the same state. */
export const chain = (strategy: string, state: string): string[] =>
  ['cold', 'edit-deps', 'edit-source', 'warm'].map((scenario) => `${strategy} ${scenario} ${state}`);

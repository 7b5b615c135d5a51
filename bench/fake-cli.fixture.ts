import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { execa } from 'execa';
import { afterEach, beforeEach } from 'vitest';
import { readCsv } from '../src/record/csv/read-csv.ts';
import { readRun, type RecordedRun } from '../src/record/read/read-run.ts';
import { layerRowSchema, stepRowSchema, type LayerRow, type StepRow } from '../src/record/rows.ts';
import { rootFolder } from './context.ts';
import { stagebench as walkHere } from './in-process-cli.fixture.ts';

const cli = path.join(rootFolder, 'bench', 'cli.ts');

/**
 * The real program on the fake engine; the results folder and the cache folder (locks) are of each test alone.
 * `inProcess`: without a process of its own, for cases in which none is killed.
 */
export function useFakeCli({ inProcess = false } = {}) {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'stagebench-cli-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });
  const results = (): string => path.join(folder, 'results');

  async function stagebench(
    words: readonly string[],
    fake: object = {},
    env: NodeJS.ProcessEnv = {},
    inputFile?: string,
  ) {
    const own = { XDG_CACHE_HOME: path.join(folder, 'cache'), STAGEBENCH_FAKE: JSON.stringify(fake), ...env };
    if (inProcess) return walkHere(words, { ...process.env, ...own });
    const { exitCode, stdout, stderr } = await execa(process.execPath, [cli, ...words], {
      reject: false,
      ...(inputFile !== undefined && { inputFile }),
      env: own,
    });
    return { exitCode, stdout, stderr };
  }

  return {
    folder: (): string => folder,
    results,
    stagebench,
    /** A run of go with two strategies, once, unless the words say otherwise. */
    run: (fake: object = {}, ...words: string[]) => {
      const usual = { apps: 'go', strategies: 'slim,alpine', rounds: '1', seed: '1', results: results() };
      const missing = Object.entries(usual).filter(([name]) => !words.includes(`--${name}`));
      return stagebench(
        ['run', '--engine', 'fake', ...missing.flatMap(([name, value]) => [`--${name}`, value]), ...words],
        fake,
      );
    },
    /** The one run of this test, whether it has come to its end or not. */
    onlyRun: (): Promise<RecordedRun> =>
      readRun(path.join(results(), readdirSync(results()).find((name) => name !== 'latest') ?? '')),
  };
}

export const stepsOf = ({ folder }: RecordedRun): StepRow[] =>
  readCsv('steps.csv', readFileSync(path.join(folder, 'steps.csv'), 'utf8'), stepRowSchema);

export const layersOf = ({ folder }: RecordedRun): LayerRow[] =>
  readCsv('layers.csv', readFileSync(path.join(folder, 'layers.csv'), 'utf8'), layerRowSchema);

/** `slim cold built` of every row, sorted. */
export const cells = (
  rows: readonly { readonly strategy: string; readonly scenario: string; readonly state: string }[],
): string[] => rows.map(({ strategy, scenario, state }) => `${strategy} ${scenario} ${state}`).toSorted();

/** The whole chain of a variant, each cell in the same state. */
export const chain = (strategy: string, state: string): string[] =>
  ['cold', 'edit-deps', 'edit-source', 'warm'].map((scenario) => `${strategy} ${scenario} ${state}`);

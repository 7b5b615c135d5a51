import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { StagebenchError } from '../../src/domain/errors.ts';
import { control } from '../../src/domain/run/plan.ts';
import type { RunManifest } from '../../src/record/manifest.ts';
import { manifest } from '../../src/record/manifest.fixture.ts';
import { readManifest } from '../../src/record/read/read-run.ts';
import { compare } from '../commands/compare/run.ts';
import { report } from '../commands/report/run.ts';
import { publish } from '../pages/publish.ts';
import { rootFolder, systemClock, type CommandContext } from '../context.ts';
import { writeRun } from '../../src/record/recorded-run.fixture.ts';
import { definitions } from '../registry.ts';

const times = { 'go/slim/cold': [1000, 1010, 1020], 'go/alpine/cold': [1100, 1110, 1120] };
const cells = ['slim', 'alpine'].map((strategy) => ({ app: 'go', strategy, scenario: 'cold' }));
/** Has all that a run.json may have. */
const all: Partial<RunManifest> = {
  ...{ options: { suite: 'default', rounds: 3 }, baselines: { go: 'slim' }, gaveUp: [], outcome: 'complete' },
  ...{ finishedAt: '2026-01-01T01:00:00.000Z', elapsedMs: 1, maxRssBytes: 1, stoppedEarly: ['go/slim/cold'] },
  planted: { calibrationMs: { 'go/slim': [1, 2] }, sleepMs: { 'go/slim': 1 } },
  budget: {
    ...{ basis: 'foreseen', budgetMs: 1, expectedMs: 1 },
    cells: [{ cell: 'go/slim/cold', rounds: 3, visitMs: 1 }],
  },
  definitions: { 'strategies/slim/go.Dockerfile': '1' },
  bases: [{ name: 'debian:12', ref: 'x', digest: 'sha256:0', source: 'registry' }],
  timeSpent: { builds: 1, starts: 1, inspections: 1, cleaning: 1, extras: 1 },
  resumed: [{ machine: manifest.machine, engineKernel: '6.12.0', startedAt: manifest.startedAt } as never],
  plan: {
    ...{ seed: 1, rounds: 3, cells, variants: cells.map(({ app, strategy }) => ({ app, strategy })) },
    visits: [...cells, control].map((cell, index) => ({
      ...{ ...cell, sequence: index + 1, round: 1 },
      phase: cell === control ? ('control' as const) : ('measure' as const),
    })),
  },
};

let place: string;
let good: unknown;
const folder = (runId: string): string => path.join(place, 'results', runId);
const file = (): string => path.join(folder('r1'), 'run.json');
beforeAll(() => {
  place = mkdtempSync(path.join(tmpdir(), 'stagebench-damaged-'));
  writeRun(path.join(place, 'results'), { runId: 'r0', times, control: [1, 1, 1], manifest: all });
  writeRun(path.join(place, 'results'), { runId: 'r1', times, control: [1, 1, 1], manifest: all });
  // What "../x", joined to any folder that is written to, would name.
  for (const name of ['x', 'results/x', 'results/published/x']) {
    mkdirSync(path.join(place, name), { recursive: true });
    writeFileSync(path.join(place, name, 'own'), 'x');
  }
  good = JSON.parse(readFileSync(file(), 'utf8'));
});
afterAll(() => {
  rmSync(place, { recursive: true });
});

const values = [null, [], {}, '../x', 1e308];
type Way = readonly (string | number)[];

/** The way to each value in it, the value itself included; of a list only the first. */
function ways(value: unknown, way: Way = []): Way[] {
  if (typeof value !== 'object' || value === null) return [way];
  const keys = Array.isArray(value) ? [...value.keys()].slice(0, 1) : Object.keys(value);
  return [
    way,
    ...keys.flatMap((key) => ways((value as Record<string | number, unknown>)[key], [...way, key])),
  ];
}

/** A copy in which another value, or none, is at the end of the way. */
function changed(whole: unknown, way: Way, value: unknown): unknown {
  if (way.length === 0) return value;
  const copy = structuredClone(whole);
  let at = copy as Record<string | number, unknown>;
  for (const key of way.slice(0, -1)) at = at[key] as Record<string | number, unknown>;
  const last = way.at(-1) as string | number;
  if (value === undefined) Reflect.deleteProperty(at, last);
  else at[last] = value;
  return copy;
}

/** Every run.json with one fault, by what the fault is. */
function* damaged(): Generator<[string, unknown]> {
  for (const way of ways(good)) {
    if (way.length > 0) yield [`without ${way.join('.')}`, changed(good, way, undefined)];
    for (const value of values)
      yield [`${way.join('.')} = ${JSON.stringify(value)}`, changed(good, way, value)];
  }
}

/** What it printed, and the error if it is not one of the catalogue. */
async function done(command: (context: CommandContext) => Promise<number>) {
  let text = '';
  const stream = { write: (words: string) => ((text += words), true) };
  const context = {
    ...{ root: place, definitions, clock: systemClock, environment: {}, stdout: stream, stderr: stream },
    signal: new AbortController().signal,
  } as unknown as CommandContext;
  const error: unknown = await command(context).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  return { text, known: error instanceof StagebenchError, error };
}

const isReadable = (): Promise<boolean> =>
  readManifest(folder('r1')).then(
    () => true,
    () => false,
  );

describe('a run.json with one fault', () => {
  test('is reported and compared, or refused in words of the catalogue: no NaN, no undefined, no stack', async () => {
    const bad: string[] = [];
    let read = 0;
    for (const [fault, json] of damaged()) {
      writeFileSync(file(), JSON.stringify(json));
      const results = path.join(place, 'results');
      const outcomes = [
        await done((context) =>
          report(
            {
              results,
              run: folder('r1'),
              baseline: undefined,
              json: false,
              md: false,
              html: undefined,
              history: '',
            },
            context,
          ),
        ),
      ];
      if (await isReadable()) {
        read += 1;
        outcomes.push(
          await done((context) =>
            compare({ a: folder('r0'), b: folder('r1'), results, force: true, json: false }, context),
          ),
        );
      }
      for (const { error, known, text } of outcomes) {
        if (error !== undefined && !known) bad.push(`${fault}: ${(error as Error).message}`);
        if (/\b(NaN|undefined)\b|\[object|∞|Infinity/.test(text)) bad.push(`${fault}: ${text}`);
      }
    }
    expect(bad).toEqual([]);
    // Else nothing but refusals was looked at.
    expect(read).toBeGreaterThan(100);
  });

  test('that names something outside is published nowhere else', async () => {
    for (const way of ways(good).filter(([first]) => ['options', 'runId', 'plan'].includes(String(first)))) {
      const json = changed(good, way, '../x');
      writeFileSync(file(), JSON.stringify(json));
      const { known, error } = await done(async () => {
        await publish(folder('r1'), path.join(place, 'results', 'published'), definitions);
        return 0;
      });
      expect(error === undefined || known).toBe(true);
      for (const name of ['x', 'results/x', 'results/published/x'])
        expect(readdirSync(path.join(place, name))).toEqual(['own']);
    }
    writeFileSync(file(), JSON.stringify(good));
  });

  test.each(['app', 'strategy', 'scenario'])(
    'whose visits are of no cell of the plan (%s) is refused before anybody goes on with it',
    async (name) => {
      writeFileSync(file(), JSON.stringify(changed(good, ['plan', 'visits', 0, name], 'stray')));
      await expect(readManifest(folder('r1'))).rejects.toMatchObject({ code: 'RESULTS_UNREADABLE' });
    },
  );
});

test('the published runs are read', async () => {
  const published = path.join(rootFolder, 'results', 'published');
  const files = readdirSync(published, { recursive: true, encoding: 'utf8' });
  const runs = files.filter((file) => path.basename(file) === 'run.json').map((file) => path.dirname(file));
  expect(runs).toEqual(expect.arrayContaining(['default', 'projects/pnpm-workspace']));
  for (const run of runs) await readManifest(path.join(published, run));
});

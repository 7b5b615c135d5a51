import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { manifest } from '../../src/record/manifest.fixture.ts';
import { useFakeCli } from '../fake-cli.fixture.ts';
import { stagebench } from '../in-process-cli.fixture.ts';
import { writeRun, type HandWrittenRun } from '../../src/record/recorded-run.fixture.ts';

const { results, run } = useFakeCli();

/** Eight samples around a median, half a percent apart. */
const around = (median: number): number[] =>
  [-3, -2, -1, -0.5, 0.5, 1, 2, 3].map((percent) => median * (1 + percent / 200));

const fast = { 'go/slim/cold': around(8000), 'go/slim/warm': around(200) };
const slow = { 'go/slim/cold': around(8800), 'go/slim/warm': around(200) };

/** Writes two runs, A and B. */
function write(a: Partial<HandWrittenRun>, b: Partial<HandWrittenRun>): void {
  writeRun(results(), { runId: 'before', times: fast, ...a });
  writeRun(results(), { runId: 'after', times: slow, ...b });
}
const compare = (...words: string[]) => stagebench(['compare', ...words, '--results', results()]);
const both = (...words: string[]) => compare('before', 'after', ...words);
const withEngine = (changes: object): Partial<HandWrittenRun> => ({
  manifest: { engine: { ...manifest.engine, ...changes } },
});

describe('two runs', () => {
  test('are held against each other cell by cell: data on stdout, notes on stderr, exit code 0', async () => {
    write({ control: around(3000) }, { control: around(3030) });
    const { exitCode, stdout, stderr } = await both();
    expect(exitCode).toBe(0);
    expect(stdout).toMatchInlineSnapshot(`
      "A  before  2026-01-01, docker engine 28.0.0
      B  after  2026-01-01, docker engine 28.0.0

      cell                A        B  B ÷ A                    ÷ control
      ──────────────────────────────────────────────────────────────────
      go/slim/cold  8.00 s   8.80 s   1.10 (1.09–1.11) slower       1.09
      go/slim/warm   200 ms   200 ms  1.00 (0.99–1.01) ~            0.99
      the control   3.00 s   3.03 s   1.01 (1.00–1.02) ~
      "
    `);
    expect(stderr).toMatchInlineSnapshot(`
      "  B ÷ A; in brackets its 95 % interval, by calibrated smoothed bootstrap of the ratio of medians (percentiles); ~ no difference shown (exact rank test, Holm over the one comparison of each scenario, minimum effect 1 %)
        ÷ control: B ÷ A, after each median was divided by the time of the control in its run
        the same in every row: image, layers, steps
      "
    `);
  });

  test('on a machine that got slower say so, and what is left beside the control', async () => {
    write({ control: around(3000) }, { control: around(3300) });
    const { stdout, stderr } = await both();
    expect(stdout).toMatch(/^go\/slim\/cold .* 1\.10 \(.*\) slower +1\.00$/m);
    expect(stdout).toMatch(/^the control .* 1\.10 \(.*\) slower$/m);
    expect(stderr).toContain('the control was 10 % slower in B: the machine was not the same');
  });

  test.each<[string, string | undefined, string | undefined, string | undefined]>([
    ['natively and by emulation', 'native', 'emulated', 'its own and another'],
    ['with no platform and without running it', undefined, 'cross', 'its own and another'],
    ['by emulation and nobody knows how', 'emulated', 'unsure', 'another and nobody knows which'],
    ['natively, and with no platform', 'native', undefined, undefined],
  ])('built %s', async (_, one, other, told) => {
    // One cell in each way: both sides have the same ways.
    const ways = (cold: string | undefined, warm: string | undefined) => ({
      builds: ({ scenario }: { scenario: string }) => ({
        platform: 'linux/arm64',
        platform_by: (scenario === 'cold' ? cold : warm) as 'native',
      }),
    });
    write(ways(one, other), ways(other, one));
    const { exitCode, stderr } = await both();
    expect(exitCode).toBe(told === undefined ? 0 : 2);
    if (told !== undefined) expect(stderr).toContain('processor of the build (');
    const [cold] = [await compare('before:go/slim/cold', 'after:go/slim/cold')];
    expect(cold.stderr.includes(`processor of the build (${told})`)).toBe(told !== undefined);
  });

  test('of two names of one platform compare', async () => {
    write(
      { images: () => ({ platform: 'linux/arm64/v8' }) },
      { images: () => ({ platform: 'linux/arm64' }) },
    );
    expect((await both()).exitCode).toBe(0);
  });

  test('name the kernel and the memory, where they differ', async () => {
    write({}, { manifest: { engine: { ...manifest.engine, kernel: '6.13.0' } } });
    expect((await both()).stderr).toContain('A and B also differ in: kernel (6.12.0 and 6.13.0)');
  });

  test('what is exact is compared exactly; where nothing of it differs it takes no room', async () => {
    write(
      { images: () => ({ size_bytes: 80_000_000 }) },
      {
        images: () => ({ size_bytes: 82_000_000, layers: 6 }),
        builds: ({ scenario, round }) => ({ steps_total: scenario === 'cold' ? 5 : 4 + (round % 2) }),
      },
    );
    expect((await both()).stdout).toMatchInlineSnapshot(`
      "A  before  2026-01-01, docker engine 28.0.0
      B  after  2026-01-01, docker engine 28.0.0

      cell                A        B  B ÷ A                     image  layers   steps
      ───────────────────────────────────────────────────────────────────────────────
      go/slim/cold  8.00 s   8.80 s   1.10 (1.09–1.11) slower  +2.5 %      +1      +1
      go/slim/warm   200 ms   200 ms  1.00 (0.99–1.01) ~       +2.5 %      +1  varies
      "
    `);
  });

  test('cells that only one of them has are named', async () => {
    write(
      { times: { ...fast, 'go/alpine/cold': around(9000) } },
      { times: { ...slow, 'go/scratch/cold': around(9000) } },
    );
    const { stdout, stderr } = await both();
    expect(stdout).not.toMatch(/alpine|scratch/);
    expect(stderr).toContain('only in A: go/alpine/cold');
    expect(stderr).toContain('only in B: go/scratch/cold');
  });

  test('a Dockerfile that changed is named, and is no reason to refuse', async () => {
    const definitions = (hash: string) => ({
      manifest: { definitions: { 'strategies/slim/go.Dockerfile': hash } },
    });
    write(definitions('1'), definitions('2'));
    const { exitCode, stderr } = await both();
    expect(exitCode).toBe(0);
    expect(stderr).toContain('changed from A to B: strategies/slim/go.Dockerfile');
  });

  test('with --json give every number, the one free of the machine included', async () => {
    write({ control: around(3000) }, { control: around(3300) });
    const { stdout, stderr } = await both('--json');
    expect(stderr).toBe('');
    expect(JSON.parse(stdout)).toMatchObject({
      a: { runId: 'before', kind: 'run' },
      b: { runId: 'after', kind: 'run' },
      differences: [],
      control: { baselineMedianMs: 3000, medianMs: 3300, ratio: 1.1, verdict: { kind: 'slower' } },
      rows: [
        {
          cell: { app: 'go', strategy: 'slim', scenario: 'cold' },
          time: { medianMs: 8800, baselineMedianMs: 8000, ratio: 1.1, verdict: { kind: 'slower' } },
          controlRatio: expect.closeTo(1, 6),
        },
        { cell: { scenario: 'warm' }, time: { verdict: { kind: 'same' } } },
      ],
      onlyA: [],
      onlyB: [],
    });
  });

  test('of the fake engine compare too, and it is said that nothing was measured', async () => {
    await run({}, '--scenarios', 'cold', '--rounds', '2');
    const first = JSON.parse((await stagebench(['report', '--results', results(), '--json'])).stdout) as {
      runId: string;
    };
    await run({}, '--scenarios', 'cold', '--rounds', '2');
    const { exitCode, stdout, stderr } = await compare(first.runId, 'latest');
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^go\/slim\/cold .* needs \d+ samples +–$/m);
    expect(stderr).toContain('made up by the fake engine');
  });
});

describe('two cells', () => {
  test('of the newest run: one row', async () => {
    await run({}, '--rounds', '1');
    const { exitCode, stdout } = await compare('go/slim/cold', 'go/alpine/cold');
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^go\/slim\/cold → go\/alpine\/cold /m);
    expect(stdout).not.toContain('warm');
  });

  test('of two runs, and two variants in all their scenarios', async () => {
    write({}, {});
    expect((await compare('before:go/slim/cold', 'after:go/slim/cold')).stdout).toMatch(
      /^go\/slim\/cold .*slower$/m,
    );
    const variants = await compare('before:go/slim', 'after:go/slim');
    expect(variants.stdout.match(/^go\/slim\/\w+ /gm)).toEqual(['go/slim/cold ', 'go/slim/warm ']);
    expect(variants.stdout).toContain('A  go/slim of before  2026-01-01, docker engine 28.0.0');
  });
});

describe('runs that were not measured alike', () => {
  test.each<[string, Partial<HandWrittenRun>, string]>([
    ['engine', withEngine({ version: '29.1.0' }), 'engine (docker 28.0.0 and docker 29.1.0)'],
    ['buildx', withEngine({ buildxVersion: '0.21.0' }), 'buildx (0.20.0 and 0.21.0)'],
    ['image store', withEngine({ imageStore: 'containerd' }), 'image store (graphdriver and containerd)'],
    ['cores', { manifest: { machine: { ...manifest.machine, cores: 4 } } }, 'cores (2 and 4)'],
    [
      'bases',
      { images: () => ({ base_ref: 'debian:13', base_digest: 'sha256:2222' }) },
      'base debian:13 (1111 and 2222)',
    ],
  ])('%s: are refused with both values, exit code 2', async (_, b, text) => {
    write({ images: () => ({ base_ref: 'debian:13', base_digest: 'sha256:1111' }) }, b);
    const { exitCode, stdout, stderr } = await both();
    expect([exitCode, stdout]).toEqual([2, '']);
    expect(stderr).toContain(
      `error COMPARE_REFUSED: A and B were not measured alike, they differ in\n    ${text}\n`,
    );
    expect(stderr).toContain('--force');
  });

  test('are compared by --force, and every row says what differs', async () => {
    write(
      {},
      {
        manifest: {
          ...withEngine({ version: '29.1.0' }).manifest,
          machine: { ...manifest.machine, cores: 4 },
        },
      },
    );
    const { exitCode, stdout, stderr } = await both('--force');
    expect(exitCode).toBe(0);
    expect(stdout.match(/^go\/slim\/\w+ .* engine, cores$/gm)).toHaveLength(2);
    expect(JSON.parse((await both('--force', '--json')).stdout)).toMatchObject({
      differences: [{ what: 'engine' }, { what: 'cores', a: '2', b: '4' }],
      rows: [{ caveat: 'engine, cores' }, { caveat: 'engine, cores' }],
    });
    expect(stderr).toContain(
      'compared by force, A and B differ in: engine (docker 28.0.0 and docker 29.1.0), cores',
    );
  });
});

describe('what cannot be compared: exit code 2, and why', () => {
  test.each([
    ['a run with itself', ['before', 'before'], 'NOTHING_TO_COMPARE: A and B are the same run'],
    ['a run with a copy of itself', ['before', 'COPY'], 'NOTHING_TO_COMPARE: A and B are the same run'],
    [
      'a cell with itself',
      ['before:go/slim/cold', 'before:go/slim/cold'],
      'NOTHING_TO_COMPARE: A and B are the same cell',
    ],
    ['a run with a cell', ['before', 'after:go/slim/cold'], 'USAGE: A is a run and B a cell'],
    [
      'runs without a common cell',
      ['before', 'other'],
      'NOTHING_TO_COMPARE: A and B have no cell in common.\n    A has go/slim/cold, go/slim/warm\n    B has go/scratch/cold\n',
    ],
    ['an unknown run', ['before', 'aftr'], 'UNKNOWN_NAME: There is no run "aftr". Did you mean "after"?'],
    [
      'an unknown cell',
      ['before:go/slim/cold', 'after:go/slim/worm'],
      'UNKNOWN_NAME: There is no scenario "worm". Did you mean "warm"?',
    ],
    ['half a cell', ['before:go', 'after:go'], 'USAGE: "go" is no cell: write app/strategy/scenario'],
    ['one run', ['before'], 'USAGE: compare needs <b> as well.'],
    ['nothing', [], 'USAGE: compare needs <a> and <b>.'],
    ['a name that is empty', ['', 'after'], 'USAGE: The name of a run is empty.'],
    ['no newest run', ['before', 'latest'], 'UNKNOWN_NAME: There is no run "latest".'],
  ])('%s', async (_, words, message) => {
    write({}, {});
    writeRun(results(), { runId: 'other', times: { 'go/scratch/cold': [1000] } });
    const copy = writeRun(path.join(results(), 'elsewhere'), { runId: 'before', times: fast });
    const { exitCode, stdout, stderr } = await compare(
      ...words.map((word) => (word === 'COPY' ? copy : word)),
    );
    expect([exitCode, stdout]).toEqual([2, '']);
    expect(stderr).toContain(`error ${message}`);
  });

  test.each<[string, string, (text: string) => string, string]>([
    ['of a newer schema', 'run.json', (text) => text.replace('"schema":2', '"schema":99'), 'has schema 99'],
    [
      'without a column',
      'builds.csv',
      (text) => text.replace('wall_ms', 'wall'),
      'builds.csv, line 1: column "wall_ms" is missing',
    ],
    [
      'with a word for a number',
      'builds.csv',
      (text) => text.replace(',8668,', ',fast,'),
      'builds.csv, line 2: column "wall_ms": "fast" is not a number',
    ],
  ])('a run %s', async (_, name, change, message) => {
    write({}, {});
    const file = path.join(results(), 'after', name);
    const text = readFileSync(file, 'utf8');
    expect(change(text)).not.toBe(text);
    writeFileSync(file, change(text));
    const { exitCode, stderr } = await both();
    expect(exitCode).toBe(2);
    expect(stderr).toContain('error RESULTS_UNREADABLE: ');
    expect(stderr).toContain(message);
  });
});

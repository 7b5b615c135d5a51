import { describe, expect, test, vi } from 'vitest';
import { parseArguments, furtherOptions, missingWords } from './parse-arguments.ts';
import { definitions } from '../registry.ts';
import { commands } from '../commands/index.ts';
import { optionTable } from './option-table.ts';

const parse = (line: string) => parseArguments(line === '' ? [] : line.split(' '), 80, definitions);

describe('what can be run', () => {
  test.each([
    '',
    'run',
    '--rounds 1',
    'run --rounds 5 --apps go --no-provision',
    'plan --seed 3',
    'engine status --json',
    'bases list',
    'doctor',
    'clean --all',
    'tables --check',
    'inspect app.tar',
    'inspect app:1 old.tar --base debian:13 --json --engine docker',
    'run --transfer --bandwidth 100mbit --zstd',
    'run --scan trivy',
    'run --budget 1h30m --until 3%',
    'run --until 0.03 --rounds 20',
    'run --resume',
    'run --resume --json',
    'compare-refs main HEAD --map golang:1.22=golang:1.26',
    'run --resume 20261123T130415123Z-1f3a --engine private --provision --quiet --keep-logs',
  ])('stagebench %s', async (line) => {
    expect(await parse(line)).toBeTypeOf('function');
  });
});

describe('what cannot is an error of usage that names the nearest', () => {
  test.each([
    ['run --round 3', 'There is no option "--round". Did you mean "--rounds"?'],
    ['--strategy slim', 'There is no option "--strategy". Did you mean "--strategies"?'],
    ['run --keepimages', 'Did you mean "--keep-images"?'],
    ['plan --provision', 'There is no option "--provision".'],
    ['doctor --rounds 3', 'There is no option "--rounds".'],
    ['rum', 'There is no command "rum". Did you mean "run"?'],
    ['doktor', 'There is no command "doktor". Did you mean "doctor"?'],
    ['run slim', '"slim" is one word too many after "run".'],
    ['run run', '"run" is one word too many after "run".'],
    ['run plan', '"plan" is one word too many after "run".'],
    ['plan plan', '"plan" is one word too many after "plan".'],
    ['engine up up', '"up" is one word too many after "engine <action>".'],
    ['run --dry-run=yes', '--dry-run is either true or false, not "yes".'],
    [
      `--engine fake --ca-bundle ${import.meta.filename}.nope`,
      `--ca-bundle ${import.meta.filename}.nope cannot be read: ENOENT.`,
    ],
    ['--frobnicate', 'There is no option "--frobnicate". There are: --suite'],
    ['run --budget 20', '--budget must be a time like 90s, 20m or 1h30m, not "20".'],
    ['run --until 3', '--until must be more than 0 and less than 100 %'],
    ['run --budget 20m --rounds 3', '--budget and --rounds cannot be given together.'],
    ['plan --rounds=3 --budget=20m', '--budget and --rounds cannot be given together.'],
    ['run --resume --rounds 3 --apps go', '--resume and --apps cannot be given together.'],
    ['run --resume --seed=1', '--resume and --seed cannot be given together.'],
    ['run --resume --until 3% --budget 1h', '--resume and --budget, --until cannot be given together.'],
    ['run --resume --dry-run', '--resume and --dry-run cannot be given together.'],
    ['run --resume a --resume b', '--resume is given 2 times.'],
    ['run --resume=', '--resume is empty.'],
    ['run --resume  --json', '--resume is empty.'],
    ['plan --resume', 'There is no option "--resume".'],
    ['-x', 'There is no option'],
    ['run --rounds 0', '--rounds must be a whole number'],
    ['run --rounds -1', '--rounds must be a whole number from 1 to 1000, not "-1".'],
    ['run --engine podman', '"podman"'],
    ['engine', 'engine needs <action>.'],
    ['inspect', 'inspect needs <images..>.'],
    ['inspect app:1 --provision', 'There is no option "--provision".'],
    ['inspect app:1 --base', 'Not enough arguments following: base'],
    ['run --bandwidth 100mbit', '--bandwidth means nothing without --transfer.'],
    ['run --zstd', '--zstd means nothing without --transfer.'],
    ['run --resume --transfer', '--resume and --transfer cannot be given together.'],
    ['run --scan grype', '"grype"'],
    ['run --no-suite', '--suite takes a value and cannot be turned off by --no-suite'],
    ['report --no-baseline', '--baseline takes a value'],
    ['run --no-apps', '--apps takes a value'],
    ['run --no-rounds', '--rounds takes a value'],
    ['run --no-resume', '--resume takes a value'],
    ['run --constructor x', 'There is no option "--constructor".'],
    ['run --toString x', 'There is no option "--toString".'],
    ['run --no-hasOwnProperty', 'There is no option "--hasOwnProperty".'],
    ['run --__proto__ x', 'There is no option "--__proto__".'],
    ['run --apps.x go', 'There is no option "--apps.x".'],
    ['run --constructor.prototype.x 1', 'There is no option "--constructor.prototype.x".'],
    ['run --dry-run --rounds 1 --dry-run false', '--dry-run is given 2 times.'],
    ['run --dry-run --no-dry-run', '--dry-run is given 2 times.'],
    ['run --json --json --json=true', '--json is given 3 times.'],
    ['run --engine fake --engine docker', '--engine is given 2 times.'],
    ['run --rounds 2 --rounds=3', '--rounds is given 2 times.'],
    ['run --resume a --resume b', '--resume is given 2 times.'],
    ['run --until 3% --until 4%', '--until is given 2 times.'],
    ['run --transfer --bandwidth 1mbit --bandwidth 2mbit', '--bandwidth is given 2 times.'],
  ])('stagebench %s', async (line, message) => {
    await expect(parse(line)).rejects.toMatchObject({
      code: 'USAGE',
      message: expect.stringContaining(message),
    });
  });
});

/** What help prints, and the options that it names. */
async function help(...words: string[]) {
  const print = vi.spyOn(console, 'log').mockImplementation(() => {});
  await parseArguments(words, 80, definitions);
  const text = print.mock.calls.flat().join('\n');
  print.mockRestore();
  // A line of an example that is broken may begin with an option, too: not so far to the right.
  const named = [...text.matchAll(/^(?: {6}| {2}-h, )--([a-z-]+) /gm)].map(([, name]) => name);
  return { text, named: named.filter((name) => name !== 'help' && name !== 'version') };
}

test('help of run shows the ten options that are used most, and how to see the others', async () => {
  const { text, named } = await help('run', '--help');
  // By hand: what README's examples and a first run need.
  expect(named.toSorted()).toEqual([
    'apps',
    'budget',
    'dry-run',
    'engine',
    'project',
    'provision',
    'resume',
    'rounds',
    'scenarios',
    'strategies',
  ]);
  expect(text).toContain('Options that are used most:');
  const spec = commands.find(({ isDefault }) => isDefault);
  expect(text).toContain(`${(spec?.options.length ?? 0) - 10} more options: stagebench run --help --all`);
});

test.each(commands.map(({ usage, options: known }) => [usage.split(' ')[0] ?? '', known] as const))(
  'help of %s shows ten options at most, with --all every one',
  async (name, known) => {
    expect((await help(name, '--help')).named.length).toBeLessThanOrEqual(10);
    const all = await help(name, '--help', '--all');
    expect(all.named.toSorted()).toEqual(known.map((option) => option.name).toSorted());
    expect(all.text).not.toContain('more options');
  },
);

test('a command of ten options shows all of them, whether they are used often or not', () => {
  const seldom = [...optionTable.values()].filter(({ often }) => !often);
  expect(furtherOptions(seldom.slice(0, 10), ['--help'])).toEqual([]);
  expect(furtherOptions(seldom.slice(0, 11), ['--help'])).toHaveLength(11);
});

test('--all without --help is no option of a command that has none', async () => {
  await expect(parseArguments(['run', '--all'], 80, definitions)).rejects.toThrow(
    'There is no option "--all".',
  );
});

const example = /\n {4}for example: npm run -s stagebench -- compare \S+ \S+/;

test.each([
  [['compare'], 'compare needs <a> and <b>. A and B are runs ('],
  [['compare', 'r1'], 'compare needs <b> as well. A and B are runs ('],
  [['compare', '--results', 'DIR', 'r1'], 'compare needs <b> as well.'],
  [['compare', '--force'], 'compare needs <a> and <b>.'],
])('%j: what to give, and an example', async (words, text) => {
  await expect(parseArguments(words, 100, definitions)).rejects.toMatchObject({
    code: 'USAGE',
    message: expect.stringMatching(example),
  });
  await expect(parseArguments(words, 100, definitions)).rejects.toThrow(text);
});

test.each([
  ['inspect', 'inspect needs <images..>.'],
  ['engine', 'engine needs <action>. Start, stop or show the private engine: up, down or status.'],
])('%s says it too', async (command, text) => {
  await expect(parseArguments([command], 100, definitions)).rejects.toThrow(text);
});

test('what is no lack of words is left as it is', () => {
  expect(missingWords('Something else', ['compare'], commands)).toBeUndefined();
});

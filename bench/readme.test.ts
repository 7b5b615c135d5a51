import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { rootFolder } from './context.ts';
import { useFakeCli } from './fake-cli.fixture.ts';
import { parseArguments } from './arguments/parse-arguments.ts';
import { definitions } from './registry.ts';

/* README and the pages that it leads to promise commands: those that need no engine are run, the others at least understood. */

const read = (name: string): string => readFileSync(path.join(rootFolder, name), 'utf8');
const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };

const pages = ['README.md', 'docs/commands.md', 'docs/tables.md', 'docs/nightly.md', 'CONTRIBUTING.md'];

/** The lines of their shell blocks, without their comments. */
const lines = [
  ...pages
    .map(read)
    .join('\n')
    .matchAll(/^```sh\n(.*?)^```/gms),
].flatMap(([, block = '']) =>
  block
    .split('\n')
    .map((line) => line.replace(/\s+#.*/, '').trim())
    .filter(Boolean),
);

/** What a line gives to the program; undefined for one that is not ours. */
function wordsOf(line: string): readonly string[] | undefined {
  const [, installed] = /^npx stagebench (.*)$/.exec(line) ?? [];
  if (installed !== undefined) return installed.split(' ');
  const [, script = '', rest = ''] = /^npm run (?:-s )?(\S+)(?: -- (.*))?$/.exec(line) ?? [];
  const given = rest.split(' ').filter(Boolean);
  if (script === 'stagebench') return given;
  const command = script === 'bench' ? 'run' : script === 'nightly' ? script : undefined;
  return command === undefined ? undefined : [command, ...given];
}

/** What needs an engine, the network, a run that was interrupted, or a project. */
const needsMore = ['--provision', '--transfer', '--resume', '--project'];
const ours = lines.flatMap((line) => {
  const words = wordsOf(line);
  return words === undefined ? [] : [{ line, words }];
});
const runnable = ours.filter(
  ({ words }) => ['run', 'plan'].includes(words[0] ?? '') && !needsMore.some((word) => words.includes(word)),
);

test('there are some of each kind', () => {
  expect(ours.length).toBeGreaterThan(10);
  expect(runnable.length).toBeGreaterThan(5);
});

test.each(lines.filter((line) => line.startsWith('npm run')))('%s names a script', (line) => {
  expect(scripts).toHaveProperty(/^npm run (?:-s )?(\S+)/.exec(line)?.[1] ?? '');
});

test.each(ours)('$line is understood', async ({ words }) => {
  expect(await parseArguments(words, 100, definitions)).toBeTypeOf('function');
});

const cli = useFakeCli();
test.each(runnable)('$line works', async ({ words }) => {
  const [command = '', ...options] = words;
  const chosen = ['--apps', '--strategies', '--suite', '--shard'].some((word) => options.includes(word));
  const own = [
    ...(options.includes('--engine') ? [] : ['--engine', 'fake']),
    ...['--results', cli.results()],
    // Whatever it builds, the command is the same.
    ...(chosen ? [] : ['--apps', 'go']),
  ];
  const { exitCode, stderr } = await cli.stagebench([command, ...options, ...(command === 'run' ? own : [])]);
  expect(exitCode, stderr).toBe(0);
});

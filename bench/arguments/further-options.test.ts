import { expect, test, vi } from 'vitest';
import { commands } from '../commands/index.ts';
import { options, type OptionName } from '../options.ts';
import { furtherOptions } from './further-options.ts';
import { parseArguments } from './parse-arguments.ts';
import { definitions } from '../registry.ts';

/** What help prints, and the options that it names. */
async function help(...words: string[]) {
  const print = vi.spyOn(console, 'log').mockImplementation(() => {});
  await parseArguments(words, 80, definitions);
  const text = print.mock.calls.flat().join('\n');
  print.mockRestore();
  const named = [...text.matchAll(/^ {2,}(?:-h, )? *--([a-z-]+) /gm)].map(([, name]) => name);
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
    'provision',
    'resume',
    'rounds',
    'scenarios',
    'strategies',
    'until',
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
    expect(all.named.toSorted()).toEqual(known.toSorted());
    expect(all.text).not.toContain('more options');
  },
);

test('a command of ten options shows all of them, whether they are used often or not', () => {
  const seldom = (Object.keys(options) as OptionName[]).filter((name) => !('often' in options[name]));
  expect(furtherOptions(seldom.slice(0, 10), ['--help'])).toEqual([]);
  expect(furtherOptions(seldom.slice(0, 11), ['--help'])).toHaveLength(11);
});

test('--all without --help is no option of a command that has none', async () => {
  await expect(parseArguments(['run', '--all'], 80, definitions)).rejects.toThrow(
    'There is no option "--all".',
  );
});

import { readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { optionTable } from '../arguments/option-table.ts';
import { commands } from '../commands/index.ts';
import { runOptions } from '../commands/run/options.ts';
import { excludedBy, namesThatAffect, type OptionSpec } from './option.ts';

const all = commands.flatMap(({ options }) => options);
const ofRun: readonly OptionSpec[] = runOptions;

test('a run that goes on refuses every option that affects its rows', () => {
  const resume = ofRun.find(({ name }) => name === 'resume');
  expect(resume && excludedBy(resume, runOptions)).toEqual([
    ...['suite', 'apps', 'strategies', 'scenarios', 'project', 'dockerfile', 'context', 'target'],
    ...['build-arg', 'secret', 'ssh', 'platform', 'map', 'claims', 'quick', 'budget', 'until', 'seed'],
    ...['shard', 'balance'],
    ...[
      'bases',
      'ca-bundle',
      'dry-run',
      'builder',
      'builder-is-mine',
      'transfer',
      'bandwidth',
      'zstd',
      'scan',
      'reproducible',
    ],
  ]);
});

test('only run and bisect have options that affect rows', () => {
  expect(namesThatAffect('rows', all).filter((name) => !ofRun.some((own) => own.name === name))).toEqual([
    ...['before', 'after', 'pairs'],
  ]);
});

test('what lasts affects words: what affects rows stays as it is anyway', () => {
  const lasting = [...optionTable.values()].filter(({ lasts }) => lasts);
  expect(lasting.map(({ name }) => name)).toEqual(['baseline', 'keep-images', 'keep-logs']);
  expect(lasting.filter(({ affects }) => affects !== 'words')).toEqual([]);
});

test('two commands that take an option of the same name take the same declaration', () => {
  expect(all.filter((option) => optionTable.get(option.name) !== option)).toEqual([]);
});

test('what two options need or exclude is an option of the same command', () => {
  for (const { options } of commands) {
    const names = options.map(({ name }) => name);
    const named = options.flatMap((option) => [option.needs ?? [], excludedBy(option, options)].flat());
    expect(names).toEqual(expect.arrayContaining(named));
  }
});

/** An option, and no list of some. */
const isOption = (one: object): boolean => 'affects' in one;

test('what lies here is shared: an option that one command alone has stands in the declaration of that command', async () => {
  const files = readdirSync(import.meta.dirname).filter((file) => !/^option\.ts$|\.test\.ts$/.test(file));
  const modules = await Promise.all(
    files.map(
      async (file) =>
        (await import(path.join(import.meta.dirname, file))) as Readonly<Record<string, object>>,
    ),
  );
  const declared = modules.flatMap((module) => Object.values(module).flat()).filter(isOption);
  expect(declared.length).toBeGreaterThan(0);
  expect(declared.filter((option) => all.filter((taken) => taken === option).length < 2)).toEqual([]);
});

import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { extras } from '../src/measure/extras/index.ts';
import { claims } from './claims/index.ts';
import { nameOf } from './command-spec.ts';
import { commands } from './commands/index.ts';
import { rootFolder } from './context.ts';
import { checks } from './doctor/checks/index.ts';
import { runOptions } from './commands/run/options.ts';
import { namesThatAffect } from './options/option.ts';
import { registryTexts } from './pages/registry-text.ts';
import {
  files,
  importersOf,
  imports,
  inside,
  isDeclaration,
  isTest,
  isWorkOfCommand,
  shown,
} from './source-imports.fixture.ts';

test('every index is written from its folder', () => {
  const written = registryTexts(rootFolder).map(({ file }) => file);
  expect(written).toEqual(expect.arrayContaining(files.filter((file) => file.endsWith('/index.ts'))));
});

describe('a command is one file, and the folder of its work', () => {
  /** An option that several commands share. */
  const isOption = (file: string): boolean => inside(file, 'bench/options') && !isTest(file);

  const declarations = imports.filter(({ file }) => isDeclaration(file) || isOption(file));

  test('help loads nothing of the work: a declaration imports it when it is called', () => {
    // Node itself has loaded these at its start, or they are a line.
    const light = [
      ...['node:path', 'node:fs', 'bench/command-spec.ts', 'src/domain/run/plan.ts'],
      'bench/usual-results.ts',
      ...['src/domain/is-installed.ts', 'src/domain/definitions/scenario.ts'],
    ];
    const isLight = (to: string): boolean => light.includes(to) || isDeclaration(to) || isOption(to);
    const heavy = declarations.filter(({ late, typeOnly, to }) => !late && !typeOnly && !isLight(to));
    expect(heavy.map(shown)).toEqual([]);
  });

  test('the work of a command is its own: no other command uses it, and nothing else', () => {
    // It loads what a run may need, and uses nothing of it.
    const loader = 'bench/start-anew.ts';
    const foreign = imports.filter(
      ({ file, to }) =>
        isWorkOfCommand(to) &&
        !isTest(file) &&
        file !== loader &&
        !file.startsWith(path.posix.dirname(to)) &&
        !isOwn(file, to),
    );
    expect(foreign.map(shown)).toEqual([]);
  });

  /** Its declaration, and what makes its job. */
  const isOwn = (file: string, to: string): boolean =>
    file === `${path.posix.dirname(to)}.ts` || inside(file, 'bench/arguments/resolve');
});

describe.each([
  ['command', 'bench/commands', commands.map((command) => ({ ...command, id: nameOf(command) }))],
  ['check of doctor', 'bench/doctor/checks', checks],
  ['extra', 'src/measure/extras', extras],
  ['claim', 'bench/claims', claims],
])('a %s is one file', (_, folder, registered) => {
  const own = files.filter(
    (file) =>
      path.posix.dirname(file) === folder && !isTest(file) && path.posix.basename(file) !== 'index.ts',
  );

  test('goes by the name of its file', () => {
    const names = own.map((file) => path.posix.basename(file, '.ts'));
    expect(registered.map(({ id }) => id).toSorted()).toEqual(names.toSorted());
  });

  test('has a place of its own: what has the same as another would come in the order of file names', () => {
    const places = registered.map(({ order }) => order);
    expect(new Set(places).size).toBe(places.length);
  });

  test('is named by nobody but the index: whoever reads them takes them as they come', () => {
    expect(importersOf(...own)).toEqual([`${folder}/index.ts`]);
  });
});

test('what asks for an extra is an option that changes what is measured', () => {
  expect(namesThatAffect('rows', runOptions)).toEqual(
    expect.arrayContaining(extras.map(({ option }) => option)),
  );
});

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { recipes } from '../src/bases/recipes/index.ts';
import { errorCatalogue } from '../src/domain/error-catalogue.ts';
import type { Column, Columns } from '../src/domain/metrics/column.ts';
import { fileMetrics } from '../src/domain/metrics/files.ts';
import { nameOf } from './command-spec.ts';
import { commands } from './commands/index.ts';
import { definitions } from './registry.ts';
import { rooms, type PackageRule } from './rooms.ts';
import {
  files,
  importersOf,
  imports,
  inside,
  isFile,
  isSource,
  isTest,
  isDeclaration,
  isWorkOfCommand,
  shown,
  stringsOf,
  type Import,
} from './source-imports.fixture.ts';

const { apps, scenarios, strategies } = definitions;

const root = path.join(import.meta.dirname, '..');

/** What the table forbids, held by other means than the linter's. */
const packagesOf: Readonly<Record<PackageRule, RegExp>> = {
  all: /./,
  node: /^node:/,
  docker: /^(dockerode|execa|tar-stream)$/,
};

/** Only the composition root may know the rooms of the command line. */
const everywhere = ['bench', 'sample-apps', 'strategies'];

/** What the files of a room import; the index of a folder of definitions is their registry, not one of them. */
const importsIn = (room: string): Import[] =>
  imports.filter(({ file }) => inside(file, room) && file !== `${room}/index.ts`);

const foldersOf = (...parts: string[]): string[] =>
  readdirSync(path.join(root, ...parts), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .toSorted();

test('the imports are found at all', () => {
  expect(imports).toContainEqual({
    file: 'bench/main.ts',
    to: 'bench/arguments/parse-arguments.ts',
    typeOnly: false,
    late: false,
  });
  expect(imports).toContainEqual({
    file: 'src/plan/plan.ts',
    to: 'src/domain/definitions/scenario.ts',
    typeOnly: true,
    late: false,
  });
  expect(imports).toContainEqual({
    file: 'bench/commands/run.ts',
    to: 'bench/commands/run/run.ts',
    typeOnly: false,
    late: true,
  });
  expect(imports).toContainEqual({
    file: 'src/node/execa-in-time.ts',
    to: 'execa',
    typeOnly: false,
    late: false,
  });
});

test('every folder of src is a room of the table', () => {
  expect(foldersOf('src').map((name) => `src/${name}`)).toEqual(
    rooms
      .map(({ room }) => room)
      .filter((room) => room.startsWith('src/'))
      .toSorted(),
  );
});

describe.each(rooms.filter(({ room }) => room !== 'bench'))(
  '$room',
  ({ room, may, not = [], packages = [] }) => {
    const own = importsIn(room);

    test('imports no room that it must not know', () => {
      const forbidden = own.filter(({ to }) => {
        if (!isFile(to) || inside(to, room)) return false;
        if (may !== undefined) return !may.some((allowed) => inside(to, allowed));
        return [...not, ...everywhere].some((other) => inside(to, other));
      });
      expect(forbidden.map(shown)).toEqual([]);
    });

    test('uses no package that it must not use', () => {
      const used = own.filter(
        ({ file, to }) => !isTest(file) && !isFile(to) && packages.some((name) => packagesOf[name].test(to)),
      );
      expect(used.map(shown)).toEqual([]);
    });
  },
);

test.each(rooms.filter(({ typesOnly }) => typesOnly))(
  'definitions in $room are data: they import types only',
  ({ room }) => {
    const values = importsIn(room).filter(({ file, typeOnly }) => !typeOnly && !isTest(file));
    expect(values.map(shown)).toEqual([]);
  },
);

test('definitions are loaded where a program starts, and handed down from there', () => {
  expect(importersOf('bench/registry.generated.ts')).toEqual(['bench/registry.ts']);
  expect(importersOf('bench/registry.ts')).toEqual([
    'bench/docs.ts',
    'bench/main.ts',
    'bench/package/pack.ts',
    'bench/self/self.ts',
  ]);
});

describe('what was typed is known to the arguments and to the declarations of commands alone: all others get a job', () => {
  test('the values of options', () => {
    const names = ['bases', 'compare-refs', 'nightly', 'plan', 'run'];
    const listed = names.map((name) => `bench/commands/${name}/options.ts`);
    expect(importersOf('bench/arguments/values.ts', ...listed)).toEqual([
      ...['bench/command-spec.ts', 'bench/commands/bases.ts', 'bench/commands/bases/options.ts'],
      ...['bench/commands/compare-refs.ts', 'bench/commands/compare-refs/options.ts'],
      ...['bench/commands/nightly.ts', 'bench/commands/nightly/options.ts'],
      ...['bench/commands/plan.ts', 'bench/commands/plan/options.ts'],
      ...['bench/commands/run.ts', 'bench/commands/run/options.ts'],
    ]);
  });

  test('the declarations of options, which the docs print', () => {
    const shared = files.filter((file) => inside(file, 'bench/options') && !isTest(file));
    const readers = importersOf(...shared).filter((file) => !inside(file, 'bench/options'));
    expect(readers.filter((file) => !isDeclaration(file))).toEqual([
      ...['bench/command-spec.ts', 'bench/pages/own-sources.ts'],
    ]);
  });

  test('no command is written against the parser', () => {
    const own = imports.filter(({ file }) => isWorkOfCommand(file) && !isTest(file));
    expect(own.filter(({ to }) => inside(to, 'bench/arguments/resolve')).map(shown)).toEqual([]);
  });
});

test('no file imports what imports it, for its types neither', () => {
  const loads = Map.groupBy(
    imports.filter(({ file }) => !isTest(file)),
    ({ file }) => file,
  );
  const done = new Set<string>();
  const cycles: string[] = [];
  const visit = (file: string, above: readonly string[]): void => {
    if (above.includes(file)) cycles.push([...above.slice(above.indexOf(file)), file].join(' → '));
    if (done.has(file)) return;
    done.add(file);
    for (const { to } of loads.get(file) ?? []) visit(to, [...above, file]);
  };
  for (const file of files) visit(file, []);
  expect(cycles).toEqual([]);
});

describe('what there is, is registered', () => {
  test.each([
    ['strategy', foldersOf('strategies'), strategies.map(({ id }) => id)],
    ['app', foldersOf('sample-apps'), apps.map(({ id }) => id)],
    [
      'scenario',
      readdirSync(path.join(root, 'bench', 'scenarios'))
        .map((file) => path.basename(file, '.ts'))
        .filter((name) => name !== 'index' && !name.endsWith('.test')),
      scenarios.map(({ id }) => id),
    ],
    ['base recipe', foldersOf('src', 'bases', 'recipes'), recipes.map(({ folder }) => folder)],
  ])('every %s, once', (_, there, registered) => {
    expect(registered.toSorted()).toEqual(there.toSorted());
  });

  test('every experiment, once', () => {
    const registered = definitions.experiments.map(({ id }) => id);
    expect(registered.toSorted()).toEqual(foldersOf('bench', 'experiments'));
  });

  test('every scenario that needs a primed cache comes after the one that fills it, and before those that empty it again', () => {
    const places = scenarios.map(({ cache }) => ['none', 'primed', 'imported'].indexOf(cache));
    expect(places).toEqual(places.toSorted());
  });
});

/** A folder of definitions has as many as there are. */
const isRegistry = (folder: string): boolean => isFile(`${folder}/index.ts`);

test('a folder has at most 15 source files, or inner rooms', () => {
  const large = [...Map.groupBy(files.filter(isSource), (file) => path.posix.dirname(file))]
    .filter(([folder, inFolder]) => inFolder.length > 15 && !isRegistry(folder))
    .map(([folder]) => folder);
  expect(large, 'more files than one keeps in mind at a look: give them inner rooms').toEqual([]);
});

/** `bench/commands/plan.ts` and `bench/doctor/check.ts` belong to commands. */
function commandOf(file: string): string | undefined {
  const [, own] = /^bench\/(?:commands\/)?([^/]+?)(?:\/|\.ts$)/.exec(file) ?? [];
  return commands.map(nameOf).find((name) => name === own);
}

test('a command imports nothing of another command', () => {
  const crossing = imports.filter(({ file, to }) => {
    const [one, other] = [commandOf(file), commandOf(to)];
    return !isTest(file) && one !== undefined && other !== undefined && one !== other;
  });
  expect(
    crossing.map(shown),
    'a command is read, changed and removed alone: what two of them need lies in neither',
  ).toEqual([]);
});

/** Those of more than one word: `layers` and `stop` are English, too. */
const metricNames = new Set(
  Object.values<Columns>(fileMetrics)
    .flatMap((columns) => Object.entries<Column>(columns))
    .filter(([name, { precision }]) => precision !== undefined && name.includes('_'))
    .map(([name]) => name),
);

test('a metric is named where it is declared, and else read as a property, which the compiler knows', () => {
  const naming = files
    .filter((file) => isSource(file) && !inside(file, 'src/domain/metrics'))
    .flatMap((file) => stringsOf(file).map((text) => ({ file, text })))
    .filter(({ text }) => metricNames.has(text));
  expect(
    naming.map(({ file, text }) => `${file} names ${text}`),
    'a metric is declared once: a list of names elsewhere has to be kept in step with it by hand',
  ).toEqual([]);
});

test('rows are written by one recorder, and nobody else puts the events of a run together', () => {
  const bringsTogether = imports.filter(
    ({ file, to }) => !isTest(file) && to === 'src/domain/run/run-events.ts',
  );
  const calls = bringsTogether.filter(({ file, typeOnly }) => {
    return !typeOnly && /\brunEvents\(/.test(readFileSync(path.join(root, file), 'utf8'));
  });
  expect(calls.map(({ file }) => file)).toEqual(['bench/measuring/measure-plan.ts']);
});

describe('the error catalogue', () => {
  const sources = files
    .filter((file) => !isTest(file) && file !== 'src/domain/error-catalogue.ts')
    .map((file) => readFileSync(path.join(root, file), 'utf8'))
    .join('\n');

  test.each(Object.keys(errorCatalogue))('%s can happen', (code) => {
    expect(sources.includes(`'${code}'`), `nothing throws ${code}`).toBe(true);
  });
});

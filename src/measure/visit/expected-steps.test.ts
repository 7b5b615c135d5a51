import { describe, expect, test } from 'vitest';
import type { Step } from '../../domain/run/sample.ts';
import type { ScenarioDefinition } from '../../domain/definitions/scenario.ts';
import { stepKind, stepParts } from '../../engine/buildx/progress-reader.ts';
import { expectedSteps } from './expected-steps.ts';

const scenarios = {
  cold: { id: 'cold', title: '', cache: 'none', expects: 'all-executed' },
  warm: { id: 'warm', title: '', cache: 'primed', expects: 'all-cached' },
  edit: { id: 'edit-source', title: '', cache: 'primed', edit: 'source', expects: 'as-edited' },
} as const satisfies Record<string, ScenarioDefinition>;

/** Steps by the names that BuildKit gives them, started in the order of the list. */
const steps = (...names: string[]): Step[] =>
  names.map((name, index) => {
    const kind = stepKind(name);
    return {
      ...{ id: `sha256:${name}`, inputs: [], name, ...stepParts(name), kind, cacheable: kind === 'step' },
      ...{ cached: false, startedMs: index, durationMs: 1 },
    };
  });

const expectedOf = (scenario: ScenarioDefinition, reruns: string[], of: readonly Step[]) => {
  const expected = expectedSteps(scenario, reruns, of);
  const named = (what: string) => of.filter(({ id }) => expected.of.get(id) === what).map(({ name }) => name);
  return { executed: named('executed'), cached: named('cached'), unknown: expected.unknown };
};

const single = steps(
  '[1/5] WORKDIR /app',
  '[2/5] COPY a ./',
  '[3/5] RUN install',
  '[4/5] COPY . .',
  '[5/5] RUN build',
);
const multi = steps(
  '[deps 1/3] WORKDIR /app',
  '[build 1/4] RUN prepare',
  '[deps 2/3] COPY a ./',
  '[deps 3/3] RUN install',
  '[build 2/4] COPY . .',
  '[build 3/4] RUN build',
  '[runtime 1/3] WORKDIR /app',
  '[runtime 2/3] COPY --from=deps /app ./',
  '[runtime 3/3] COPY --from=build /dist ./',
);
const names = (of: readonly Step[]) => of.map(({ name }) => name);

test('with an imported cache every step is cached, but nothing is demanded of a WORKDIR', () => {
  const imported: ScenarioDefinition = { ...scenarios.warm, cache: 'imported', through: 'inline' };
  const { cached, executed } = expectedOf(imported, [], multi);
  expect(cached).toEqual(names(multi).filter((name) => !name.includes('WORKDIR')));
  expect(executed).toEqual([]);
});

test.each([
  'ADD https://example.org/a.tar.gz /opt/',
  'ADD --checksum=sha256:0 --chmod=0644 HTTP://127.0.0.1:8000/added.txt /made/',
  'ADD git@example.org:a/b.git#main /src/',
  'ADD github.com/a/b /src',
  'ADD a.txt https://example.org/b.txt ./',
])('%s: a step that fetches must run cold, and nothing else is demanded of it', (add) => {
  const built = steps(`[1/2] ${add}`, '[2/2] COPY a ./');
  expect(expectedOf(scenarios.cold, [], built).executed).toEqual(names(built));
  expect(expectedOf(scenarios.warm, [], built)).toMatchObject({ cached: ['[2/2] COPY a ./'], executed: [] });
  expect(expectedOf(scenarios.edit, ['COPY a ./'], built)).toMatchObject({
    ...{ executed: ['[2/2] COPY a ./'], cached: [] },
  });
});

test.each(['ADD a.tar /https://', 'ADD https.txt /x', 'COPY https://a /', 'ADD a /http://x'])(
  '%s fetches nothing',
  (add) => {
    const built = steps(`[1/1] ${add}`);
    expect(expectedOf(scenarios.warm, [], built).cached).toEqual(names(built));
  },
);

describe('a cold build', () => {
  test.each(['pruned', 'empty-root', 'no-cache'] as const)('that is cold by %s runs every step', (method) => {
    const { of } = expectedSteps(scenarios.cold, [], multi, method);
    const demanded = multi.filter(
      ({ instruction }) => method !== 'no-cache' || instruction !== 'WORKDIR /app',
    );
    expect([...of]).toEqual(demanded.map(({ id }) => [id, 'executed']));
  });

  test('by no-cache demands nothing of a WORKDIR, which does not listen to it, and all of what only looks like one', () => {
    const looksLike = steps('[1/3] WORKDIR /app', '[2/3] COPY WORKDIR ./', '[3/3] RUN echo WORKDIR /app');
    const { of } = expectedSteps(scenarios.cold, [], looksLike, 'no-cache');
    expect([...of.keys()]).toEqual(looksLike.slice(1).map(({ id }) => id));
  });
});

describe('what an edit re-runs', () => {
  test.each<[string, string[], Step[], string[]]>([
    [
      'the step that is named and all that follow it',
      ['COPY . .'],
      single,
      ['[4/5] COPY . .', '[5/5] RUN build'],
    ],
    ['the first of several that are named', ['RUN build', 'COPY a'], single, names(single.slice(1))],
    ['every step if the first is named', ['WORKDIR'], single, names(single)],
    [
      'in each stage from the step that is named there; a stage that is not named stays cached',
      ['[build] COPY . .', '[runtime] COPY --from=build'],
      multi,
      ['[build 2/4] COPY . .', '[build 3/4] RUN build', '[runtime 3/3] COPY --from=build /dist ./'],
    ],
    [
      'the stage that is named, not one with the same instruction',
      ['[runtime] WORKDIR'],
      multi,
      names(multi.slice(6)),
    ],
    [
      'in any stage where none is named: stages that begin alike are one step, under the name of either',
      ['WORKDIR'],
      multi,
      ['[deps 1/3] WORKDIR /app', '[deps 2/3] COPY a ./', '[deps 3/3] RUN install', ...names(multi.slice(6))],
    ],
    ['nothing where nothing is named', [], multi, []],
  ])('%s', (_, reruns, of, executed) => {
    const found = expectedOf(scenarios.edit, reruns, of);
    expect(found.executed).toEqual(executed);
    expect(found.cached).toEqual(names(of).filter((name) => !executed.includes(name)));
    expect(found.unknown).toEqual([]);
  });

  test('goes by the number of a step, not by when it started', () => {
    const shuffled = [3, 0, 4, 2, 1].map((index, startedMs) => ({ ...single[index], startedMs }) as Step);
    expect(expectedOf(scenarios.edit, ['COPY . .'], shuffled).executed.toSorted()).toEqual([
      '[4/5] COPY . .',
      '[5/5] RUN build',
    ]);
  });

  test('ten comes after nine: numbers, not texts, and padded as BuildKit pads them', () => {
    const backwards = steps(
      ...[10, 9, 8, 7, 6, 5, 4, 3, 2, 1].map(
        (number) => `[build ${String(number).padStart(2)}/10] RUN step ${number};`,
      ),
    );
    expect(expectedOf(scenarios.edit, ['[build] RUN step 9;'], backwards).executed.toSorted()).toEqual([
      '[build  9/10] RUN step 9;',
      '[build 10/10] RUN step 10;',
    ]);
  });

  test('says which step the strategy names that the build does not have, and believes the others', () => {
    const found = expectedOf(scenarios.edit, ['[build] COPY src', '[build] RUN build', '[nope] RUN'], multi);
    expect(found.unknown).toEqual(['[build] COPY src', '[nope] RUN']);
    expect(found.executed).toEqual(['[build 3/4] RUN build']);
  });

  test('the beginning is enough, but it must be the beginning', () => {
    expect(expectedOf(scenarios.edit, ['RUN b'], single).executed).toEqual(['[5/5] RUN build']);
    expect(expectedOf(scenarios.edit, ['UN build'], single).unknown).toEqual(['UN build']);
    expect(expectedOf(scenarios.edit, ['[build] UN build'], multi).unknown).toEqual(['[build] UN build']);
  });
});

test('a cold build executes every step, a warm one none; reruns are of no account there', () => {
  expect(expectedOf(scenarios.cold, ['nope'], multi)).toEqual({
    executed: names(multi),
    cached: [],
    unknown: [],
  });
  expect(expectedOf(scenarios.warm, ['nope'], multi)).toEqual({
    executed: [],
    cached: names(multi),
    unknown: [],
  });
});

test.each(['cold', 'warm', 'edit'] as const)('%s: nothing is expected of what is never cached', (id) => {
  const others = steps(
    '[internal] load build context',
    '[internal] load .dockerignore',
    '[build 1/4] FROM node:24',
    'exporting to image',
  );
  const { of } = expectedSteps(scenarios[id], ['COPY . .'], [...others, ...single]);
  expect([...of.keys()].toSorted()).toEqual(single.map(({ id }) => id).toSorted());
});

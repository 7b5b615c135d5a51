import { readFileSync } from 'node:fs';
import path from 'node:path';
import { DockerfileParser } from 'dockerfile-ast';
import { describe, expect, test } from 'vitest';
import type { EditKind } from '../src/domain/definitions/app.ts';
import type { Step } from '../src/domain/run/sample.ts';
import type { ScenarioDefinition } from '../src/domain/definitions/scenario.ts';
import { dockerfileSteps } from '../src/dockerfile/dockerfile-steps.ts';
import { expectedSteps } from '../src/measure/visit/expected-steps.ts';
import { rootFolder } from './context.ts';
import { definitions } from './registry.ts';

const { apps, scenarios, strategies } = definitions;

/** A step of a Dockerfile; `key` is the same for steps that BuildKit takes for one: same instruction on the same ground. */
interface Planned {
  readonly key: string;
  readonly stage: string;
  readonly number: string;
  readonly instruction: string;
}

const install = /^RUN (npm ci|go mod download|pip install)/;

function read(strategy: string, app: string): Planned[] {
  const text = readFileSync(path.join(rootFolder, 'strategies', strategy, `${app}.Dockerfile`), 'utf8');
  const froms = DockerfileParser.parse(text).getFROMs();
  const last = new Map<string, string>();
  return froms.flatMap((from, index) => {
    const name = froms.length === 1 ? '' : (from.getBuildStage() ?? `stage-${index}`);
    const base = from.getImage() ?? '';
    let ground = last.get(base) ?? `FROM ${base}`;
    const steps = dockerfileSteps(text)
      .filter(({ stage }) => stage === name)
      .map((step) => ({ ...step, key: (ground = `${ground}\n${step.instruction}`) }));
    last.set(name, ground);
    return steps;
  });
}

/** The build as it may be reported: each step once, under the name of any of the stages that have it. */
function reports(planned: readonly Planned[]): Step[][] {
  let all: Step[][] = [[]];
  for (const [id, names] of Map.groupBy(planned, ({ key }) => key)) {
    all = all.flatMap((steps) =>
      names.map(({ stage, number, instruction }): Step[] => [
        ...steps,
        {
          ...{
            id,
            inputs: [],
            name: `[${stage} ${number}] ${instruction}`,
            stage,
            instruction,
            kind: 'step',
          },
          ...{ cacheable: true, cached: false, startedMs: 0, durationMs: 1 },
        },
      ]),
    );
  }
  return all;
}

const scenarioOf = (kind: EditKind): ScenarioDefinition => {
  const found = scenarios.find(({ edit }) => edit === kind);
  if (found === undefined) throw new Error(`no scenario has a ${kind} edit`);
  return found;
};

const variants = strategies.flatMap(({ id: strategy, reruns }) =>
  apps.map(({ id: app, edits }) => ({
    name: `${strategy}/${app}`,
    strategy,
    app,
    edits,
    reruns: reruns[app],
  })),
);
const cases = variants.flatMap((variant) =>
  (['source', 'deps'] as const).map((kind) => {
    const planned = read(variant.strategy, variant.app);
    return { ...variant, kind, planned, reruns: variant.reruns?.[kind] ?? [] };
  }),
);

/** The keys of the steps that must run again, in one of the ways the build may be reported. */
const rerun = ({ kind, reruns }: { kind: EditKind; reruns: readonly string[] }, steps: readonly Step[]) => {
  const { of } = expectedSteps(scenarioOf(kind), reruns, steps);
  return new Set([...of].filter(([, what]) => what === 'executed').map(([id]) => id));
};

describe.each(cases)('$name, an edit of its $kind', (one) => {
  const { kind, planned, reruns } = one;
  const ways = reports(planned);
  const [steps = []] = ways;
  const executed = rerun(one, steps);
  const stages = [...Map.groupBy(planned, ({ stage }) => stage).values()];

  test('re-runs something, and not everything', () => {
    expect(reruns).not.toEqual([]);
    expect(executed.size).toBeGreaterThan(0);
    expect(executed.size).toBeLessThan(steps.length);
  });

  test('names steps that are there, whichever stage gives a shared step its name, and means the same in each case', () => {
    for (const way of ways) {
      expect(expectedSteps(scenarioOf(kind), reruns, way).unknown).toEqual([]);
      expect(rerun(one, way)).toEqual(executed);
    }
  });

  test.each(reruns)('%s begins one step of the stage it names, or at most one of each', (entry) => {
    const begins = planned.filter(({ stage, instruction }) =>
      entry.startsWith('[') ? `[${stage}] ${instruction}`.startsWith(entry) : instruction.startsWith(entry),
    );
    expect(begins).not.toEqual([]);
    expect(new Set(begins.map(({ stage }) => stage)).size).toBe(begins.length);
  });

  test('names each step once', () => {
    expect(new Set(reruns).size).toBe(reruns.length);
  });

  test('re-runs what copies the sources', () => {
    const copies = planned.filter(({ instruction }) => instruction === 'COPY . .');
    expect(copies).not.toEqual([]);
    expect(copies.every(({ key }) => executed.has(key))).toBe(true);
  });

  test('re-runs no step that takes nothing from what ran again', () => {
    const dirty = new Set(
      stages.filter((stage) => stage.some(({ key }) => executed.has(key))).map(([first]) => first?.stage),
    );
    for (const stage of stages) {
      const first = stage.find(({ key }) => executed.has(key));
      const from = /--from=(\S+)/.exec(first?.instruction ?? '')?.[1];
      if (from !== undefined) expect(dirty).toContain(from);
    }
  });
});

const executedOf = (one: (typeof cases)[number]): Set<string> => rerun(one, reports(one.planned)[0] ?? []);

test.each(cases.filter(({ kind }) => kind === 'source'))(
  '$name, an edit of its source, keeps the dependencies: nothing runs again before the sources are copied',
  (one) => {
    const executed = executedOf(one);
    for (const stage of Map.groupBy(one.planned, (step) => step.stage).values()) {
      const first = stage.findIndex(({ key }) => executed.has(key));
      const lastInstall = stage.findLastIndex(({ instruction }) => install.test(instruction));
      if (first >= 0) expect(first).toBeGreaterThan(lastInstall);
    }
    const installs = one.planned.filter(({ instruction }) => install.test(instruction));
    expect(installs).not.toEqual([]);
    expect(installs.filter(({ key }) => executed.has(key))).toEqual([]);
  },
);

test.each(cases.filter(({ kind }) => kind === 'deps'))(
  '$name, an edit of its dependencies, installs all of them again, from the files that were edited',
  (one) => {
    const executed = executedOf(one);
    const installs = one.planned.filter(({ instruction }) => install.test(instruction));
    expect(installs).not.toEqual([]);
    expect(installs.filter(({ key }) => !executed.has(key))).toEqual([]);
    const files = one.edits.find((edit) => edit.kind === 'deps')?.files ?? [];
    const first = one.planned.find(({ key }) => executed.has(key))?.instruction ?? '';
    expect(
      files.filter((file) => first.split(' ').includes(file)),
      first,
    ).not.toEqual([]);
  },
);

test.each(variants)('$name says it of both kinds of edit and of no others', ({ reruns }) => {
  expect(Object.keys(reruns ?? {}).toSorted()).toEqual(['deps', 'source']);
});

test.each(strategies)('$id says it of every app', ({ reruns }) => {
  expect(Object.keys(reruns).toSorted()).toEqual(apps.map(({ id }) => id).toSorted());
});

/** Steps in all, and how many came from the cache after each edit: counted by BuildKit (engine 26.1.5, buildx 0.13.1). */
test.each([
  ['single-stage', 'go', 5, 3, 1],
  ['multi-stage', 'go', 7, 4, 3],
  ['slim', 'go', 8, 5, 4],
  ['alpine', 'go', 7, 4, 3],
  ['scratch', 'go', 8, 5, 3],
  ['slim', 'python', 11, 8, 3],
  ['scratch', 'python', 11, 8, 1],
  ['multi-stage', 'node', 9, 6, 1],
  ['slim', 'node', 10, 7, 2],
  ['alpine', 'node', 9, 6, 1],
  ['distroless', 'node', 10, 7, 2],
])(
  '%s/%s: %i steps on a real engine, %i cached after a source edit, %i after one of the dependencies',
  (...recorded) => {
    const [strategy, app, total, afterSource, afterDeps] = recorded;
    const counts = cases
      .filter((one) => one.strategy === strategy && one.app === app)
      .map((one) => {
        const [steps = []] = reports(one.planned);
        return [one.kind, steps.length, steps.length - rerun(one, steps).size];
      });
    expect(counts).toEqual([
      ['source', total, afterSource],
      ['deps', total, afterDeps],
    ]);
  },
);

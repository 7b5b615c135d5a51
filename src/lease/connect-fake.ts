import { readFileSync } from 'node:fs';
import { dockerfileSteps } from '../dockerfile/dockerfile-steps.ts';
import type { AppDefinition } from '../domain/definitions/app.ts';
import type { ResolvedBase } from '../domain/image/base.ts';
import { StagebenchError } from '../domain/errors.ts';
import { editLabel } from '../domain/labels.ts';
import type { AppAnswer } from '../engine/engine.ts';
import { FakeEngine, type FakeScript } from '../engine/fake/fake-engine.ts';
import { fakeMachine } from '../engine/fake/fake-machine.ts';
import { fakePace, type FakeNoise } from '../engine/fake/fake-pace.ts';
import type { Connection } from './connection.ts';
import { changedSteps } from './fake-changes.ts';
import type { EngineHost } from './fake-world.ts';

/**
 * The fake engine with the answers of the apps of its world. STAGEBENCH_FAKE may hold a JSON object with `failingBuilds`,
 * `neverCached`, `buildsUntilLost`, `silentApps`, `interruptedBuild` (in this build the process gets a Ctrl-C),
 * `killedBuild` or `killedReading` (in this build, or when it reads images for this time, it is killed), so that every
 * fault can be shown without Docker; with `foreignCpu` what others used of a core by the number of the build, 0 in all others
 * (`{"7": 0.4}`); and with `noise`, `drift` and `noiseSeed` a machine whose times scatter.
 */
export async function connectFake({
  environment,
  fakeWorld: world,
}: Pick<EngineHost, 'environment' | 'fakeWorld'>): Promise<Connection> {
  if (world === undefined) throw new Error('nobody said what the fake engine makes believe of');
  const script = readScript(environment['STAGEBENCH_FAKE']);
  const died = (): Promise<never> => {
    world.kill();
    return new Promise(() => undefined);
  };
  let builds = 0;
  const { foreignCpu } = script;
  const stepsOf = remembered(dockerfileSteps);
  const made: FakeScript = {
    ...script,
    pace: fakePace(script),
    steps: ({ dockerfile }) => stepsOf(readFileSync(dockerfile, 'utf8')),
    // The same Dockerfile takes as long, and gives the same image, under any name; a planted sleep changes nothing else.
    content: ({ dockerfile }) =>
      dockerfile
        .split('/')
        .slice(-2)
        .join('')
        .replace(/-plus-\d+/, ''),
    changed: changedSteps(world),
    ...(script.interruptedBuild === undefined ? {} : { endlessBuild: script.interruptedBuild }),
    onBuild: (count) => {
      builds = count;
      if (count === script.interruptedBuild) world.interrupt();
      return count === script.killedBuild ? died() : undefined;
    },
    onSave: (count) => (count === script.killedReading ? died() : undefined),
    answer: (image, path, labels) =>
      script.silentApps?.includes(image.replace(/-edited$/, ''))
        ? undefined
        : goodAnswer(world.apps, image, path, labels[editLabel]),
  };
  const engine = new FakeEngine(made);
  const machine = foreignCpu && fakeMachine(engine.clock, () => foreignCpu[builds] ?? 0);
  return {
    engine,
    clock: engine.clock,
    ...(machine && { machine }),
    close: () => Promise.resolve(),
    empty: () =>
      Promise.resolve({ engine: new FakeEngine(made, engine.clock), close: () => Promise.resolve() }),
  };
}

/** Worked out once for each text: a run builds a few Dockerfiles thousands of times. */
function remembered<T>(work: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    const found = known.get(text) ?? work(text);
    known.set(text, found);
    return found;
  };
}

type Script = FakeScript &
  FakeNoise & {
    readonly silentApps?: string[];
    readonly foreignCpu?: Readonly<Record<number, number>>;
    readonly interruptedBuild?: number;
    readonly killedBuild?: number;
    readonly killedReading?: number;
  };

/** Throws USAGE if the text is not a JSON object. */
function readScript(text = '{}'): Script {
  let script: unknown;
  try {
    script = JSON.parse(text);
  } catch (error) {
    throw new StagebenchError('USAGE', `STAGEBENCH_FAKE is not JSON: ${(error as Error).message}.`, {
      cause: error,
    });
  }
  if (typeof script === 'object' && script !== null && !Array.isArray(script)) return script;
  throw new StagebenchError('USAGE', `STAGEBENCH_FAKE must be a JSON object, not ${text}.`);
}

/** What app.ts promises, word for word; for a pattern its plain characters. An edited app shows its edit. */
export function goodAnswer(
  apps: readonly AppDefinition[],
  image: string,
  path: string,
  unique?: string,
): AppAnswer | undefined {
  const app = apps.find(({ id }) => image.startsWith(`${id}-`));
  if (app === undefined) return undefined;
  const promised = path === app.healthPath ? app.healthAnswer : app.workAnswer;
  const fields = Object.entries(promised).map(([name, value]) => [
    name,
    value instanceof RegExp ? value.source.replace(/\(.*\)|[\\^$]/g, '') : value,
  ]);
  const shown =
    unique === undefined ? [] : app.edits.flatMap(({ shows }) => Object.entries(shows?.(unique) ?? {}));
  return { status: 200, body: JSON.stringify(Object.fromEntries([...fields, ...shown])) };
}

/** Bases that exist by name only. */
export function fakeBases(names: readonly string[]): ResolvedBase[] {
  return names.map((name) => ({
    name,
    ref: `fake/${name}`,
    digest: `sha256:${'0'.repeat(64)}`,
    ...(name.includes('alpine') ? { source: 'substitute', libc: 'musl' } : { source: 'local' }),
    diffIds: [],
  }));
}

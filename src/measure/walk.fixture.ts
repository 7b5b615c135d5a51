import type { AppDefinition } from '../domain/definitions/app.ts';
import type { ImageRecord } from '../domain/image/image.ts';
import { control } from '../domain/run/plan.ts';
import type { Sample } from '../domain/run/sample.ts';
import type { ScenarioDefinition } from '../domain/definitions/scenario.ts';
import type { BuildOptions, BuildOutcome, BuildRequest } from '../engine/engine.ts';
import { FakeEngine, type FakeScript } from '../engine/fake/fake-engine.ts';
import { temporaryLayers } from '../inspect/layers/layer-store.fixture.ts';
import { plan } from '../plan/plan.ts';
import { TimeAccount } from './time-account.ts';
import { walk } from './walk.ts';
import type { VariantInputs, Workbench } from './workbench.ts';

export const cold: ScenarioDefinition = { id: 'cold', title: '', cache: 'none', expects: 'all-executed' };
export const warm: ScenarioDefinition = { id: 'warm', title: '', cache: 'primed', expects: 'all-cached' };
export const app: AppDefinition = {
  ...{ id: 'go', title: '', context: '.', port: 8080, edits: [], lockfiles: [] },
  ...{ healthPath: '/health', healthAnswer: { state: 'ok' }, workPath: '/work', workAnswer: {} },
};
export const works = () => ({ status: 200, body: '{"state":"ok"}' });

/** Notes every request, and can do something while a build goes on. */
class WatchedEngine extends FakeEngine {
  readonly requests: BuildRequest[] = [];
  readonly prunes: string[] = [];

  beforeBuild: Changes['beforeBuild'];
  onBuild: Changes['onBuild'];

  override async build(request: BuildRequest, options?: BuildOptions): Promise<BuildOutcome> {
    this.requests.push(request);
    await this.beforeBuild?.(this.requests.length, this);
    const message = this.onBuild?.(request);
    if (message !== undefined)
      return { state: 'failed', steps: [], rawLog: '', failedStep: '', message, logTail: [] };
    return super.build(request, options);
  }
  override pruneBuildCache(which: 'all' | readonly string[]): Promise<void> {
    this.prunes.push(`before build ${this.requests.length + 1}`);
    return super.pruneBuildCache(which);
  }
}

interface Changes {
  readonly coldMethod?: Workbench['coldMethod'];
  readonly scenarios?: readonly ScenarioDefinition[];
  readonly rounds?: number;
  readonly control?: boolean;
  readonly controller?: AbortController;
  /** No engine that could start anything. */
  readonly startsNothing?: boolean;
  readonly extras?: Workbench['extras'];
  /** What both variants are built from. */
  readonly inputs?: Partial<Pick<VariantInputs, 'app' | 'contextDir' | 'reruns'>>;
  readonly services?: Workbench['services'];
  /** Called before each build, with its number. */
  readonly beforeBuild?: ((build: number, engine: FakeEngine) => Promise<void>) | undefined;
  /** Why this build fails; undefined if it does not. */
  readonly onBuild?: ((request: BuildRequest) => string | undefined) | undefined;
  readonly cachePlace?: Workbench['cachePlace'];
  /** Called when a sample is handed on. */
  readonly onSample?: (sample: Sample, engine: WatchedEngine) => Promise<void>;
}

/** Walks a plan over go/slim and go/alpine on the fake engine, and keeps everything that is handed on. */
export async function walked(script: FakeScript = {}, changes: Changes = {}) {
  const {
    coldMethod = 'pruned',
    scenarios = [cold, warm],
    rounds = 2,
    controller = new AbortController(),
  } = changes;
  const engine = new WatchedEngine({ answer: works, ...script });
  if (changes.startsNothing === true) Object.assign(engine, { kind: 'none' });
  engine.beforeBuild = changes.beforeBuild;
  engine.onBuild = changes.onBuild;
  const planned = plan({
    apps: [app],
    strategies: [{ id: 'slim' }, { id: 'alpine' }],
    scenarios,
    rounds,
    seed: 1,
    control: changes.control ?? false,
  });
  const bench: Workbench = {
    ...{
      engine,
      layers: await temporaryLayers(),
      clock: engine.clock,
      coldMethod,
      imageStore: 'graphdriver',
      runId: 'R1',
      starts: 2,
      healthTimeoutMs: 1000,
    },
    ...{
      cacheWatch: undefined,
      cachePlace: changes.cachePlace,
      signal: controller.signal,
      ...(changes.services && { services: changes.services }),
      ...(changes.extras && { extras: changes.extras }),
      // The control is cold, whatever is selected.
      scenarios: new Map([cold, ...scenarios].map((scenario) => [scenario.id, scenario])),
    },
    inputs: (variant) => ({
      ...{ app, contextDir: '.', dockerfile: 'Dockerfile', bases: new Map(), reruns: undefined },
      origin: { baseName: 'scratch', base: undefined, source: 'local' },
      ...changes.inputs,
      ...(variant.app === control.app && { app: undefined, reruns: undefined }),
    }),
  };
  const samples: Sample[] = [];
  const images: ImageRecord[] = [];
  const log: string[] = [];
  const account = new TimeAccount(engine.clock);
  let error: unknown;
  await walk(
    bench,
    planned.variants,
    Map.groupBy(planned.visits, ({ round }) => round).values(),
    {
      visitStarted: ({ sequence }) => log.push(`visit ${sequence}`),
      stepStarted: (_, step) => log.push(`step ${step}`),
      activity: (_, what) => log.push(what),
      visited: async (builds) => {
        for (const { sample } of builds) {
          samples.push(sample);
          log.push(`${sample.state} ${sample.visit.sequence}`);
          await changes.onSample?.(sample, engine);
        }
      },
      image: async (image) => void images.push(image),
    },
    account,
  ).catch((thrown: unknown) => {
    error = thrown;
  });
  return { engine, planned, samples, images, log, error, spent: account.spent };
}

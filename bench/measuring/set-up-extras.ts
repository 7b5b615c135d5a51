import type { ExtraId } from '../../src/domain/image/extras.ts';
import type { ExtrasChoice, RunJob } from '../../src/domain/run/job.ts';
import type { ScannerId } from '../../src/domain/image/scan.ts';
import { openTransfers } from '../../src/inspect/transfer/open-transfers.ts';
import { extras } from '../../src/measure/extras/index.ts';
import type { ExtraMeasurements } from '../../src/measure/images/extra-measurements.ts';
import { containerLabel } from '../../src/domain/labels.ts';
import type { CommandContext } from '../context.ts';
import { provideRegistry } from '../extras/provide-registry.ts';
import { scanWith } from '../extras/scan-with.ts';
import type { RunEngine } from './acquire-run-engine.ts';

/** What extras are set up with, before the first build. */
interface Tools {
  readonly runId: string;
  /** Whether a registry may be fetched from Debian. */
  readonly provision: boolean;
  readonly taken: RunEngine;
  readonly context: CommandContext;
  readonly note: (text: string) => void;
}

type SetUp<Id extends ExtraId> = (
  choice: NonNullable<ExtrasChoice[Id]>,
  tools: Tools,
) => Promise<NonNullable<ExtraMeasurements[Id]>>;

const setUps: { readonly [Id in ExtraId]: SetUp<Id> } = {
  transfer: transfersOf,
  scan: scanOf,
  reproduction: async () => true,
};

/** What was asked for beside builds; what it needs is fetched and tried now, before the first build. */
export async function setUpExtras(
  runId: string,
  { engine: { provision }, extras: chosen }: Pick<RunJob, 'engine' | 'extras'>,
  taken: RunEngine,
  context: CommandContext,
  note: (text: string) => void,
): Promise<ExtraMeasurements> {
  const tools = { runId, provision, taken, context, note };
  const found: [ExtraId, unknown][] = [];
  for (const { id } of extras) {
    const means = await setUpOne(id, chosen, tools);
    if (means !== undefined) found.push([id, means]);
  }
  return Object.fromEntries(found);
}

async function setUpOne<Id extends ExtraId>(
  id: Id,
  chosen: ExtrasChoice,
  tools: Tools,
): Promise<ExtraMeasurements[Id] | undefined> {
  const choice = chosen[id];
  if (id === 'transfer' && choice !== undefined && tools.taken.info.kind === 'none') {
    tools.note('pushes and pulls are not measured: no engine is here');
    return undefined;
  }
  return choice === undefined ? undefined : setUps[id](choice, tools);
}

async function scanOf(
  scanner: ScannerId,
  { runId, taken: { engine, info }, context, note }: Tools,
): Promise<NonNullable<ExtraMeasurements['scan']>> {
  const labels = { [containerLabel]: runId };
  const scan = await scanWith(scanner, context, { isPrivate: info.kind === 'private', labels }, note);
  return { scanner, scanImage: (ref, onProgress) => scan(() => engine.saveImages([ref]), onProgress) };
}

async function transfersOf(
  { bitsPerSecond, zstd }: NonNullable<ExtrasChoice['transfer']>,
  { runId, provision, taken, context, note }: Tools,
): Promise<NonNullable<ExtraMeasurements['transfer']>> {
  const { engine, clock, empty } = taken;
  const { signal } = context;
  const startRegistry = await provideRegistry(runId, provision, taken, context, note);
  if (empty === undefined)
    note(
      'pulls are not measured: they need a second, empty engine beside the private one (--engine private)',
    );
  return () =>
    openTransfers({
      ...{ runId, engine, startRegistry, clock, signal, note },
      startEmptyEngine: empty && (() => empty([])),
      ...{ bitsPerSecond, zstd },
    });
}

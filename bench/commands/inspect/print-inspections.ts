import type { Readable } from 'node:stream';
import type { Inspection } from '../../../src/domain/image/inspection.ts';
import type { ScannerId, ScanResult } from '../../../src/domain/image/scan.ts';
import { formatPlatform, platformOf } from '../../../src/domain/image/platform.ts';
import { inspectImage, type ReadImage } from '../../../src/inspect/inspect-images.ts';
import type { LayerStore } from '../../../src/inspect/layers/layer-store.ts';
import { inspectionReport } from '../../../src/report/inspection/inspection-report.ts';
import type { CommandContext } from '../../context.ts';
import { scanWith, type EngineForScans } from '../../extras/scan-with.ts';
import type { Display } from '../../terminal/create-display.ts';
import { printReport } from '../../terminal/print-report.ts';

/** An image that was read, and where it can be had again. */
export interface Source extends ReadImage {
  /** A text says why it cannot be. */
  readonly save: (() => Promise<Readable>) | string;
}

/** What is wanted of them. */
interface Wanted {
  readonly base: string | undefined;
  readonly scan: ScannerId | undefined;
  readonly json: boolean;
}

/** Looks into the images of each word, and prints what is in them. */
export async function printInspections(
  names: readonly string[],
  read: ReadonlyMap<string, readonly Source[]>,
  layers: LayerStore,
  {
    job,
    engine,
    context,
    display,
  }: {
    readonly job: Wanted;
    readonly engine: EngineForScans | undefined;
    readonly context: CommandContext;
    readonly display: Display;
  },
): Promise<void> {
  const bases = job.base === undefined ? undefined : (read.get(job.base) ?? []);
  const scanSource = job.scan && (await sourceScanner(job.scan, engine, display, context));
  const inspections: Inspection[] = [];
  const images = names.flatMap((name) => read.get(name) ?? []);
  for (const image of images) {
    display.passing(`looking into ${image.name}`);
    const inspection = await inspectImage(image, layers, {
      base: baseOf(image, bases),
      signal: context.signal,
      isAlone: images.length === 1,
    });
    const scan = scanSource && (await scanSource(image));
    inspections.push({ ...inspection, ...(scan && { scan }) });
  }
  display.end();
  printReport(inspectionReport(inspections), job, context, 100);
}

/** The layers of the base: of the same platform, where it has several. */
function baseOf({ saved }: Source, bases: readonly Source[] | undefined): readonly string[] | undefined {
  const platform = formatPlatform(platformOf(saved.config));
  const alike = bases?.find((base) => formatPlatform(platformOf(base.saved.config)) === platform);
  return (alike ?? bases?.[0])?.saved.diffIds;
}

async function sourceScanner(
  scanner: ScannerId,
  engine: EngineForScans | undefined,
  display: Display,
  context: CommandContext,
): Promise<(source: Source) => Promise<ScanResult>> {
  const scan = await scanWith(scanner, context, engine);
  return async ({ name, save }) => {
    if (typeof save === 'string') return { state: 'not-scanned', scanner, reason: save };
    return scan(save, (text) => {
      display.passing(`${name}: ${text}`);
    });
  };
}

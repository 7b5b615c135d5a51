import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { StagebenchError } from '../../../src/domain/errors.ts';
import type { EngineChoice } from '../../../src/domain/run/job.ts';
import type { ScannerId } from '../../../src/domain/image/scan.ts';
import type { Engine } from '../../../src/engine/engine.ts';
import type { ReadImage } from '../../../src/inspect/inspect-images.ts';
import type { LayerStore } from '../../../src/inspect/layers/layer-store.ts';
import type { SavedImage } from '../../../src/inspect/archive/documents/image-config.ts';
import type { Platform } from '../../../src/domain/image/platform.ts';
import { containerLabel } from '../../../src/domain/labels.ts';
import type { Connection } from '../../../src/lease/connection.ts';
import type { CommandContext } from '../../context.ts';
import { standardInput } from '../../arguments/standard-input.ts';
import { createDisplay, type Display } from '../../terminal/create-display.ts';
import { measuringRun } from '../../../src/lease/engine-lock.ts';
import { openLayers } from '../../../src/inspect/layers/open-layers.ts';
import type { EngineForScans } from '../../extras/scan-with.ts';
import type { Source } from './print-inspections.ts';

export interface InspectJob {
  /** As they were typed: files, or names of images. */
  readonly images: readonly string[];
  /** What the images stand on: a file or an image, too. */
  readonly base: string | undefined;
  readonly platform: string | undefined;
  readonly scan: ScannerId | undefined;
  readonly engine: EngineChoice['engine'];
  readonly json: boolean;
  readonly quiet: boolean;
}

/** The images behind each word, and the engine if one was asked. */
interface Sources {
  readonly read: ReadonlyMap<string, readonly Source[]>;
  readonly engine?: EngineForScans;
}

/** What the words name, told apart. */
export interface Wanted {
  readonly files: readonly string[];
  /** Of images of an engine. */
  readonly refs: readonly string[];
  readonly platform: Platform | undefined;
}

/** Reads what is wanted, and prints what is in it. `connect`: to the engine, if it is not done yet; who calls closes the connection. */
export async function inspectSources(
  job: InspectJob,
  wanted: Wanted,
  connect: (tell: (text: string) => void) => Promise<Connection>,
  context: CommandContext,
): Promise<number> {
  await using stack = new AsyncDisposableStack();
  const display = stack.use(createDisplay(job.quiet, context));
  const layers = await openLayers(false, stack, context, display.note);
  const { read, engine } = await readAll(wanted, connect, layers, { display, context });
  const { printInspections } = await loadPrinting();
  await printInspections(job.images, read, layers, { job, engine, context, display });
  return 0;
}

/** Both are loaded while the engine prepares what it was asked for. */
const loadReading = () => import('../../../src/inspect/read-engine-images.ts');
const loadPrinting = () => import('./print-inspections.ts');

/** The images behind each word, files first: a file that cannot be read is told before an engine is looked for. */
async function readAll(
  { files, refs, platform }: Wanted,
  connect: (tell: (text: string) => void) => Promise<Connection>,
  layers: LayerStore,
  { display, context }: { display: Display; context: CommandContext },
): Promise<Sources> {
  const read = new Map<string, readonly Source[]>();
  for (const file of files) {
    display.passing(`reading ${file === standardInput ? 'standard input' : file}`);
    const images = await readFile(file, layers, { platform, display, context });
    const save = platform === undefined ? saveOf(file, images) : onePlatform;
    read.set(
      file,
      images.map((image) => ({ ...image, save })),
    );
  }
  if (refs.length === 0) return { read };
  const connection = await connect(display.note);
  const { engine } = connection;
  const warned = warnIfMeasured(engine, context, display);
  // Over ssh each connection is a login: one question after the other needs one.
  if (engine.pumpImages(refs) === undefined) await warned;
  display.passing(`reading ${refs.join(', ')}`);
  const reading = readRefs(engine, refs, layers, platform, context.signal).catch(async (error: unknown) => {
    if (!(error instanceof StagebenchError) || error.code !== 'IMAGE_NOT_FOUND') throw error;
    // Another engine may have it.
    throw new StagebenchError(error.code, error.message, {
      where: await whereOf(engine.kind, context),
      cause: error,
    });
  });
  // Not before its answer is there: until then the archive may not have been asked for.
  const [images] = await Promise.all([reading, warned.then(loadPrinting)]);
  for (const { ref, saved } of images)
    read.set(ref, [
      { name: ref, saved, save: platform === undefined ? () => engine.saveImages([ref]) : onePlatform },
    ]);
  return { read, engine: { isPrivate: engine.kind === 'private', labels: { [containerLabel]: 'inspect' } } };
}

/** Only advice: an engine that cannot tell about itself may still have the images. */
async function warnIfMeasured(engine: Engine, context: CommandContext, display: Display): Promise<void> {
  const info = await engine.info().catch(() => undefined);
  const run = info && measuringRun(info, context);
  if (run !== undefined)
    display.note(`Run ${run} is measuring on this engine: reading images now disturbs its times.`);
}

async function readRefs(
  engine: Engine,
  refs: readonly string[],
  layers: LayerStore,
  platform: Platform | undefined,
  signal: AbortSignal,
): Promise<{ readonly ref: string; readonly saved: SavedImage }[]> {
  const { readEngineImages, readEnginePlatform } = await loadReading();
  if (platform === undefined) return readEngineImages(engine, refs, layers, { signal, ownThread: true });
  const images: { ref: string; saved: SavedImage }[] = [];
  for (const ref of refs)
    images.push({ ref, saved: await readEnginePlatform(engine, ref, layers, { platform, signal }) });
  return images;
}

/** An engine as a person calls it; the private one with what makes a docker client ask it. */
async function whereOf(kind: Engine['kind'], context: CommandContext): Promise<string> {
  if (kind !== 'private') return `the ${kind} engine`;
  const { mainEngine } = await import('../../../src/lease/private-engine.ts');
  return `the private engine (DOCKER_HOST=unix://${mainEngine(context).socket})`;
}

const onePlatform = 'A scanner reads all that is saved, not one platform of it: save that alone.';

/** What a scanner gets to read: of several images in a file it would take the first. */
function saveOf(file: string, images: readonly ReadImage[]): Source['save'] {
  if (file === standardInput) return 'Standard input can be read only once: name a file.';
  return images.length === 1
    ? async () => createReadStream(file)
    : 'Its file holds several images: save it alone.';
}

async function readFile(
  file: string,
  layers: LayerStore,
  {
    platform,
    display,
    context,
  }: { platform: Platform | undefined; display: Display; context: CommandContext },
): Promise<readonly ReadImage[]> {
  if (file === standardInput && process.stdin.isTTY)
    throw new StagebenchError('USAGE', 'Nothing comes in: pipe an image into it (docker save IMAGE | …).');
  const name = file === standardInput ? 'standard input' : file;
  const beside = (text: string) => {
    display.note(`${name} also holds what is not read: ${text}.`);
  };
  const { signal } = context;
  const options = {
    subject: name,
    code: 'ARCHIVE_UNREADABLE',
    platform,
    beside,
    signal,
    ownThread: true,
  } as const;
  const { readImages } = await import('../../../src/inspect/inspect-images.ts');
  // A socket, as programs hand it to programs, cannot be opened by its path.
  if (file === standardInput) return readImages(name, process.stdin, layers, options);
  const sought = (await stat(file).catch(() => undefined))?.isFile() === true;
  const archive = sought ? { file } : createReadStream(file, { highWaterMark: 1 << 20 });
  return readImages(name, archive, layers, options);
}

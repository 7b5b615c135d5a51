import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';
import { median } from 'simple-statistics';
import { formatBytes, formatMs } from '../../../src/domain/units.ts';
import { clientEnvironment } from '../../../src/engine/private/daemon/client-environment.ts';
import { cacheRootOf } from '../../../src/engine/private/private-paths.ts';
import type { SelfFigures } from '../../../src/report/table.ts';
import { connectEngine } from '../../../src/lease/connect-engine.ts';
import type { CommandContext } from '../../context.ts';
import { createDisplay } from '../../terminal/create-display.ts';
import { mainEngine } from '../../../src/lease/private-engine.ts';
import { createInspector } from '../create-inspector.ts';
import { diveFigure } from './dive-figure.ts';
import { hyperfineOnce } from '../hyperfine-times.ts';
import { largestBase, noLargeBase } from '../largest-base.ts';
import { millionFigure } from './million-figure.ts';
import { secondImageFigure } from './second-image-figure.ts';

const pairs = 5;
const leastBytes = 1e9;

/** What inspecting costs, with the largest base that the engine has: against `docker save` and dive, a second time, in memory. */
export async function inspectFigures(
  hyperfine: string,
  context: CommandContext,
): Promise<SelfFigures['figures']> {
  await using stack = new AsyncDisposableStack();
  const display = stack.use(createDisplay(false, context));
  const connection = await connectEngine({ engine: 'auto', provision: false }, context, display.note);
  stack.defer(connection.close);
  const { engine } = connection;
  const base = await largestBase(engine, context, display);
  // Where temporary files are kept in memory there may be no room for a large archive.
  const cacheRoot = cacheRootOf(context.environment);
  await mkdir(cacheRoot, { recursive: true });
  const folder = await mkdtemp(path.join(cacheRoot, 'self-'));
  stack.defer(() => rm(folder, { recursive: true, force: true }));
  const environment =
    engine.kind === 'private' ? clientEnvironment(mainEngine(context), context.environment) : {};
  const inspector = await createInspector({ hyperfine, root: context.root, folder, environment });
  const save = () => hyperfineOnce(hyperfine, ['docker', 'save', base.ref], { env: environment });

  display.passing(`inspecting ${base.name}`);
  await save();
  const first = await inspector.look(base.ref);
  const size = formatBytes(first.sizeBytes);
  if (first.sizeBytes < leastBytes)
    throw noLargeBase(`The largest base on the engine is ${base.name} with ${size}.`);
  const ours: number[] = [];
  const theirs: number[] = [];
  for (let pair = 0; pair < pairs; pair += 1) {
    display.passing(`inspecting and saving ${base.name}, pair ${pair + 1} of ${pairs}`);
    ours.push((await inspector.time(base.ref)).wallMs);
    theirs.push((await save()).wallMs);
  }
  await inspector.weigh(base.ref);
  const [own, other] = [median(ours), median(theirs)];
  const second = await secondImageFigure({
    ...{ hyperfine, engine, base, first, inspector, folder },
    passing: display.passing,
  });
  const beside = await diveFigure({ hyperfine, engine, base, inspector, folder, passing: display.passing });
  display.passing('inspecting an image of a million entries');
  const ownFolder = path.join(folder, 'million');
  const million = await millionFigure(
    await createInspector({ hyperfine, root: context.root, folder: ownFolder, environment }),
    ownFolder,
  );
  const { weighed, peakBytes } = await inspector.memory();
  return [
    {
      name: '`inspect` ÷ `docker save`',
      value: (own / other).toFixed(2),
      limit: 'at most 1.2',
      how:
        `medians of ${pairs} pairs in turns, ${base.name} of ${size} with nothing remembered: ` +
        `${formatMs(own)} and ${formatMs(other)}`,
    },
    second,
    beside,
    {
      name: 'memory of `inspect`',
      value: formatBytes(peakBytes),
      limit: 'under 200 MB',
      how: `largest peak resident set of ${weighed} inspections: of that base, of its archive with a second image, and of one with layers in gzip`,
    },
    million,
  ];
}

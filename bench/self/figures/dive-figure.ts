import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { median } from 'simple-statistics';
import { formatBytes, formatMs } from '../../../src/domain/units.ts';
import type { Engine } from '../../../src/engine/engine.ts';
import type { SelfFigures } from '../../../src/report/table.ts';
import type { Inspector } from '../create-inspector.ts';
import { gzipSaved } from '../gzip-image.ts';
import { hyperfineOnce } from '../hyperfine-times.ts';
import type { BaseOnEngine } from '../largest-base.ts';
import { saveOnBase } from '../save-on-base.ts';
import { execa } from 'execa';

/** Dive takes a while. */
const pairs = 3;
const name = 'dive ÷ `inspect`';
const limit = 'at least 5';

/**
 * An image as people have them: four more layers, in which files are added, replaced and removed. What is removed is named
 * one by one, as in most Dockerfiles that make an image smaller; for each such name dive lays all layers over each other anew.
 */
const steps = [
  'RUN cp -a /usr/share /opt/share',
  'RUN find /usr/include -type f -exec chmod 640 {} +',
  'RUN rm -rf /usr/share/doc/* /usr/share/man/*',
  'RUN cp -a /usr/lib/git-core /opt/git-core',
].join('\n');

/** How long dive takes for what `inspect` reads: the same file, with the layers in gzip as builders write them, in turns. */
export async function diveFigure(parts: {
  readonly hyperfine: string;
  readonly engine: Engine;
  readonly base: BaseOnEngine;
  readonly inspector: Inspector;
  readonly folder: string;
  readonly passing: (text: string) => void;
}): Promise<SelfFigures['figures'][number]> {
  const { hyperfine, engine, base, inspector, passing } = parts;
  const folder = path.join(parts.folder, 'dive');
  await mkdir(path.join(folder, 'layers'), { recursive: true });
  passing('looking for dive');
  const dive = await findDive(folder);
  if ('reason' in dive) return { name, value: 'not measured', limit, how: dive.reason };
  passing(`saving an image on ${base.name} with layers in gzip`);
  const contextDir = path.join(folder, 'context');
  const saved = await saveOnBase({ engine, base, contextDir }, steps, path.join(folder, 'saved.tar'));
  const archive = await gzipSaved(saved, path.join(folder, 'layers'), path.join(folder, 'gzip.tar'));
  const command = [dive.program, '--json', path.join(folder, 'dive.json'), `docker-archive://${archive}`];
  const { sizeBytes } = await inspector.look(archive);
  const ours: { wallMs: number; cpuMs: number }[] = [];
  const theirs: typeof ours = [];
  for (let pair = 0; pair < pairs; pair += 1) {
    passing(`inspect and dive on ${base.name}, pair ${pair + 1} of ${pairs}`);
    ours.push(await inspector.time(archive));
    theirs.push(await hyperfineOnce(hyperfine, command));
  }
  await inspector.weigh(archive);
  const wall = (times: typeof ours) => median(times.map(({ wallMs }) => wallMs));
  const cpu = (times: typeof ours) => median(times.map(({ cpuMs }) => cpuMs));
  return {
    name,
    value: (wall(theirs) / wall(ours)).toFixed(2),
    limit,
    how:
      `medians of ${pairs} pairs in turns, ${base.name} and four layers that add, replace and remove files, ` +
      `${formatBytes(sizeBytes)} in a file with layers in gzip, ` +
      `nothing remembered: ${formatMs(wall(theirs))} and ${formatMs(wall(ours))}; ` +
      `processor time ${formatMs(cpu(theirs))} and ${formatMs(cpu(ours))}`,
  };
}

const module = 'github.com/wagoodman/dive/cmd/dive@latest';

/** The machine's dive, or one that its go command builds into `folder`; a text says why there is none. */
async function findDive(folder: string): Promise<{ readonly program: string } | { readonly reason: string }> {
  const installed = await execa('dive', ['--version'], { reject: false });
  if (!installed.failed) return { program: 'dive' };
  const env = { GOFLAGS: '-mod=mod', GOBIN: folder };
  const built = await execa('go', ['install', module], { env, reject: false });
  return built.failed
    ? {
        reason: `there is no dive, and go cannot build it (${built.shortMessage?.split('\n', 1)[0] ?? 'it failed'})`,
      }
    : { program: path.join(folder, 'dive') };
}

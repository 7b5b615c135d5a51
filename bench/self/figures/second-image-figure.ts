import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { median } from 'simple-statistics';
import { formatBytes, formatMs } from '../../../src/domain/units.ts';
import type { Engine } from '../../../src/engine/engine.ts';
import type { SelfFigures } from '../../../src/report/table.ts';
import type { Inspected, Inspector } from '../create-inspector.ts';
import { hyperfineOnce } from '../hyperfine-times.ts';
import type { BaseOnEngine } from '../largest-base.ts';
import { saveOnBase } from '../save-on-base.ts';

const rounds = 5;
/** What the second image has on top of the base. */
const ownFiles = 1000;
const ownFileBytes = 10_000;
/** Differences of a few hundredths of a second between processes that take seconds are no more exact than that. */
const allowedPoints = 10;

/**
 * What a second image costs whose base is remembered. Every archive is read and hashed to its end, and its layers are laid
 * over each other, whatever is remembered: that is what inspecting it takes when all of it is. What goes beyond that
 * is the analysis of layers. The figure is how much of it is left when the base is remembered, and is to be the own layers'
 * share of the bytes. In processor time: analysing is work, and reading a file that is in memory hardly waits.
 */
export async function secondImageFigure(parts: {
  readonly hyperfine: string;
  readonly engine: Engine;
  readonly base: BaseOnEngine;
  /** The base as it was inspected. */
  readonly first: Inspected;
  readonly inspector: Inspector;
  readonly folder: string;
  readonly passing: (text: string) => void;
}): Promise<SelfFigures['figures'][number]> {
  const { hyperfine, engine, base, first, inspector, folder, passing } = parts;
  passing(`saving a second image on ${base.name}`);
  const archive = await saveSecond(engine, base, folder);
  const second = await inspector.look(archive);
  const times = { nothing: [] as number[], base: [] as number[], all: [] as number[], hash: [] as number[] };
  for (let round = 0; round < rounds; round += 1) {
    passing(`second image on ${base.name}, round ${round + 1} of ${rounds}`);
    times.nothing.push((await inspector.time(archive)).cpuMs);
    times.base.push((await inspector.time(archive, first.cache)).cpuMs);
    times.all.push((await inspector.time(archive, second.cache)).cpuMs);
    times.hash.push((await hyperfineOnce(hyperfine, ['sha256sum', archive])).cpuMs);
  }
  await inspector.weigh(archive);
  const [nothing, onBase, all] = [median(times.nothing), median(times.base), median(times.all)];
  const ownBytes = second.sizeBytes - first.sizeBytes;
  return {
    name: 'second image on a remembered base',
    value: `${percent((onBase - all) / (nothing - all))} of the analysis`,
    limit: `own layers' share of the bytes (${percent(ownBytes / second.sizeBytes)}) + ${allowedPoints} points`,
    how:
      `processor time of \`inspect\` on a file of docker save, ${base.name} with ${formatBytes(ownBytes)} on it, ` +
      `medians of ${rounds}: ${formatMs(nothing)} with nothing remembered, ${formatMs(onBase)} with the base, ` +
      `${formatMs(all)} with all of it; \`sha256sum\` of the file ${formatMs(median(times.hash))}`,
  };
}

const percent = (share: number): string => `${(100 * share).toFixed(0)} %`;

async function saveSecond(engine: Engine, base: BaseOnEngine, folder: string): Promise<string> {
  const contextDir = path.join(folder, 'context');
  await mkdir(path.join(contextDir, 'own'), { recursive: true });
  for (let number = 0; number < ownFiles; number += 1) {
    const content = Buffer.alloc(ownFileBytes, `${number} `);
    await writeFile(path.join(contextDir, 'own', String(number)), content);
  }
  return saveOnBase({ engine, base, contextDir }, 'COPY own /own', path.join(folder, 'second.tar'));
}

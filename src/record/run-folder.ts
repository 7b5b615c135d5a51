import { mkdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { StagebenchError } from '../domain/errors.ts';
import type { ImageRecord } from '../domain/image.ts';
import { variantId } from '../domain/plan.ts';
import type { RunManifest } from '../domain/run.ts';
import type { Sample } from '../domain/sample.ts';
import { AppendFile } from './append-file.ts';
import { buildColumns, imageColumns, summaryColumns } from './columns.ts';
import { toCsv } from './csv.ts';
import type { BuildRow, ImageRow, SummaryRow } from './rows.ts';
import { buildRow, imageRow } from './to-rows.ts';

/** Writes one run: rows as they come, the summary and the manifest's end at the end. Nothing measured is rewritten. */
export class RunFolder {
  readonly path: string;
  readonly builds: BuildRow[] = [];
  readonly images: ImageRow[] = [];
  #manifest: RunManifest;
  readonly #buildsFile: AppendFile;
  readonly #imagesFile: AppendFile;

  private constructor(folder: string, manifest: RunManifest, buildsFile: AppendFile, imagesFile: AppendFile) {
    this.path = folder;
    this.#manifest = manifest;
    this.#buildsFile = buildsFile;
    this.#imagesFile = imagesFile;
  }

  /** Makes the run's folder in the results folder, which must be there. Throws RESULTS_NOT_WRITABLE. */
  static async create(results: string, manifest: RunManifest): Promise<RunFolder> {
    const folder = path.join(results, manifest.runId);
    return guarded(folder, async () => {
      await mkdir(folder);
      await writeJson(folder, manifest);
      return new RunFolder(
        folder,
        manifest,
        await AppendFile.create(path.join(folder, 'builds.csv'), toCsv<BuildRow>(buildColumns, [])),
        await AppendFile.create(path.join(folder, 'images.csv'), toCsv<ImageRow>(imageColumns, [])),
      );
    });
  }

  async addSample(sample: Sample, rawLog: string, keepLog: boolean): Promise<void> {
    const row = buildRow(this.#manifest.runId, sample);
    this.builds.push(row);
    await guarded(this.path, () => this.#buildsFile.append(toCsv(buildColumns, [row], false)));
    if (rawLog !== '' && (keepLog || sample.state !== 'built')) await this.#writeLog(sample, rawLog);
  }

  async addImage(image: ImageRecord): Promise<void> {
    const row = imageRow(this.#manifest.runId, image);
    this.images.push(row);
    await guarded(this.path, () => this.#imagesFile.append(toCsv(imageColumns, [row], false)));
  }

  /** Writes summary.csv and the end of run.json; moves `latest` here if the run went to its end. */
  async finish(summary: readonly SummaryRow[], end: Partial<RunManifest>): Promise<void> {
    this.#manifest = { ...this.#manifest, ...end };
    await guarded(this.path, async () => {
      await Promise.all([this.#buildsFile.close(), this.#imagesFile.close()]);
      await writeFile(path.join(this.path, 'summary.csv'), toCsv(summaryColumns, summary));
      await writeJson(this.path, this.#manifest);
      if (end.outcome === 'complete' || end.outcome === 'incomplete') await pointLatest(this.path);
    });
  }

  async #writeLog(sample: Sample, rawLog: string): Promise<void> {
    const { sequence, scenario } = sample.visit;
    const name = `${String(sequence).padStart(4, '0')}-${variantId(sample.visit).replace('/', '-')}-${scenario}.log`;
    await guarded(this.path, async () => {
      await mkdir(path.join(this.path, 'logs'), { recursive: true });
      await writeFile(path.join(this.path, 'logs', name), rawLog);
    });
  }
}

/** Written beside and renamed, so that a reader never sees half of it. */
async function writeJson(folder: string, manifest: RunManifest): Promise<void> {
  const file = path.join(folder, 'run.json');
  await writeFile(`${file}.new`, `${JSON.stringify(manifest, null, 2)}\n`);
  await rename(`${file}.new`, file);
}

async function pointLatest(folder: string): Promise<void> {
  const link = path.join(path.dirname(folder), 'latest');
  await rm(`${link}.new`, { force: true });
  await symlink(path.basename(folder), `${link}.new`);
  await rename(`${link}.new`, link);
}

async function guarded<T>(folder: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const why = code === 'EEXIST' ? 'exists already' : `cannot be written: ${message}`;
    throw new StagebenchError('RESULTS_NOT_WRITABLE', `${folder} ${why}.`, { cause: error });
  }
}

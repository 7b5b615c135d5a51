import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { StagebenchError } from '../../domain/errors.ts';
import type { ImageRecord } from '../../domain/image/image.ts';
import { variantId } from '../../domain/run/plan.ts';
import type { Resumption } from '../../domain/run/run.ts';
import type { RunManifest } from '../manifest.ts';
import type { MadeBuild, Sample } from '../../domain/run/sample.ts';
import { AppendFile, type OpenFile } from './append-file.ts';
import {
  buildColumns,
  heads,
  imageColumns,
  layerColumns,
  stepColumns,
  summaryColumns,
} from '../csv/columns.ts';
import { toCsv } from '../csv/to-csv.ts';
import { keptBuild, type KeptBuild } from '../kept-build.ts';
import { latestImages } from '../csv/latest-images.ts';
import { lockRunFolder } from './lock-run-folder.ts';
import { halfManifests, ManifestFile } from './manifest-file.ts';
import { maskedLog } from '../masked-log.ts';
import { pointLatest } from './point-latest.ts';
import type { ResumableRun } from '../read/read-resumable.ts';
import type { ImageRow, SummaryRow } from '../rows.ts';
import { buildRow, imageRow, layerRows, stepRows } from '../csv/to-rows.ts';

/** What a run's folder takes from the process. */
export interface FolderTools {
  /** The file system's own if it is not given. */
  readonly openFile?: OpenFile;
  readonly now?: () => Date;
  /** What `secretsIn` found in the environment: it is recorded nowhere. */
  readonly secrets?: readonly string[];
}

type Files = Readonly<Record<keyof typeof heads, AppendFile>>;

/**
 * Writes one run: rows as they come, the summary and the manifest's end at the end. Nothing measured is rewritten. It
 * belongs to one process: a new one is locked until it is disposed of, and who opens one again must have locked it.
 */
export class RunFolder implements AsyncDisposable {
  readonly path: string;
  readonly builds: KeptBuild[] = [];
  /** One for each variant. */
  readonly images: ImageRow[] = [];
  #manifest: RunManifest;
  readonly #rows = { builds: 0, steps: 0, layers: 0 };
  readonly #secrets: readonly string[];
  readonly #json: ManifestFile;
  readonly #files: Files;
  readonly #lock: AsyncDisposable | undefined;

  private constructor(
    folder: string,
    manifest: RunManifest,
    json: ManifestFile,
    files: Files,
    secrets: readonly string[] = [],
    lock?: AsyncDisposable,
  ) {
    this.path = folder;
    this.#secrets = secrets;
    this.#manifest = manifest;
    this.#json = json;
    this.#files = files;
    this.#lock = lock;
  }

  /** Makes the run's folder in the results folder, which must be there. Throws RESULTS_NOT_WRITABLE. */
  static async create(results: string, manifest: RunManifest, tools: FolderTools = {}): Promise<RunFolder> {
    const { runId } = manifest;
    const folder = path.join(results, runId);
    return guarded(folder, async () => {
      await mkdir(folder);
      await using begun = new AsyncDisposableStack();
      const lock = begun.use(await lockRunFolder(folder, { what: 'a run', runId }, tools.now));
      const json = new ManifestFile(folder, tools.secrets);
      await json.write(manifest);
      const files = await openAll((name) =>
        AppendFile.create(path.join(folder, `${name}.csv`), heads[name], tools.openFile),
      );
      begun.move();
      return new RunFolder(folder, manifest, json, files, tools.secrets, lock);
    });
  }

  /**
   * Goes on with a run that was left: what is torn is cut off, and run.json says that it goes on. Throws ROWS_CHANGED if a
   * file is not what was read.
   */
  static async reopen(
    left: ResumableRun,
    resumption: Resumption,
    { openFile, secrets }: FolderTools = {},
  ): Promise<RunFolder> {
    return guarded(left.folder, async () => {
      const manifest = goingOn(left.manifest, resumption);
      const files = await openAll((name) =>
        AppendFile.reopen(
          path.join(left.folder, `${name}.csv`),
          { keep: left.keep[name], digest: left.digests[name] },
          heads[name],
          openFile,
        ),
      );
      for (const half of await halfManifests(left.folder)) await rm(half, { force: true });
      const json = new ManifestFile(left.folder, secrets);
      const folder = new RunFolder(left.folder, manifest, json, files, secrets);
      for (const row of left.builds) folder.builds.push(keptBuild(row));
      folder.images.push(...left.images);
      Object.assign(folder.#rows, left.rows);
      await json.write(manifest);
      return folder;
    });
  }

  get manifest(): RunManifest {
    return this.#manifest;
  }

  /** Changes what run.json says. Throws ROWS_CHANGED if somebody else has written into the folder: it is theirs now. */
  async update(changes: Partial<RunManifest>): Promise<void> {
    this.#manifest = { ...this.#manifest, ...changes };
    await guarded(this.path, async () => {
      const found = await this.#changed({ thorough: false });
      if (found !== undefined) throw found;
      await this.#json.write(this.#manifest);
    });
  }

  /** All rows of a visit are written together, so that the disk is waited for (fsync) once for each file. */
  async addVisit(made: readonly MadeBuild[], keepLog: boolean): Promise<void> {
    const { runId } = this.#manifest;
    const rows = made.map(({ sample }) => buildRow(runId, sample));
    const steps = made.flatMap(({ sample }) => stepRows(runId, sample));
    // The rows of the builds come last: where one stands, its steps stand too, however the run ends.
    await guarded(this.path, async () => {
      if (steps.length > 0) await this.#files.steps.append(toCsv(stepColumns, steps, false, this.#secrets));
      await this.#files.builds.append(toCsv(buildColumns, rows, false, this.#secrets));
    });
    this.builds.push(...rows.map(keptBuild));
    this.#rows.builds += rows.length;
    this.#rows.steps += steps.length;
    for (const { sample, rawLog } of made)
      if (rawLog !== '' && (keepLog || sample.state !== 'built')) await this.#writeLog(sample, rawLog);
  }

  async addImage(image: ImageRecord): Promise<void> {
    const row = imageRow(this.#manifest.runId, image);
    const layers = layerRows(this.#manifest.runId, image);
    // The row of the image comes last, as that of a build does.
    await guarded(this.path, async () => {
      if (layers.length > 0)
        await this.#files.layers.append(toCsv(layerColumns, layers, false, this.#secrets));
      await this.#files.images.append(toCsv(imageColumns, [row], false, this.#secrets));
    });
    this.#rows.layers += layers.length;
    this.images.splice(0, Infinity, ...latestImages([...this.images, row]));
  }

  /** ROWS_CHANGED if a file of rows is not as this process has written it, byte for byte. */
  async changed(): Promise<Error | undefined> {
    return guarded(this.path, () => this.#changed({ thorough: true }));
  }

  async #changed(how: { readonly thorough: boolean }): Promise<Error | undefined> {
    for (const file of Object.values(this.#files)) {
      const found = await file.changed(how);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /**
   * Writes summary.csv and the end of run.json; moves `latest` here if the run went to its end, unless it was made up and
   * the one before was not. Resolves with whether `latest` is this run. Throws ROWS_CHANGED if another session goes on with
   * the run: then nothing is written.
   */
  async finish(summary: readonly SummaryRow[], end: Partial<RunManifest>): Promise<boolean> {
    this.#manifest = { ...this.#manifest, ...end, rows: { ...this.#rows } };
    return guarded(this.path, async () => {
      await Promise.all(Object.values(this.#files).map((file) => file.close()));
      await this.#json.refuseChanged();
      const text = toCsv(summaryColumns, summary, true, this.#secrets);
      await writeFile(path.join(this.path, 'summary.csv'), text, { mode: 0o600 });
      await this.#json.write(this.#manifest);
      const isWhole = end.outcome === 'complete' || end.outcome === 'incomplete';
      return isWhole && (await pointLatest(this.path, this.#manifest.engine.kind));
    });
  }

  /** Closes what was not finished, and gives the folder to others. Rows are on the disk before: nothing is lost that cannot be closed. */
  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(Object.values(this.#files).map((file) => file.close().catch(() => undefined)));
    await this.#lock?.[Symbol.asyncDispose]();
  }

  async #writeLog(sample: Sample, rawLog: string): Promise<void> {
    const { sequence, scenario } = sample.visit;
    const name = `${String(sequence).padStart(4, '0')}-${variantId(sample.visit).replace('/', '-')}-${scenario}.log`;
    await guarded(this.path, async () => {
      await mkdir(path.join(this.path, 'logs'), { recursive: true });
      const text = maskedLog(rawLog, this.#secrets);
      await writeFile(path.join(this.path, 'logs', name), text, { mode: 0o600 });
    });
  }
}

/** All of them, or none is left open. One after the other, in this order: what a row belongs to is there before it. */
async function openAll(file: (name: keyof typeof heads) => Promise<AppendFile>): Promise<Files> {
  await using opened = new AsyncDisposableStack();
  const open = async (name: keyof typeof heads): Promise<AppendFile> =>
    opened.adopt(await file(name), (appender) => appender.close());
  const files = {
    builds: await open('builds'),
    steps: await open('steps'),
    layers: await open('layers'),
    images: await open('images'),
  };
  opened.move();
  return files;
}

/** A run that goes on has no end. */
function goingOn(manifest: RunManifest, resumption: Resumption): RunManifest {
  const same: { -readonly [Name in keyof RunManifest]: RunManifest[Name] } = { ...manifest };
  delete same.outcome;
  delete same.finishedAt;
  delete same.rows;
  return { ...same, resumed: [...(manifest.resumed ?? []), resumption] };
}

async function guarded<T>(folder: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof StagebenchError) throw error;
    const { code, message } = error as NodeJS.ErrnoException;
    const why = code === 'EEXIST' ? 'exists already' : `cannot be written: ${message}`;
    throw new StagebenchError('RESULTS_NOT_WRITABLE', `${folder} ${why}.`, { cause: error });
  }
}

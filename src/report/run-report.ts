import type { RunManifest } from '../record/manifest.ts';
import type { Report } from './format.ts';
import type { Advice } from '../stats/advice/advice.ts';
import { extrasNotes, notMoved } from './model/extras-notes.ts';
import type { Sources, Table } from './table.ts';
import { nextData, nextNotes, stepText, type Next } from './next-notes.ts';
import { tables } from './tables/index.ts';
import { adviceList } from './model/advice-texts.ts';
import { engineName, measuredOn } from './provenance/measured-where.ts';

/**
 * What is told of a run that was recorded in a folder: when and on what it was measured, its tables, what is to be said of them,
 * and where the rows lie.
 */
export function runReport(
  run: Sources['run'],
  folder: string,
  {
    next,
    again,
    advice = [],
    shownFolder = folder,
  }: {
    /** Of a finished one: what more rounds would decide, and the command for them where it can go on. */
    readonly next?: Next | undefined;
    /** The command that makes visits once more which were disturbed every time, where there are any. */
    readonly again?: string | undefined;
    /** Of a project. */
    readonly advice?: readonly Advice[];
    /** The folder as people read it, if not as programs do. */
    readonly shownFolder?: string;
  } = {},
): Report {
  const { rows, analysis } = run;
  const { summary, comparisons, across, findings } = analysis;
  const { manifest, builds, images } = rows;
  const { runId, engine, bases } = manifest;
  const list = adviceList(advice);
  const built = summary.filter(({ state }) => state === 'built').length;
  return {
    data: {
      runId,
      folder,
      engine,
      bases,
      summary,
      comparisons,
      ...(across && { across }),
      findings,
      images,
      ...(advice.length > 0 && { advice }),
      ...(next && { next: nextData(next) }),
    },
    lead: [
      ['', `Run ${runId}. ${measuredOn(manifest)}.`],
      ['', ''],
    ],
    tables: reported.flatMap((table) => table.show(run)),
    notes: [...notMoved(manifest), ...extrasNotes(images), ...(next === undefined ? [] : nextNotes(next))],
    ...(list && { list }),
    end: [
      `${built} of ${summary.length} cells built${partText(manifest)}; ${engineName(engine)}${engine.kind === 'none' ? ', images not started' : `, ${engine.storageDriver}`}`,
      ...(builds.some((row) => row.error_code === 'BUILD_FAILED')
        ? [`logs of failed builds: ${shownFolder}/logs`]
        : []),
      `rows: ${shownFolder}`,
      ...(again === undefined
        ? []
        : [
            'visits that were disturbed every time are made again by the following, once the machine is quiet (if it never is: STAGEBENCH_BUSY, docs/method.md):',
            `  ${again}`,
          ]),
      ...(next?.step === undefined || next.command === undefined
        ? []
        : [stepText(next.step), `  ${next.command}`]),
    ],
  };
}

/** Nobody knows how many cells a missing shard has. */
const partText = ({ merged }: Pick<RunManifest, 'merged'>): string =>
  merged?.missing.length ? `, in ${merged.of - merged.missing.length} of ${merged.of} shards` : '';

const reported = tables
  .filter((table): table is Table<'run'> => table.from === 'run' && table.order !== undefined)
  .toSorted((a, b) => (a.order ?? 0) - (b.order ?? 0));

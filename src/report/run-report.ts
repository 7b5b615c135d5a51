import type { Report } from './format.ts';
import { extrasNotes } from './model/extras-notes.ts';
import type { Sources, Table } from './table.ts';
import { tables } from './tables/index.ts';

/** What is told of a run that was recorded in a folder: its tables, what is to be said of them, and where the rows lie. */
export function runReport(run: Sources['run'], folder: string): Report {
  const { rows, analysis } = run;
  const { summary, comparisons, findings } = analysis;
  const { manifest, builds, images } = rows;
  const { runId, engine, bases } = manifest;
  const built = summary.filter(({ state }) => state === 'built').length;
  return {
    data: { runId, folder, engine, bases, summary, comparisons, findings, images },
    lead: [['', '']],
    tables: reported.flatMap((table) => table.show(run)),
    notes: extrasNotes(images),
    end: [
      `${built} of ${summary.length} cells built; ${engine.kind} engine ${engine.version}, ${engine.storageDriver}`,
      ...(builds.some((row) => row.error_code === 'BUILD_FAILED')
        ? [`logs of failed builds: ${folder}/logs`]
        : []),
      `rows: ${folder}`,
    ],
  };
}

const reported = tables
  .filter((table): table is Table<'run'> => table.from === 'run' && table.order !== undefined)
  .toSorted((a, b) => (a.order ?? 0) - (b.order ?? 0));

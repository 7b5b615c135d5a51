import { engineName } from '../../../src/report/provenance/measured-where.ts';
import { setImmediate } from 'node:timers/promises';
import { StagebenchError } from '../../../src/domain/errors.ts';
import { cellId, type Cell } from '../../../src/domain/run/plan.ts';
import type { Report } from '../../../src/report/format.ts';
import { caveatText } from '../../../src/report/words/caveat-text.ts';
import { compareNotes } from '../../../src/report/model/compare-notes.ts';
import { table as comparison } from '../../../src/report/tables/comparison.ts';
import { differenceText, rebuiltBasesText } from '../../../src/report/words/difference-text.ts';
import { listText } from '../../../src/report/words/list-text.ts';
import { changedDefinitions } from '../../../src/stats/compare/changed-definitions.ts';
import { compareRuns, shardsOf } from '../../../src/stats/compare/compare-runs.ts';
import {
  environmentDifferences,
  platformDifferences,
  ofShards,
  shardDifference,
  smallDifferences,
} from '../../../src/stats/compare/environment-differences.ts';
import type { CommandContext } from '../../context.ts';
import { readComparand, type Comparand } from '../../../src/record/find/read-comparand.ts';
import { printReport } from '../../terminal/print-report.ts';
import { writeWords } from '../../terminal/wrapped.ts';

export interface CompareJob {
  /** As they were typed: runs or cells. */
  readonly a: string;
  readonly b: string;
  /** Absolute path of the folder that holds the runs. */
  readonly results: string;
  /** Compares also what was not measured alike. */
  readonly force: boolean;
  readonly json: boolean;
}

/**
 * Holds run or cell B against A. Throws COMPARE_REFUSED where they were not measured alike, unless forced; NOTHING_TO_COMPARE
 * for a thing and itself, and where no cell is in both.
 */
export async function compare(job: CompareJob, context: CommandContext): Promise<number> {
  const note = (text: string): void => {
    writeWords(context.stderr, `note: ${text}`);
  };
  const a = await readComparand(job.a, job.results, note);
  const b = await readComparand(job.b, job.results, note);
  checkComparable(a, b);
  const nameOf = naming(a);
  const [namesOfA, namesOfB] = [a, b].map((side) => new Set(side.cells.map(nameOf)));
  const cells = [
    ...a.cells.filter((cell) => namesOfB?.has(nameOf(cell))),
    ...b.cells.filter((cell) => namesOfA?.has(nameOf(cell))),
  ];
  if (cells.length === 0)
    throw new StagebenchError('NOTHING_TO_COMPARE', `A and B have no cell in common.${whatTheyHave(a, b)}`);
  const apps = [...new Set(cells.map(({ app }) => app))];
  const [shardsOfA, shardsOfB] = [shardsOf(a), shardsOf(b)];
  const [placeOfA, placeOfB] = [ofShards(a.run, shardsOfA), ofShards(b.run, shardsOfB)];
  const isOneRun = a.run.manifest.runId === b.run.manifest.runId;
  const differences = [
    ...(isOneRun ? shardDifference(shardsOfA, shardsOfB) : []),
    ...platformDifferences(a, b, nameOf),
    ...environmentDifferences(placeOfA, placeOfB, apps),
  ];
  if (differences.length > 0 && !job.force) {
    const list = ['A and B were not measured alike, they differ in', ...differences.map(differenceText)];
    const rebuilt = rebuiltBasesText(differences);
    throw new StagebenchError(
      'COMPARE_REFUSED',
      `${list.join('\n    ')}${rebuilt === undefined ? '' : `\n  ${rebuilt}`}`,
      { where: `A is ${a.run.folder}, B is ${b.run.folder}` },
    );
  }
  const small = smallDifferences(placeOfA, placeOfB);
  const compared = await compareRuns(a, b, nameOf, () => setImmediate());
  const changed = changedDefinitions(a.run.manifest.definitions, b.run.manifest.definitions, cells);
  const rows = compared.rows.map((row) =>
    differences.length === 0 ? row : { ...row, caveat: caveatText(row, differences) },
  );
  const fake = [a, b].some(({ run }) => run.manifest.engine.kind === 'fake');
  const report: Report = {
    data: {
      ...{ a: side(a), b: side(b), differences, smallDifferences: small, changedDefinitions: changed },
      ...{ ...compared, rows },
    },
    lead: [
      ['A  ', title(a)],
      ['B  ', title(b)],
      ['', ''],
    ],
    tables: comparison.show({ compared, differences }),
    aside: compareNotes({ compared, differences, small, changed, fake }),
  };
  printReport(report, job, context);
  return 0;
}

/** Throws USAGE for a run and a cell, NOTHING_TO_COMPARE for a thing and itself. */
function checkComparable(a: Comparand, b: Comparand): void {
  if (a.kind !== b.kind)
    throw new StagebenchError('USAGE', `A is a ${a.kind} and B a ${b.kind}: compare two of a kind.`);
  if (a.run.manifest.runId !== b.run.manifest.runId) return;
  if (a.kind === 'run' || a.cells.map(cellId).join() === b.cells.map(cellId).join())
    throw new StagebenchError('NOTHING_TO_COMPARE', `A and B are the same ${a.kind}: nothing to compare.`);
}

/** The cells of both, so that one can see what to name instead. */
const whatTheyHave = (a: Comparand, b: Comparand): string =>
  [a, b].map(({ cells }, index) => `\n    ${'AB'[index]} has ${listText(cells.map(cellId))}`).join('');

/**
 * What cells of both sides have in common that are held against each other: those that were named everything, those of two
 * variants their scenario, those of two runs all of their name.
 */
function naming({ kind }: Comparand): (cell: Cell) => string {
  if (kind === 'cell') return () => '';
  return kind === 'variant' ? ({ scenario }) => scenario : cellId;
}

const side = ({ run, kind, cells }: Comparand) => ({
  ...{ runId: run.manifest.runId, folder: run.folder, kind },
  ...(kind === 'run' ? {} : { cells }),
});

function title({ run: { manifest }, kind, cells: [first] }: Comparand): string {
  const { runId, startedAt, engine } = manifest;
  const named =
    first === undefined || kind === 'run'
      ? ''
      : `${kind === 'cell' ? cellId(first) : `${first.app}/${first.strategy}`} of `;
  return `${named}${runId}  ${startedAt.slice(0, 10)}, ${engineName(engine)}`;
}

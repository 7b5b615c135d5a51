import path from 'node:path';
import { StagebenchError } from '../../../src/domain/errors.ts';
import { format as markdown } from '../../../src/report/formats/md.ts';
import { markedChart } from '../../../src/report/page/marked-chart.ts';
import { isDrawn, markedClaim } from '../../../src/report/page/marked-claim.ts';
import type { Marker } from '../../../src/report/page/read-markers.ts';
import { markedTables } from '../../../src/report/page/render-marker.ts';
import { typedPath } from '../../../src/node/typed-path.ts';
import { writePage } from '../../../src/report/page/write-page.ts';
import { listText } from '../../../src/report/words/list-text.ts';
import type { CommandSpec } from '../../command-spec.ts';
import type { CommandContext } from '../../context.ts';
import { pageSources, type Page } from '../../pages/page-sources.ts';
import { catalogueText } from '../../pages/table-catalogue.ts';
import { writeWords } from '../../terminal/wrapped.ts';
import { chartFile } from './chart-file.ts';
import { distinct, pageText } from './page-file.ts';
import { writeFiles, type Written } from './write-files.ts';

export interface TablesJob {
  /** As they were typed. */
  readonly files: readonly string[];
  /** Changes nothing, and throws DOCS_STALE instead. */
  readonly check: boolean;
  /** Names all tables. */
  readonly list: boolean;
  /** Absolute path of the folder that holds the runs. */
  readonly results: string;
  /** Of markers that name no run; the newest finished one if undefined. */
  readonly run: string | undefined;
}

type TablesContext = CommandContext & { readonly commands: readonly CommandSpec[] };

/**
 * Writes every generated text between its markers; with `check` it only compares. All pages are made before the first one is
 * written, so that a fault leaves all of them as they were.
 */
export async function tables(job: TablesJob, context: TablesContext): Promise<number> {
  if (job.files.length === 0 && !job.list)
    throw new StagebenchError('USAGE', 'No file is named. To see which tables there are: --list.');
  const sourcesOf = pageSources(job, context);
  if (job.list) context.stdout.write(await catalogueText(sourcesOf('.').tables));
  const done = new Map<string, Written>();
  const bare: string[] = [];
  for (const file of await distinct(job.files.map(fromWhereTyped))) {
    const all = await written(file, sourcesOf(path.dirname(file)));
    if (all.length === 0) bare.push(file);
    for (const one of all) {
      refuseOther(done.get(one.place), one);
      done.set(one.place, one);
    }
  }
  if (bare.length > 0)
    writeWords(context.stderr, `note: no marker in ${listText(bare)}: nothing to do there`);
  const changed = [...done.values()].filter(({ before, text }) => before !== text);
  const names = changed.flatMap(({ file, stale }) =>
    stale.length === 0 ? [file] : stale.map((what) => `${file} (${what})`),
  );
  if (job.check && changed.length > 0) {
    context.stdout.write(await patches(changed));
    throw new StagebenchError('DOCS_STALE', `Stale: ${listText(names)}.`);
  }
  if (!job.check) await writeFiles(changed);
  if (job.files.length > bare.length)
    writeWords(
      context.stderr,
      changed.length === 0 ? 'Generated texts are up to date.' : `Written: ${listText(names)}.`,
    );
  return 0;
}

/** A file as it was typed, unless npm was started elsewhere: then with its whole path. */
function fromWhereTyped(word: string): string {
  const place = typedPath(word);
  return place === path.resolve(word) ? word : place;
}

/** Throws MARKER_UNREADABLE if two markers write different charts into one file. */
function refuseOther(one: Written | undefined, other: Written): void {
  if (one === undefined || one.text === other.text) return;
  throw new StagebenchError(
    'MARKER_UNREADABLE',
    `${one.where ?? one.file} and ${other.where ?? other.file} write different charts into ${other.file}.`,
  );
}

/** The page, and the charts that it names; nothing if it has no marker. */
async function written(file: string, sources: Page): Promise<Written[]> {
  const before = await pageText(file);
  const charts: Written[] = [];
  const page = await writePage(file, before, async (marker) => {
    const where = `${file}:${marker.line}`;
    try {
      if (marker.name !== 'chart')
        return markdown.print({ tables: await markedTables(marker, sources.tables, where, ['chart']) });
      const { claims } = sources.tables;
      const chart =
        marker.words[0] === 'claim' && claims !== undefined
          ? await markedClaim(marker, claims, where)
          : await markedChart(marker, sources.charts, where);
      if (isDrawn(chart)) charts.push(await chartFile(file, chart.target, chart.svg, where));
      return chart.text;
    } catch (error) {
      throw placed(error, where);
    }
  });
  if (page.markers.length === 0) return [];
  return [
    { file, place: path.resolve(file), before, text: page.text, stale: page.stale.map(nameOf) },
    ...charts,
  ];
}

const nameOf = ({ name, words, line }: Marker): string => `${[name, ...words].join(' ')}, line ${line}`;

/** With the place of the marker, unless the message has it. */
function placed(error: unknown, where: string): unknown {
  if (!(error instanceof StagebenchError) || error.message.startsWith(where)) return error;
  return new StagebenchError(error.code, `${where}: ${error.message}`, {
    ...(error.where !== undefined && { where: error.where }),
    cause: error,
  });
}

/** What compares texts is loaded where there is something to show. */
async function patches(changed: readonly Written[]): Promise<string> {
  const { createTwoFilesPatch } = await import('diff');
  const patch = ({ file, before = '', text }: Written) =>
    createTwoFilesPatch(file, file, before, text, 'as it is', 'as it would be', { context: 3 });
  return changed.map(patch).join('');
}

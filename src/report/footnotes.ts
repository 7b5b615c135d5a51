import { cellId, variantId } from '../domain/plan.ts';
import type { BuildRow } from '../record/rows.ts';
import type { Analysis, Rows } from '../stats/analyse-run.ts';
import { environmentNotes } from './environment-notes.ts';
import { findingNotes } from './finding-notes.ts';
import { listText } from './list-text.ts';

/** What the reader of a table must know besides its numbers; one sentence each. */
export function footnotes(rows: Rows, { summary, findings }: Analysis): string[] {
  const { manifest, builds, images } = rows;
  const { engine } = manifest;
  const measured = builds.filter((row) => row.phase === 'measure');
  const bySource = (source: string) => images.some((image) => image.base_source === source);
  return [
    ...sampleNotes(rows, summary),
    ...(bySource('substitute')
      ? [
          '† on a substitute base: it plays the role of the upstream image, its bytes and times are not upstream’s',
        ]
      : []),
    ...(engine.kind !== 'fake' && bySource('local')
      ? ['bases were rebuilt on this machine from the packages upstream uses']
      : []),
    ...grouped(
      'left out',
      measured.filter((row) => row.state === 'invalid'),
    ),
    ...grouped(
      'failed',
      measured.filter((row) => row.state === 'failed'),
    ),
    ...images
      .filter((image) => image.state === 'unhealthy')
      .map((image) => `${variantId(image)} does not work, so its times do not count`),
    ...environmentNotes(manifest, findings),
    ...findingNotes(findings),
  ];
}

/** Of how many builds the medians are, and which cells have fewer than planned, or fewer on purpose. */
function sampleNotes({ manifest }: Rows, summary: Analysis['summary']): string[] {
  const built = summary.filter((row) => row.state === 'built');
  if (built.length === 0) return [];
  const counts = [...new Set(built.map((row) => row.samples))].toSorted((a, b) => a - b);
  const stopped = new Set(manifest.stoppedEarly);
  const early = built.filter((row) => stopped.has(cellId(row)));
  const short = built.filter((row) => row.samples < manifest.plan.rounds && !stopped.has(cellId(row)));
  return [
    counts.at(-1) === 1 ? 'times are of single builds' : `times are medians of ${span(counts)} builds`,
    ...(early.length === 0
      ? []
      : [
          `stopped early, because their intervals were narrow enough: ${listText(
            early.map((row) => `${cellId(row)} after ${row.samples} samples`),
          )}`,
        ]),
    ...(short.length === 0
      ? []
      : [
          `fewer samples than planned: ${listText(
            short.map((row) => `${cellId(row)} has ${row.samples} of ${manifest.plan.rounds} samples`),
          )}`,
        ]),
  ];
}

/** `7`, `2 or 3`, `2 to 9`. */
function span(counts: readonly number[]): string {
  const [first = 0] = counts;
  return counts.length > 2 ? `${first} to ${counts.at(-1)}` : counts.join(' or ');
}

/** One sentence per cell and reason, however many rounds it happened in. */
function grouped(what: string, rows: readonly BuildRow[]): string[] {
  const groups = Map.groupBy(rows, (row) => `${cellId(row)}: ${inOneLine(row.reason ?? '')}`);
  return [...groups].map(([text, same]) => {
    const rounds = same.map((row) => row.round).join(', ');
    return `${what} in round${same.length === 1 ? '' : 's'} ${rounds}: ${text}`;
  });
}

/** A reason with the last line of the log it quotes; that is where most builders say what was wrong. */
function inOneLine(reason: string): string {
  const [first = '', ...log] = reason.split('\n');
  const last = log.findLast((line) => line.trim() !== '');
  return last === undefined ? first : `${first.replace(/ast log lines:$/, 'ast log line:')} ${last.trim()}`;
}

import type { EngineKind } from '../domain/engine-info.ts';
import { cellId, variantId } from '../domain/plan.ts';
import type { BuildRow, ImageRow, SummaryRow } from '../record/rows.ts';

/** What of a run's manifest the footnotes depend on. */
export interface FootnoteManifest {
  readonly engine: { readonly kind: EngineKind };
  readonly plan: { readonly rounds: number };
}

/** What the reader of a table must know besides its numbers; one sentence each. */
export function footnotes(
  { engine, plan }: FootnoteManifest,
  summary: readonly SummaryRow[],
  builds: readonly BuildRow[],
  images: readonly ImageRow[],
): string[] {
  const notes: string[] = [];
  const invalid = builds.filter((row) => row.phase === 'measure' && row.state === 'invalid');
  const samples = [
    ...new Set(summary.filter((row) => row.state === 'built').map((row) => row.samples)),
  ].toSorted((a, b) => a - b);
  if (samples.length > 0) {
    notes.push(
      samples.at(-1) === 1
        ? 'times are of single builds'
        : `times are medians of ${samples.join(' or ')} builds`,
    );
  }
  if (images.some((image) => image.base_source === 'substitute')) {
    notes.push(
      '† on a substitute base: it plays the role of the upstream image, its bytes and times are not upstream’s',
    );
  }
  const short = summary.filter((row) => row.state === 'built' && row.samples < plan.rounds);
  if (short.length > 0) {
    const cells = short.map((row) => `${cellId(row)} has ${row.samples} of ${plan.rounds} samples`);
    notes.push(`fewer samples than planned: ${cells.join(', ')}`);
  }
  if (engine.kind !== 'fake' && images.some((image) => image.base_source === 'local')) {
    notes.push('bases were rebuilt on this machine from the packages upstream uses');
  }
  const failed = builds.filter((row) => row.phase === 'measure' && row.state === 'failed');
  notes.push(...grouped('left out', invalid), ...grouped('failed', failed));
  for (const image of images.filter((candidate) => candidate.state === 'unhealthy')) {
    notes.push(`${variantId(image)} does not work, so its times do not count`);
  }
  return notes;
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

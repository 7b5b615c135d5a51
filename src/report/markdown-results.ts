import { markdownTable } from 'markdown-table';
import type { RunManifest } from '../domain/run.ts';
import { formatBytes } from '../domain/units.ts';
import type { BuildRow, ImageRow, SummaryRow } from '../record/rows.ts';
import { footnotes } from './footnotes.ts';
import { variantTable } from './summary-table.ts';

/** The table of a run as Markdown, its caption (date, engine, bases, samples) above and its footnotes below. */
export function markdownResults(
  manifest: RunManifest,
  summary: readonly SummaryRow[],
  builds: readonly BuildRow[],
  images: readonly ImageRow[],
): string {
  const { head, rows, right } = variantTable(summary, images);
  const table = markdownTable([[...head], ...rows.map((row) => [...row])], {
    align: right.map((flush) => (flush ? 'r' : 'l')),
  });
  const notes = footnotes(manifest, summary, builds, images);
  return [caption(manifest, summary, images), '', table, '', ...notes.map((note) => `- ${note}`)].join('\n');
}

function caption(manifest: RunManifest, summary: readonly SummaryRow[], images: readonly ImageRow[]): string {
  const { engine, machine, plan, startedAt } = manifest;
  const counts = Map.groupBy(
    images.flatMap(({ base_source: source }) => (source === undefined ? [] : [source])),
    (source) => source,
  );
  const bases = [...counts].map(([source, list]) => `${list.length} on ${source} bases`).join(', ');
  const samples = summary.reduce((total, row) => total + row.samples, 0);
  return (
    `Measured ${startedAt.slice(0, 10)} on the ${engine.kind} engine ${engine.version} (${engine.storageDriver}, ` +
    `buildx ${engine.buildxVersion}), ${machine.cores} cores, ${formatBytes(machine.memoryBytes)} memory, ` +
    `kernel ${engine.kernel.split('-')[0] ?? engine.kernel}; ${images.length} images: ${bases}; ` +
    `${plan.rounds} rounds, ${samples} samples, seed ${plan.seed}.`
  );
}

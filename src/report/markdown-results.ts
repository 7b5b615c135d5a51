import type { RunManifest } from '../record/manifest.ts';
import { formatBytes } from '../domain/units.ts';
import type { ImageRow, SummaryRow } from '../record/rows.ts';
import type { Analysis, Rows } from '../stats/analyse-run.ts';
import { baselineSection } from './baseline-section.ts';
import { footnotes } from './footnotes.ts';
import { summaryTable } from './summary-table.ts';
import { asMarkdown } from './text-table.ts';

/** The tables of a run as Markdown, with its caption (date, engine, bases, samples) above and footnotes below. */
export function markdownResults(rows: Rows, analysis: Analysis): string {
  const { manifest, images } = rows;
  const { summary } = analysis;
  const against = baselineSection(rows, analysis);
  const list = (notes: readonly string[]): string => notes.map((note) => `- ${note}`).join('\n');
  const parts = [
    caption(manifest, summary, images),
    asMarkdown(summaryTable(summary, images)),
    list(footnotes(rows, analysis)),
    ...(against?.table === undefined ? [] : [`${capitalised(against.title)}:`, asMarkdown(against.table)]),
    list(against?.notes ?? []),
  ];
  return parts.filter((part) => part !== '').join('\n\n');
}

const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

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

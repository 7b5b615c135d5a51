import { cellId, variantId } from '../domain/plan.ts';
import type { BuildRow, ImageRow, SummaryRow } from '../record/rows.ts';

/** What the reader of a table must know besides its numbers; one sentence each. */
export function footnotes(
  summary: readonly SummaryRow[],
  builds: readonly BuildRow[],
  images: readonly ImageRow[],
): string[] {
  const notes: string[] = [];
  const invalid = builds.filter((row) => row.phase === 'measure' && row.state === 'invalid');
  const samples = [...new Set(summary.filter((row) => row.state === 'built').map((row) => row.samples))].toSorted();
  if (samples.length > 0) {
    notes.push(`times are medians of ${samples.join(' or ')} build${samples.at(-1) === 1 ? '' : 's'}`);
  }
  if (images.some((image) => image.base_source === 'substitute')) {
    notes.push('† on a substitute base: it plays the role of the upstream image, its bytes and times are not upstream’s');
  }
  if (images.some((image) => image.base_source === 'local')) {
    notes.push('bases were rebuilt on this machine from the packages upstream uses');
  }
  for (const row of invalid) notes.push(`left out: round ${row.round} of ${cellId(row)}: ${row.reason}`);
  for (const row of builds.filter((candidate) => candidate.state === 'failed')) {
    notes.push(`failed: round ${row.round} of ${cellId(row)}: ${firstLine(row.reason)}`);
  }
  for (const image of images.filter((candidate) => candidate.state === 'unhealthy')) {
    notes.push(`${variantId(image)} does not work, so its times do not count`);
  }
  return notes;
}

const firstLine = (text: string | undefined): string => text?.split('\n')[0] ?? '';

import { variantId } from '../domain/plan.ts';
import type { RunManifest } from '../record/manifest.ts';
import type { ImageRow } from '../record/rows.ts';
import { measuredWhere } from './measured-where.ts';
import { asMarkdown, type TextTable } from './text-table.ts';

/** Since this schema a run knows what is in its images. */
const knowsSince = 3;

/**
 * A table of a run's images as Markdown, in the order of the plan, with where it was measured; says so if the run is of
 * a version that did not look into images, or was not asked for what the table tells. `note` is what else is to be said.
 */
export function markdownInside(
  { manifest, images }: { readonly manifest: RunManifest; readonly images: readonly ImageRow[] },
  table: (images: readonly ImageRow[]) => TextTable | undefined,
  note: (manifest: RunManifest, images: readonly ImageRow[]) => string | undefined = () => undefined,
): string {
  const order = manifest.plan.variants.map(variantId);
  const sorted = images.toSorted((a, b) => order.indexOf(variantId(a)) - order.indexOf(variantId(b)));
  const found = manifest.schema < knowsSince ? undefined : table(sorted);
  if (found === undefined) return 'No run with these figures has been published yet.';
  const said = note(manifest, images);
  const parts = [measuredWhere(manifest), asMarkdown(withCode(found)), ...(said === undefined ? [] : [said])];
  if (images.some(({ base_source: source }) => source === 'substitute'))
    parts.push('† on a substitute base: it plays the role of the upstream image, and holds other things.');
  return parts.join('\n\n');
}

/** Paths as code: `__init__` would become bold. */
const withCode = (table: TextTable): TextTable => ({
  ...table,
  rows: table.rows.map((row) => row.map((cell) => cell.replace(/^(\/.*) (\([a-z ]+\))$/, '`$1` $2'))),
});

import type { RunManifest } from '../src/domain/run.ts';
import type { BuildRow, ImageRow, SummaryRow } from '../src/record/rows.ts';
import { footnotes } from '../src/report/footnotes.ts';
import { terminalTable, variantTable } from '../src/report/summary-table.ts';
import type { CommandContext } from './context.ts';

/** Prints what a run found: the table, its footnotes and where the rows lie; or all of it as JSON. */
export function printResult(parts: {
  summary: readonly SummaryRow[];
  folder: {
    readonly path: string;
    readonly builds: readonly BuildRow[];
    readonly images: readonly ImageRow[];
  };
  manifest: RunManifest;
  json: boolean;
  context: Pick<CommandContext, 'stdout'>;
}): void {
  const { summary, folder, manifest, json, context } = parts;
  if (json) {
    const { runId, engine, bases } = manifest;
    context.stdout.write(
      `${JSON.stringify({ runId, folder: folder.path, engine, bases, summary, images: folder.images }, null, 2)}\n`,
    );
    return;
  }
  const notes = footnotes(manifest, summary, folder.builds, folder.images);
  const built = summary.filter((row) => row.state === 'built').length;
  context.stdout.write(
    [
      '',
      terminalTable(variantTable(summary, folder.images)),
      ...(manifest.engine.kind === 'fake' ? ['  made up by the fake engine: nothing here was measured'] : []),
      ...notes.map((note) => `  ${note}`),
      `  ${built} of ${summary.length} cells built; ${manifest.engine.kind} engine ${manifest.engine.version}, ${manifest.engine.storageDriver}`,
      ...(folder.builds.some((row) => row.error_code === 'BUILD_FAILED')
        ? [`  logs of failed builds: ${folder.path}/logs`]
        : []),
      `  rows: ${folder.path}`,
      '',
    ].join('\n'),
  );
}

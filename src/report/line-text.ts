import type { RunManifest } from '../record/manifest.ts';

/** The line that a run's pulls went over: `100 Mbit/s`; undefined where it was not limited. */
export function lineText({ options }: Pick<RunManifest, 'options'>): string | undefined {
  const { bandwidth } = options;
  if (typeof bandwidth !== 'number') return undefined;
  const [unit, name] = units.find(([least]) => bandwidth >= least) ?? smallest;
  return `${Number((bandwidth / unit).toFixed(3))} ${name}`;
}

/** What the caption of a table says of it. */
export function limitedPulls(manifest: Pick<RunManifest, 'options'>): string | undefined {
  const line = lineText(manifest);
  return line && `Pulls went over a line of ${line}.`;
}

const smallest = [1e3, 'kbit/s'] as const;
const units = [[1e9, 'Gbit/s'], [1e6, 'Mbit/s'], smallest] as const;

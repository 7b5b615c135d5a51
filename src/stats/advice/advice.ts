import type { RunManifest } from '../../record/manifest.ts';
import type { BuildRow, ImageRow, LayerRow, StepRow } from '../../record/rows.ts';
import type { CellComparison } from '../compare/compare-pairs.ts';
import { lineOf } from './line-of.ts';

/** Something that a project could gain, as it was measured. */
export interface Advice {
  /** `my-app/slim` */
  readonly variant: string;
  /** How much, in ms or bytes, and of how much. */
  readonly gain: { readonly unit: 'ms' | 'bytes'; readonly value: number; readonly of: number };
  /** Nobody has measured the gain itself, only what it is a part of at most. */
  readonly isBound?: true;
  /** One sentence without a period. */
  readonly says: string;
  /** The Dockerfile that it is about, relative to the project, and a line in it from 1; absent where nobody has kept them. */
  readonly file?: string;
  readonly line?: number;
}

/** All rows of a run of a project, and what its cells came to against the baseline. */
export interface AdviceRows {
  readonly manifest: RunManifest;
  readonly builds: readonly BuildRow[];
  readonly images: readonly ImageRow[];
  readonly steps: readonly StepRow[];
  readonly layers: readonly LayerRow[];
  readonly comparisons: readonly CellComparison[];
}

/** What a rule finds. */
export type AdviceRule = (rows: AdviceRows) => Advice[];

/** Less is not worth a person's time, and may be noise. */
const least = { ms: 200, bytes: 1_000_000, share: 0.05 };

const mostGiven = 7;

export const shareOf = ({ gain }: Advice): number => (gain.of === 0 ? 0 : gain.value / gain.of);

/** What was measured first. Then the largest, by the share of what they are a part of: seconds and bytes have no common unit. */
export const chosenAdvice = (all: readonly Advice[]): Advice[] =>
  all
    .filter((one) => one.gain.value >= least[one.gain.unit] && shareOf(one) >= least.share)
    .toSorted((a, b) => Number(a.isBound ?? 0) - Number(b.isBound ?? 0) || shareOf(b) - shareOf(a))
    .slice(0, mostGiven);

/** Where a step of a variant stands in its Dockerfile. */
export function placeOf(
  { project }: RunManifest,
  variant: string,
  instruction?: string,
): Pick<Advice, 'file' | 'line'> {
  const known = project?.dockerfiles?.[variant];
  if (known === undefined) return {};
  const line = instruction === undefined ? undefined : lineOf(known.lines, instruction);
  return { file: known.file, ...(line !== undefined && { line }) };
}

/** So much of an instruction tells which one it is. */
export function shortened(instruction: string): string {
  const line = instruction.replaceAll(/\s+/g, ' ');
  return line.length <= 60 ? line : `${line.slice(0, 59)}…`;
}

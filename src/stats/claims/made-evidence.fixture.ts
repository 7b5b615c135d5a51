import type { Evidence, Figure } from '../../domain/definitions/claim.ts';
import type { BuildRow, ImageRow, StepRow } from '../../domain/metrics/files.ts';
import type { Cell, Variant } from '../../domain/run/plan.ts';
import { Unanswered } from './unanswered.ts';

/** Steps as `stage INSTRUCTION` or `INSTRUCTION`; with `=` before it, it came from the cache. */
interface MadeCell {
  readonly steps?: readonly string[];
  readonly build?: Partial<BuildRow>;
  /** Median time; ms. */
  readonly ms?: number;
}

interface Made {
  /** By strategy. */
  readonly images?: Readonly<Record<string, Partial<ImageRow>>>;
  /** By `strategy/scenario`. */
  readonly cells?: Readonly<Record<string, MadeCell>>;
  /** Strategies whose build failed. */
  readonly failed?: readonly string[];
  /** How far the interval of a ratio reaches to both sides, as a share; without it there is no interval. */
  readonly spread?: number;
}

/** What a rule may ask, answered by hand. */
export function madeEvidence({ images = {}, cells = {}, failed = [], spread }: Made): Evidence {
  const unanswered = (what: string): never => {
    throw new Unanswered(`there are no rows of ${what}`);
  };
  const image = ({ strategy }: Variant) => (images[strategy] ?? unanswered(strategy)) as ImageRow;
  const cellOf = ({ strategy, scenario }: Cell) =>
    cells[`${strategy}/${scenario}`] ?? unanswered(`${strategy}/${scenario}`);
  const timeOf = (cell: Cell): number => cellOf(cell).ms ?? unanswered('a time');
  const figure = (what: string, unit: Figure['unit'], value: number): Figure => ({
    ...{ what, unit, value, samples: 6 },
    ...(spread !== undefined && {
      interval: { low: value * (1 - spread), high: value * (1 + spread) },
    }),
  });
  return {
    image,
    fact: (variant, what, of) => of(image(variant)) ?? unanswered(what),
    layers: () => [],
    build: (cell) => {
      const { steps = [], build } = cellOf(cell);
      return { steps_total: steps.length, ...build } as BuildRow;
    },
    steps: (cell) => (cellOf(cell).steps ?? []).map(stepOf),
    time: (cell, what) => figure(what, 'ms', timeOf(cell)),
    median: (cell, what, of) =>
      figure(what, 'ms', of((cellOf(cell).build ?? {}) as BuildRow) ?? unanswered(what)),
    timeRatio: (cell, baseline, what) => figure(what, 'ratio', timeOf(cell) / timeOf(baseline)),
    ending: ({ strategy }) =>
      failed.includes(strategy) ? { state: 'failed', reason: 'a step failed' } : { state: 'built' },
  };
}

function stepOf(text: string): StepRow {
  const cached = text.startsWith('=');
  const [, stage, instruction = ''] = /^=?(?:([a-z-]+) )?(.*)$/.exec(text) ?? [];
  return { instruction, cached, ...(stage !== undefined && { stage }) } as StepRow;
}

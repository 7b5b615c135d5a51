import type { Pins, Point } from './history.ts';

type Inputs = Pick<Pins, 'definition' | 'base' | 'lockfile'>;

export const haveSameInputs = (one: Inputs, other: Inputs): boolean =>
  one.definition === other.definition && one.base === other.base && one.lockfile === other.lockfile;

/**
 * What is exact in a night without a row of it: that of the last row, at or before a date, of the same inputs. Every combination of inputs has
 * a row of its own, so that two branches whose nights are merged do not lend each other values. Where there is none: the last row, whatever
 * its inputs.
 */
export function carried(points: readonly Point[], inputs: Inputs, until: string): Point | undefined {
  let last: Point | undefined;
  for (let place = points.length - 1; place >= 0; place -= 1) {
    const point = points[place];
    if (point === undefined || point.night.at > until) continue;
    if (haveSameInputs(point.pins, inputs)) return point;
    last ??= point;
  }
  return last;
}

/** Whether any row has these inputs. */
export const isKnown = (points: readonly Point[], inputs: Inputs): boolean =>
  points.some(({ pins }) => haveSameInputs(pins, inputs));

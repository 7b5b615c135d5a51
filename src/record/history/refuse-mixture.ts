import { StagebenchError } from '../../domain/errors.ts';
import type { History } from './history.ts';

/** Versions of engines that make things up end so. */
export const isMadeUp = (version: string): boolean => version.endsWith('-fake');

/** What is made up must not stand beside what was measured. Throws HISTORY_MIXED. */
export function refuseMixture({ series }: History, madeUp: boolean, folder: string): void {
  const [known] = series.values();
  const last = known?.points.at(-1);
  if (last === undefined || isMadeUp(last.pins.engine) === madeUp) return;
  const [own, other] = madeUp ? ['made up', 'measured'] : ['measured', 'made up'];
  throw new StagebenchError(
    'HISTORY_MIXED',
    `This night is ${own}, and the nights in ${folder} are ${other}.`,
  );
}

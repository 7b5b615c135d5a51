import { StagebenchError } from '../../domain/errors.ts';
import { unknownName } from '../../plan/select.ts';

/** What the strategies of a run are held against. */
export interface Baselines {
  /** By strategy; one that is held against nothing is not there. */
  readonly of: ReadonlyMap<string, string>;
  /** The default, where it was not in the run and the first strategy took its place. */
  readonly missing?: string;
  /** The one that was asked for by its name. */
  readonly wanted?: string;
}

const defaultBaseline = 'single-stage';

/**
 * The baseline that is wanted; else those that the run's suite names; else single-stage, or the first strategy where that
 * is not in the run. Throws UNKNOWN_NAME if the wanted one is not.
 */
export function chooseBaselines(
  strategies: readonly string[],
  wanted: string | undefined,
  ofSuite: Readonly<Record<string, string>> | undefined,
): Baselines {
  if (wanted !== undefined) {
    if (!strategies.includes(wanted))
      throw new StagebenchError('UNKNOWN_NAME', unknownName('strategy', wanted, strategies, ' in this run'));
    return { of: against(wanted, strategies), wanted };
  }
  if (ofSuite !== undefined) {
    const known = Object.entries(ofSuite).filter((pair) => pair.every((name) => strategies.includes(name)));
    return { of: new Map(known.filter(([strategy, baseline]) => strategy !== baseline)) };
  }
  if (strategies.includes(defaultBaseline)) return { of: against(defaultBaseline, strategies) };
  return { of: against(strategies[0] ?? '', strategies), missing: defaultBaseline };
}

const against = (baseline: string, strategies: readonly string[]): ReadonlyMap<string, string> =>
  new Map(strategies.filter((strategy) => strategy !== baseline).map((strategy) => [strategy, baseline]));

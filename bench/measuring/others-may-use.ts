import { StagebenchError } from '../../src/domain/errors.ts';

/** Where somebody says that others may use the machine. */
const variable = 'STAGEBENCH_BUSY';

/**
 * How much of one core other programs may use while a build is timed, where that was said: on a machine that is never quiet, and for
 * tests that run beside others. Infinity for `any`, undefined if nothing was said. Throws USAGE if it is none of these.
 */
export function othersMayUse(
  environment: Readonly<Record<string, string | undefined>>,
  cores: number,
): number | undefined {
  const text = environment[variable];
  if (text === undefined || text === '') return undefined;
  if (text === 'any') return Infinity;
  const share = /^(\d+\.?\d*|\.\d+)$/.test(text) ? Number(text) : NaN;
  if (share <= cores) return share;
  throw new StagebenchError(
    'USAGE',
    `${variable} is ${JSON.stringify(text)}. It says how much of one core others may use while a build is timed: ` +
      `a number from 0 to ${cores}, the cores of this machine (0.3 = 30 % of a core), or "any".`,
  );
}

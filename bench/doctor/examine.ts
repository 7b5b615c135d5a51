import type { CommandContext } from '../context.ts';
import { tellIfSlow } from '../../src/node/tell-if-slow.ts';
import { neededBases } from './bases-state.ts';
import type { Seen } from './check.ts';
import { checks } from './checks/index.ts';
import { askedEngine, ownEngine, privateEngine } from './engines-seen.ts';
import type { Finding } from './finding.ts';
import { machineState } from './machine-state.ts';

/**
 * Looks at everything a run needs, and changes nothing; ends with what to type first. What does not answer is a finding: the
 * list is always whole. `tell` hears what is waited for.
 */
export async function examine(
  results: string,
  context: CommandContext,
  tell: (text: string) => void,
): Promise<Finding[]> {
  const seen = await look(results, context, tell);
  const findings: Finding[] = [];
  for (const check of checks) findings.push(...(await check.find(seen)));
  return findings;
}

/** Asks what several checks need, each thing once. */
async function look(results: string, context: CommandContext, tell: (text: string) => void): Promise<Seen> {
  const own = await tellIfSlow('your engine', tell, () => ownEngine(context));
  const privateOne = await tellIfSlow('the private engine', tell, () => privateEngine(context));
  const asked = await tellIfSlow('what the engine has', tell, () => askedEngine(own.engine, context));
  const bases = await tellIfSlow('the registries', tell, () => neededBases(asked, context));
  const basesMissing = bases.present !== bases.names;
  const machine = await machineState(own.engine !== undefined, basesMissing, context);
  return { results, context, own, private: privateOne, asked, bases, machine };
}

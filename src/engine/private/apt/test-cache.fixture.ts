import { join } from 'node:path';
import { tmpdir } from 'node:os';
import { privatePaths } from '../private-paths.ts';
import { readHostFacts } from './host-facts.ts';
import { hostProblem } from './host-problem.ts';

/** The machine, a private engine's place in a cache folder of its own, and why it cannot be tested here if it cannot. */
export async function testCache(name: string) {
  const facts = await readHostFacts(process.env);
  const problem = hostProblem(facts);
  if (problem !== undefined) console.warn(`NOT RUN: ${name} of the private engine. ${problem.message}`);
  const folder = join(tmpdir(), `stagebench-${name}-${process.pid}`);
  const env = { ...process.env, XDG_CACHE_HOME: join(folder, 'cache') };
  return { facts, problem, folder, env, paths: privatePaths({ env }) };
}

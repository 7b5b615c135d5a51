import path from 'node:path';
import { execa } from 'execa';
import { readHostFacts } from '../../src/engine/private/apt/host-facts.ts';
import { hostProblem } from '../../src/engine/private/apt/host-problem.ts';
import { installPackages } from '../../src/engine/private/apt/install-packages.ts';
import { parseOsRelease } from '../../src/engine/private/apt/os-release.ts';
import type { CommandContext } from '../context.ts';
import { mainEngine } from '../../src/lease/private-engine.ts';

/** The machine's hyperfine, or Debian's, unpacked into the cache folder. */
export async function findHyperfine(context: CommandContext): Promise<string> {
  const installed = await execa('hyperfine', ['--version'], { reject: false });
  if (!installed.failed) return 'hyperfine';
  const { environment: env, signal, stderr } = context;
  const facts = await readHostFacts(env);
  const problem = hostProblem(facts);
  if (problem !== undefined) throw problem;
  const paths = mainEngine(context);
  const current = path.join(paths.toolsDir, 'hyperfine', 'current');
  const set = {
    title: 'hyperfine',
    current,
    wanted: [`hyperfine/${parseOsRelease(facts.osRelease).codename}`],
  };
  await installPackages(set, paths, facts, {
    env,
    signal,
    onProgress: (text) => {
      stderr.write(`${text}\n`);
    },
  });
  return path.join(current, 'usr/bin/hyperfine');
}

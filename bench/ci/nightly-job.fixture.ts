import { readFileSync } from 'node:fs';
import path from 'node:path';
import { execa } from 'execa';
import { parse } from 'yaml';
import { rootFolder } from '../context.ts';

interface Step {
  readonly name?: string;
  readonly run?: string;
  readonly uses?: string;
  readonly env?: Readonly<Record<string, string>>;
}
interface Workflow {
  readonly jobs: Readonly<Record<string, { readonly steps: readonly Step[] }>>;
}

export const workflowFiles = ['ci', 'nightly'].map((name) => `.github/workflows/${name}.yml`);

export const workflowOf = (file: string): Workflow =>
  parse(readFileSync(path.join(rootFolder, file), 'utf8')) as Workflow;

export const stepsOf = (file: string): readonly Step[] =>
  Object.values(workflowOf(file).jobs).flatMap(({ steps }) => steps);

/** What GitHub puts into a variable: of expressions only those that are known here. */
type Expressions = Readonly<Record<string, string>>;

/**
 * Does what a runner does with the job of the night in a checkout: each of its own lines in a shell of its own, the rest only where none
 * before it has failed, or where it says so. Resolves with the exit code of each line.
 */
export async function runNightlyJob(
  checkout: string,
  expressions: Expressions,
  environment: NodeJS.ProcessEnv,
): Promise<{ readonly name: string; readonly exitCode: number | undefined; readonly output: string }[]> {
  const done: { name: string; exitCode: number | undefined; output: string }[] = [];
  for (const { name, run = '', env = {} } of stepsOf('.github/workflows/nightly.yml')) {
    // Packages are linked into the checkout.
    if (run === '' || run === 'npm ci') continue;
    const own = Object.fromEntries(Object.entries(env).map(([key, text]) => [key, filledIn(text, expressions)]));
    // https://docs.github.com/en/actions/reference/workflow-syntax-for-github-actions#exit-codes-and-error-action-preference
    const { exitCode, all } = await execa('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', run], {
      ...{ cwd: checkout, env: { ...environment, ...own }, reject: false, all: true, stdin: 'ignore' },
    });
    done.push({ name: name ?? run, exitCode, output: all });
  }
  return done;
}

const filledIn = (text: string, expressions: Expressions): string =>
  text.replaceAll(/\$\{\{ *(.*?) *\}\}/g, (_, name: string) => {
    const value = expressions[name];
    if (value === undefined) throw new Error(`nobody says what ${name} is`);
    return value;
  });

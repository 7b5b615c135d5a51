import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { execa } from 'execa';
import { parse } from 'yaml';
import { rootFolder } from '../context.ts';

interface Step {
  readonly name?: string;
  readonly run?: string;
  readonly uses?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly if?: string;
}
interface Workflow {
  readonly jobs: Readonly<Record<string, { readonly steps: readonly Step[] }>>;
}

export const workflowFiles = ['ci', 'nightly', 'scale'].map((name) => `.github/workflows/${name}.yml`);

export const workflowOf = (file: string): Workflow =>
  parse(readFileSync(path.join(rootFolder, file), 'utf8')) as Workflow;

export const stepsOf = (file: string): readonly Step[] =>
  Object.values(workflowOf(file).jobs).flatMap(({ steps }) => steps);

interface GitlabJob {
  readonly script: readonly string[];
  readonly timeout?: string;
}

/** The jobs of .gitlab-ci.yml, without what is no job. */
export function gitlabJobs(): { readonly night: GitlabJob } & Readonly<Record<string, GitlabJob>> {
  const all = parse(readFileSync(path.join(rootFolder, '.gitlab-ci.yml'), 'utf8'), { merge: true }) as Record<
    string,
    object
  >;
  const jobs = Object.entries(all).filter(([, job]) => 'script' in job);
  return Object.fromEntries(jobs) as ReturnType<typeof gitlabJobs>;
}

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
  for (const { name, run = '', env = {}, if: condition } of stepsOf('.github/workflows/nightly.yml')) {
    // Packages are linked into the checkout.
    if (run === '' || run === 'npm ci') continue;
    if (
      !isTrue(
        condition,
        done.every(({ exitCode }) => exitCode === 0),
        checkout,
      )
    )
      continue;
    const own = Object.fromEntries(
      Object.entries(env).map(([key, text]) => [key, filledIn(text, expressions)]),
    );
    // https://docs.github.com/en/actions/reference/workflow-syntax-for-github-actions#exit-codes-and-error-action-preference
    const { exitCode, all } = await execa('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', run], {
      ...{ cwd: checkout, env: { ...environment, ...own }, reject: false, all: true, stdin: 'ignore' },
    });
    done.push({ name: name ?? run, exitCode, output: all });
  }
  return done;
}

/**
 * Whether a step runs: without a condition if none before it has failed; of functions only those that the workflow uses are known. Nothing
 * is cancelled here.
 */
function isTrue(condition: string | undefined, isGood: boolean, checkout: string): boolean {
  if (condition === undefined) return isGood;
  return condition
    .replace(/^\$\{\{(.*)\}\}$/, '$1')
    .split('&&')
    .every((part) => {
      if (part.trim() === '!cancelled()') return true;
      const [, file] = /^hashFiles\('([^']+)'\) != ''$/.exec(part.trim()) ?? [];
      if (file === undefined) throw new Error(`nobody knows what ${part} is`);
      return existsSync(path.join(checkout, file));
    });
}

const filledIn = (text: string, expressions: Expressions): string =>
  text.replaceAll(/\$\{\{ *(.*?) *\}\}/g, (_, name: string) => {
    const value = expressions[name];
    if (value === undefined) throw new Error(`nobody says what ${name} is`);
    return value;
  });

import { readFileSync } from 'node:fs';
import { StagebenchError } from '../../src/domain/errors.ts';
import { nameOf } from '../command-spec.ts';
import { commands } from '../commands/index.ts';
import { optionTable } from './option-table.ts';

/**
 * Options that npm has too: what is set in an npmrc was not typed. (Of `--quiet`, a level of npm's log, nothing is seen
 * here; with `--help` npm never comes here.)
 */
const npmHasToo = ['json', 'all', 'force', 'dry-run'];

/** What npm makes of `--engine fake`, `--scan trivy` and `--apps go`: `--engine-strict`, `-s -c -a -n` and `-a -p -p -s`. */
const misread = ['engine-strict', 'all'];

/**
 * Without `--` npm takes `npm run bench --dry-run` for itself and starts the full bench. Most of what it takes it exports
 * as npm_config_dry_run (https://docs.npmjs.com/cli/using-npm/config#environment-variables); of what it misreads only the
 * values are left, as words. Throws USAGE for both. `words` are the arguments of the program.
 */
export function checkSwallowedByNpm(environment: NodeJS.ProcessEnv, words: readonly string[]): void {
  const script = environment['npm_lifecycle_event'];
  if (script !== 'bench' && script !== 'stagebench') return;
  const behind = (option: string): string => {
    const command = script === 'bench' ? '' : ` ${words[0] ?? 'COMMAND'}`;
    return `ptions go behind "--": npm run ${script} --${command} ${option} …`;
  };
  const left = leftWords(words, environment);
  const taken = takenOptions(environment, left.length > 0).map((name) => `--${name}`);
  if (taken[0] !== undefined)
    throw new StagebenchError('USAGE', `npm took ${taken.join(', ')} for itself. O${behind(taken[0])}`);
  if (left.length > 0)
    throw new StagebenchError(
      'USAGE',
      `"${left.join(' ')}" is too much after "${words[0]}". If an option stood in front of it, npm took that for itself: o${behind('--OPTION VALUE')}`,
    );
}

/** The options of ours that npm has a value for, under their own names. */
function takenOptions(environment: NodeJS.ProcessEnv, misreadSome: boolean): string[] {
  return [...optionTable.keys()].filter((name) => {
    if (!isTaken(name, environment)) return false;
    if (misreadSome && misread.includes(name)) return false;
    return !npmHasToo.includes(name) || !isSetting(name, environment);
  });
}

const variable = (name: string): string => `npm_config_${name.replaceAll('-', '_')}`;

const isTaken = (name: string, environment: NodeJS.ProcessEnv): boolean =>
  Boolean(environment[variable(name)]);

/** Words in front of our own options that the command has no use for: values of options that npm took. */
function leftWords(words: readonly string[], environment: NodeJS.ProcessEnv): readonly string[] {
  const first = words.findIndex((word) => word.startsWith('-'));
  const plain = first === -1 ? words : words.slice(0, first);
  const command = commands.find((one) => nameOf(one) === plain[0]);
  if (command === undefined) return [];
  if (!/\.\.[>\]]/.test(command.usage)) return plain.slice(1 + Object.keys(command.positionals ?? {}).length);
  const tookOne = misread.some((name) => isTaken(name, environment) && !isSetting(name, environment));
  return tookOne && plain.length > 2 ? plain.slice(-1) : [];
}

/** Whether it is set for good: in a file of npm's, or in a variable that npm did not write. */
function isSetting(name: string, environment: NodeJS.ProcessEnv): boolean {
  if (environment[variable(name).toUpperCase()]) return true;
  const project = environment['npm_config_local_prefix'];
  const files = [
    environment['npm_config_userconfig'],
    environment['npm_config_globalconfig'],
    project && `${project}/.npmrc`,
  ];
  const line = new RegExp(`^\\s*${name}\\s*(=|$)`, 'm');
  return files.some((file) => file !== undefined && line.test(textOf(file)));
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

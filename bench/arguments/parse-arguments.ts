import yargs, { type Argv } from 'yargs';
import about from '../../package.json' with { type: 'json' };
import type { Definitions } from '../../src/domain/definitions/definitions.ts';
import { StagebenchError } from '../../src/domain/errors.ts';
import { unknownName } from '../../src/plan/select.ts';
import type { CommandContext } from '../context.ts';
import { commands } from '../commands/index.ts';
import { nameOf, type CommandSpec } from '../command-spec.ts';
import { standardInput } from './standard-input.ts';
import { excludedBy, type OptionSpec } from '../options/option.ts';
import { checkOptionWords, givenWay, joinDashed } from './option-words.ts';
import { checkEmptyWords, checkSwitches, yargsOptions } from './yargs-options.ts';

/** A command with its values, ready to be run; resolves with the exit code. */
export type ReadyCommand = (context: CommandContext) => Promise<number>;

/** Parses the words after `stagebench`; help names what is `known`. Throws USAGE (naming the nearest option or command); prints help by itself. */
export async function parseArguments(
  typed: readonly string[],
  columns: number | undefined,
  known: Definitions,
): Promise<ReadyCommand> {
  const words = givenWay(joinDashed(typed));
  checkSwitches(words);
  checkOptionWords(words);
  checkEmptyWords(words);
  let ready: ReadyCommand | undefined;
  const wantsHelp = words.some((word) => word === '-h' || word.startsWith('--help'));
  // yargs would drop it.
  const parser = yargs(
    words.map((word, at) => (word === '-' && readsInput(words, at) ? standardInput : word)),
  )
    .scriptName('stagebench')
    .usage('$0 COMMAND [options]\n\nCompares the ways of building a container image: time, bytes, layers.')
    .parserConfiguration({
      'boolean-negation': true,
      'camel-case-expansion': false,
      'dot-notation': false,
      'duplicate-arguments-array': true,
    })
    .help()
    .alias('help', 'h')
    .version(about.version)
    .exitProcess(false)
    // The rest of what is said is English too.
    .detectLocale(false)
    .wrap(Math.min(columns ?? 100, 110))
    .demandCommand(0)
    .showHelpOnFail(false)
    .fail((message, error) => {
      if (error instanceof StagebenchError) throw error;
      throw new StagebenchError(
        'USAGE',
        missingWords(message, words, commands) ?? (message || String(error)),
      );
    });
  for (const command of commands) {
    parser.command(
      command.isDefault ? [command.usage, '$0'] : command.usage,
      command.describe,
      (builder) => {
        // yargs makes the text of help for every command that is run: where nobody wants it, it has no options.
        const further = wantsHelp ? furtherOptions(command.options, words) : command.options;
        builder.options(yargsOptions(command.options, known, further));
        // The short id 1e5012345678 of an image is no number.
        for (const name of positionalsOf(command)) builder.positional(name, { type: 'string' });
        return wantsHelp ? describeWhole(builder, command, further) : builder;
      },
      (values) => {
        checkWords(values, command);
        checkTogether(words, command);
        ready = (context) => command.run(values as never, context, commands);
      },
    );
  }
  await parser.parseAsync();
  return ready ?? (() => Promise.resolve(0));
}

/** What help says of a command beside its options. */
function describeWhole<T>(builder: Argv<T>, command: CommandSpec, further: readonly OptionSpec[]): Argv<T> {
  builder
    .updateStrings(further.length === 0 ? {} : { 'Options:': 'Options that are used most:' })
    .epilogue([command.notes ?? '', furtherText(command, further)].filter(Boolean).join('\n\n'));
  for (const [example, meaning] of command.examples) builder.example(`stagebench ${example}`, meaning);
  return builder;
}

/** Whether a `-` is a word of a command that reads standard input, and not the value of an option. */
function readsInput(words: readonly string[], at: number): boolean {
  const command = commands.find((one) => one.readsInput && words.includes(nameOf(one)));
  const before = words[at - 1];
  return command?.options.every(({ name, type }) => before !== `--${name}` || type === 'boolean') ?? false;
}

/** yargs' own strict mode cannot name the nearest option, so unknown options and surplus words are found here. */
function checkWords(values: Record<string, unknown>, command: CommandSpec): void {
  const named = command.options.map(({ name }) => name);
  const known = [...named, ...positionalsOf(command), '_', '$0', 'help', 'h', 'version'];
  for (const name of Object.keys(values)) {
    if (known.includes(name)) continue;
    throw new StagebenchError(
      'USAGE',
      unknownName(
        'option',
        `--${name}`,
        named.map((option) => `--${option}`),
      ),
    );
  }
  const [first, ...further] = (values['_'] as (string | number)[]).map(String);
  if (first !== undefined && first !== nameOf(command))
    throw new StagebenchError('USAGE', unknownName('command', first, commands.map(nameOf)));
  if (further[0] !== undefined)
    throw new StagebenchError('USAGE', `"${further[0]}" is one word too many after "${command.usage}".`);
}

/** Options that have a default always have a value: what counts here is what was typed. */
function checkTogether(words: readonly string[], { options, implied = [] }: CommandSpec): void {
  const given = new Set(words.map((word) => /^--(?:no-)?([^=]+)/.exec(word)?.[1]));
  for (const option of options) {
    const { name, needs } = option;
    if (!given.has(name)) continue;
    const missing =
      needs === undefined
        ? []
        : [needs].flat().filter((other) => !given.has(other) && !implied.includes(other));
    if (missing.length > 0) {
      const names = missing.map((other) => `--${other}`).join(' and ');
      throw new StagebenchError('USAGE', `--${name} means nothing without ${names}.`);
    }
    const excluded = excludedBy(option, options).filter((other) => given.has(other));
    if (excluded.length === 0) continue;
    const names = excluded.map((other) => `--${other}`).join(', ');
    throw new StagebenchError('USAGE', `--${name} and ${names} cannot be given together.`);
  }
}

const positionalsOf = ({ positionals = {} }: CommandSpec): string[] => Object.keys(positionals);

/** So many options of a command its help shows at once. */
const mostShown = 10;

/** The options that help leaves out, unless it is asked for all: of a command with many those that are seldom used. */
export function furtherOptions(options: readonly OptionSpec[], words: readonly string[]): OptionSpec[] {
  if (options.length <= mostShown || words.includes('--all')) return [];
  return options.filter(({ often }) => !often);
}

/** How to see them; empty if there are none. */
const furtherText = (command: CommandSpec, further: readonly OptionSpec[]): string =>
  further.length === 0 ? '' : `${further.length} more options: stagebench ${nameOf(command)} --help --all`;

/** What to give to a command that got too few words, with an example; undefined if yargs complains of something else. */
export function missingWords(
  message: string,
  words: readonly string[],
  commands: readonly CommandSpec[],
): string | undefined {
  const got = /^Not enough non-option arguments: got (\d+)/.exec(message)?.[1];
  const command = commands.find((one) => words.includes(nameOf(one)));
  if (got === undefined || command === undefined) return undefined;
  const [name = '', ...wanted] = command.usage.split(' ');
  const missing = wanted.slice(Number(got)).join(' and ');
  const [example] = command.examples[0] ?? [command.usage];
  return (
    `${name} needs ${missing}${got === '0' ? '' : ' as well'}. ${command.notes ?? `${command.describe}.`}\n` +
    `    for example: npm run -s stagebench -- ${example}`
  );
}

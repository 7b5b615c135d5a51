import { accessSync, constants, statSync } from 'node:fs';
import type { Options } from 'yargs';
import type { Definitions } from '../../src/domain/definitions/definitions.ts';
import { StagebenchError } from '../../src/domain/errors.ts';
import { descriptionOf, type OptionSpec } from '../options/option.ts';
import { optionTable } from './option-table.ts';

/** Of an option that says nothing else. */
const anyWholeNumber = [0, Number.MAX_SAFE_INTEGER] as const;

/** An option as it was typed; a list if more than once. */
type Given = string | string[] | undefined;

/**
 * Turns options into those of yargs; help leaves out those that are hidden. Of what a coercion throws, yargs
 * passes on the message.
 */
export function yargsOptions(
  options: readonly OptionSpec[],
  known: Definitions,
  hidden: readonly OptionSpec[] = [],
): Record<string, Options> {
  return Object.fromEntries(
    options.map((option) => [
      option.name,
      { ...yargsOption(option, known), hidden: hidden.includes(option) },
    ]),
  );
}

/** yargs takes `--dry-run=yes` for false and goes on. Throws USAGE if a switch is given anything but true or false. */
export function checkSwitches(words: readonly string[]): void {
  for (const word of words) {
    if (word === '--') return;
    const [, name = '', value = ''] = /^--([^=]+)=(.*)$/s.exec(word) ?? [];
    const isSwitch = optionTable.get(name)?.type === 'boolean';
    if (!isSwitch || value === 'true' || value === 'false') continue;
    throw new StagebenchError('USAGE', `--${name} is either true or false, not "${value}".`);
  }
}

/** yargs takes `--resume=` for `--resume` alone. Throws USAGE if an option that may stand alone is given nothing as its word. */
export function checkEmptyWords(words: readonly string[]): void {
  for (const [index, word] of words.entries()) {
    if (word === '--') return;
    const [, name = '', equals] = /^--([^=]+)(=)?$/.exec(word) ?? [];
    const isEmpty = equals === '=' || words[index + 1] === '';
    const mayStandAlone = optionTable.get(name)?.type === 'maybe-string';
    if (mayStandAlone && isEmpty) throw new StagebenchError('USAGE', `--${name} is empty.`);
  }
}

function yargsOption(option: OptionSpec, known: Definitions): Options {
  const { name } = option;
  const common: Options = {
    describe: descriptionOf(option, known),
    ...(option.choices === undefined ? {} : { choices: option.choices }),
    ...(option.default === undefined ? {} : { default: option.default }),
  };
  if (option.type === 'boolean') return { ...common, type: 'boolean' };
  if (option.type === 'list') return { ...common, type: 'string', requiresArg: true, coerce: list };
  if (option.type === 'repeated')
    return { ...common, type: 'string', requiresArg: true, coerce: (value: Given) => repeated(name, value) };
  if (option.type === 'file')
    return { ...common, type: 'string', requiresArg: true, coerce: (value: Given) => file(name, value) };
  if (option.type === 'maybe-string')
    return { ...common, type: 'string', coerce: (value: Given) => value && single(name, value) };
  return { ...common, type: 'string', requiresArg: true, coerce: coercion(option) };
}

/** From what was typed to the value of an option; each throws USAGE. */
function coercion({ name, type, range = anyWholeNumber }: OptionSpec): (value: Given) => unknown {
  const parsed = (parse: (name: string, text: string) => number) => (value: Given) => {
    const text = single(name, value);
    return text === undefined ? undefined : parse(name, text);
  };
  switch (type) {
    case 'duration':
      return parsed(parseDuration);
    case 'share':
      return parsed(parseShare);
    case 'rate':
      return parsed((_, text) => parseBandwidth(text));
    case 'whole-number':
      return (value) => wholeNumber(name, value, range);
    default:
      return (value) => single(name, value);
  }
}

/** `a,b` and `--x a --x b` are the same; blanks around names do not count. */
function list(value: Given): string[] | undefined {
  if (value === undefined) return undefined;
  const parts = [value].flat().flatMap((part) => part.split(','));
  return parts.map((part) => part.trim()).filter((part) => part !== '');
}

/** Each word by itself. */
function repeated(name: string, value: Given): string[] | undefined {
  if (value === undefined) return undefined;
  return [value].flat().map((word) => single(name, word) ?? '');
}

function single(name: string, value: Given): string | undefined {
  if (Array.isArray(value)) throw new StagebenchError('USAGE', `--${name} is given ${value.length} times.`);
  if (value === '') throw new StagebenchError('USAGE', `--${name} is empty.`);
  return value;
}

/** Found here already, so that it is refused even where a run would never read it. */
function file(name: string, value: Given): string | undefined {
  const given = single(name, value);
  if (given === undefined) return undefined;
  try {
    accessSync(given, constants.R_OK);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new StagebenchError('USAGE', `--${name} ${given} cannot be read: ${code}.`, { cause: error });
  }
  if (statSync(given).isDirectory()) throw new StagebenchError('USAGE', `--${name} ${given} is a folder.`);
  return given;
}

function wholeNumber(name: string, value: Given, [low, high]: readonly [number, number]): number | undefined {
  if (value === undefined) return undefined;
  const number = Number(value);
  if (!Array.isArray(value) && /^\d+$/.test(value) && number >= low && number <= high) return number;
  throw new StagebenchError(
    'USAGE',
    `--${name} must be a whole number from ${low} to ${high}, not "${String(value)}".`,
  );
}

/** `90s`, `20m` or `1h30m` as ms. Throws USAGE. */
export function parseDuration(name: string, text: string): number {
  const [match, hours = 0, minutes = 0, seconds = 0] = /^(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?$/.exec(text) ?? [];
  const ms = ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000;
  if (match !== undefined && ms > 0 && Number.isSafeInteger(ms)) return ms;
  throw new StagebenchError('USAGE', `--${name} must be a time like 90s, 20m or 1h30m, not "${text}".`);
}

/** `3%` or `0.03` as 0.03. Throws USAGE for what is not more than 0 and less than 100 %. */
export function parseShare(name: string, text: string): number {
  const [match, number = '', percent] = /^(\d+|\d*\.\d+)(%?)$/.exec(text) ?? [];
  const share = percent === '%' ? Number(number) / 100 : Number(number);
  if (match !== undefined && share > 0 && share < 1) return share;
  throw new StagebenchError(
    'USAGE',
    `--${name} must be more than 0 and less than 100 %, like 3% or 0.03, not "${text}".`,
  );
}

/** Decimal, as lines are sold, and as tc(8) writes them. */
const units: Readonly<Record<string, number>> = { kbit: 1e3, mbit: 1e6, gbit: 1e9 };

/** `100mbit`, `2.5gbit` or `500kbit` as bit/s. Throws USAGE. */
export function parseBandwidth(text: string): number {
  const [, number, unit = ''] = /^(\d+(?:\.\d+)?)([kmg]bit)$/i.exec(text) ?? [];
  const bitsPerSecond = Number(number) * (units[unit.toLowerCase()] ?? NaN);
  if (bitsPerSecond > 0 && Number.isFinite(bitsPerSecond)) return bitsPerSecond;
  throw new StagebenchError(
    'USAGE',
    `--bandwidth must be a rate like 100mbit, 1gbit or 500kbit, not "${text}".`,
  );
}

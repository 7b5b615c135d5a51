import { StagebenchError } from '../../src/domain/errors.ts';
import { unknownName } from '../../src/plan/select.ts';
import { optionTable } from './option-table.ts';

/**
 * What yargs gets wrong by itself, found in the words before it reads them. It takes `--no-suite` for the suite `false`, and of
 * `--dry-run --dry-run false` the last word counts; names that every object has (`--constructor`) end in a stack.
 * Throws USAGE.
 */
export function checkOptionWords(words: readonly string[]): void {
  const given = new Map<string, number>();
  for (const word of words) {
    if (word === '--') break;
    const [, no, name = ''] = /^--(no-)?([^=]+)/.exec(word) ?? [];
    const option = optionTable.get(name);
    if (option === undefined) refuseInherited(name);
    else if (no !== undefined && option.type !== 'boolean') throw notASwitch(name);
    given.set(name, (given.get(name) ?? 0) + 1);
  }
  for (const [name, times] of given) {
    const option = optionTable.get(name);
    if (times > 1 && option !== undefined && !['list', 'repeated'].includes(option.type))
      throw new StagebenchError('USAGE', `--${name} is given ${times} times.`);
  }
}

/** yargs takes `-size_bytes` behind `--sort` for another option. Of an option whose value may begin so, both words become one. */
export function joinDashed(words: readonly string[]): string[] {
  const joined: string[] = [];
  for (const [at, word] of words.entries()) {
    const before = words[at - 1] ?? '';
    const isValue =
      /^-[^-]/.test(word) &&
      before.startsWith('--') &&
      optionTable.get(before.slice(2))?.mayBeginWithDash === true &&
      !words.slice(0, at).includes('--');
    if (isValue) joined[joined.length - 1] = `${before}=${word}`;
    else joined.push(word);
  }
  return joined;
}

/**
 * An option that stands alone gives way to the same one further on: `npm run report -- --html FILE` gives the program
 * `--html --html FILE`, as the script has the first one.
 */
export function givenWay(words: readonly string[]): string[] {
  const end = words.indexOf('--');
  const isAlone = (word: string, at: number): boolean =>
    optionTable.get(word.replace(/^--/, ''))?.type === 'maybe-string' &&
    word.startsWith('--') &&
    words[at + 1]?.startsWith('--') === true;
  const comesAgain = (word: string, at: number): boolean =>
    words
      .slice(at + 1, end === -1 ? undefined : end)
      .some((other) => other === word || other.startsWith(`${word}=`));
  return words.filter((word, at) => !(isAlone(word, at) && comesAgain(word, at)));
}

/** yargs keeps options in plain objects, in which such a name is found though nobody gave it a value. */
function refuseInherited(name: string): void {
  if (!(name in Object.prototype)) return;
  const known = [...optionTable.keys()].map((one) => `--${one}`);
  throw new StagebenchError('USAGE', unknownName('option', `--${name}`, known));
}

const notASwitch = (name: string): StagebenchError =>
  new StagebenchError(
    'USAGE',
    `--${name} takes a value and cannot be turned off by --no-${name}: leave it out.`,
  );

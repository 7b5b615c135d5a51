import path from 'node:path';
import { shellWord } from '../../src/domain/shell-word.ts';
import type { NextStep } from '../../src/schedule/next-rounds.ts';

/** The command that prints the tables of a run again. */
export const reportCommand = (folder: string): string =>
  `npm run -s stagebench -- report --run ${folderWord(folder)}`;

/** The command that derives the page of a run again, into its folder. */
export const pageCommand = (folder: string): string =>
  `npm run -s stagebench -- report --html --run ${folderWord(folder)}`;

/** The command that adds a run to a history; undefined: to the usual one. */
export const nightlyCommand = (folder: string, history: string | undefined): string =>
  `npm run -s nightly -- --run ${folderWord(folder)}${history === undefined ? '' : ` --history ${folderWord(history)}`}`;

/** The command that goes on with a run; with a step also with one that is finished. */
export function resumeCommand(folder: string, step?: NextStep): string {
  const more =
    step === undefined ? '' : ` --rounds ${step.rounds}${step.onlyUndecided ? ' --undecided' : ''}`;
  return `npm run bench -- --resume ${folderWord(folder)}${more}`;
}

/** A folder as a word of a command. A run is named by it: `latest` may be another run, now or soon. */
export function folderWord(folder: string): string {
  const near = path.relative('', folder);
  const named = near.startsWith('..') ? folder : near;
  // A name that begins so would be taken for an option.
  return shellWord(named.startsWith('-') ? `./${named}` : named);
}

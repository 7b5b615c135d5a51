import { statSync, type Stats } from 'node:fs';
import path from 'node:path';
import { standardInput } from '../arguments/standard-input.ts';
import { StagebenchError } from '../../src/domain/errors.ts';

/**
 * What can only be meant as a file: no image name begins like this (https://pkg.go.dev/github.com/distribution/reference),
 * and none without a tag is likely to end like that.
 */
const surelyFile = /^[./~]|^[^:@]*\.(?:tar|tgz|tar\.gz|tar\.zst)$/;

/**
 * Whether a word names a file, and not an image of an engine: where a file of that name is there, it is meant. Throws
 * ARCHIVE_UNREADABLE for a folder, and for a file that is not there.
 */
export function namesFile(word: string): boolean {
  if (word === standardInput) return true;
  const fail = (what: string, cause?: unknown): never => {
    throw new StagebenchError('ARCHIVE_UNREADABLE', what, { cause });
  };
  let found: Stats | undefined;
  try {
    found = statSync(word, { throwIfNoEntry: false });
  } catch (error) {
    // Too long for a file, or in a folder that is closed to us: of an image, that says nothing.
    if (surelyFile.test(word))
      fail(`${word} cannot be read: ${(error as NodeJS.ErrnoException).code}.`, error);
    return false;
  }
  if (found === undefined)
    return surelyFile.test(word) && fail(`There is no file ${word}${whereabouts(word)}.`);
  if (!found.isDirectory()) return true;
  // An image may well be called as a folder that happens to be here.
  if (surelyFile.test(word)) return fail(`${word} is a folder.`);
  return (
    word.includes('/') && fail(`${word} is a folder. An image of that name needs its tag: ${word}:latest.`)
  );
}

/** npm runs its scripts in the folder of the checkout, whichever one it was called from. */
const whereabouts = (word: string): string => (path.isAbsolute(word) ? '' : ` in ${process.cwd()}`);

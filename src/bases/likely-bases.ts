import path from 'node:path';
import { distance } from 'fastest-levenshtein';
import { splitTag } from './recipe-hash.ts';

/** The known bases of the same image, whatever its version: the one with the same kind of tag first. */
export const likelyBases = (name: string, known: readonly string[]): string[] =>
  known
    .filter((other) => imageOf(other) === imageOf(name))
    .toSorted((a, b) => unlikeness(name, a) - unlikeness(name, b));

/** Its last part, without the versions in it: `nodejs` of `gcr.io/distroless/nodejs24-debian13`. */
const imageOf = (name: string): string =>
  path.posix.basename(splitTag(name)[0]).replaceAll(/-debian\d+$|\d+/g, '');

/** What a name says of the kind of an image; its numbers are what differs from one version to the next. */
const kinds = ['distroless', 'alpine', 'slim', 'nonroot', 'debug'];

function unlikeness(name: string, other: string): number {
  const differing = kinds.filter((kind) => name.includes(kind) !== other.includes(kind)).length;
  return 1000 * differing + distance(splitTag(name)[1], splitTag(other)[1]);
}

import { distance } from 'fastest-levenshtein';
import { splitTag } from './recipe-hash.ts';

/** The known bases, the one most like `name` first: the same image with the same kind of tag before all others. */
export const likelyBases = (name: string, known: readonly string[]): string[] =>
  known.toSorted((a, b) => unlikeness(name, a) - unlikeness(name, b));

/** What a tag says of the kind of an image; its numbers are what differs from one version to the next. */
const kinds = ['alpine', 'slim', 'nonroot', 'debug'];

function unlikeness(name: string, other: string): number {
  const [[image, tag], [otherImage, otherTag]] = [splitTag(name), splitTag(other)];
  const last = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
  const isSameImage = last(image) === last(otherImage);
  const differing = kinds.filter((kind) => tag.includes(kind) !== otherTag.includes(kind)).length;
  return (
    (isSameImage ? 0 : 10_000 + 100 * distance(last(image), last(otherImage))) +
    1000 * differing +
    distance(tag, otherTag)
  );
}

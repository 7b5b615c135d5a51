import type { Figure, Ruling } from '../../domain/definitions/claim.ts';

/** Sentences that most claims share. */
export const usualSentences = {
  'not-decided': 'It is not decided: {why}.',
  'does-not-apply': 'It does not apply here: {why}.',
} as const;

/** Whether a figure is surely above a limit: with all of its interval. What has neither interval nor exactness is not sure. */
export const isAbove = ({ value, interval, samples }: Figure, limit: number): boolean =>
  samples === undefined ? value > limit : interval !== undefined && interval.low > limit;

export const isBelow = ({ value, interval, samples }: Figure, limit: number): boolean =>
  samples === undefined ? value < limit : interval !== undefined && interval.high < limit;

/** What holds for all is supported, what holds for none is not; else it depends on which. */
export function overall(
  cases: readonly { readonly name: string; readonly holds: boolean }[],
): Pick<Ruling, 'verdict'> & { readonly words: { readonly holds: string; readonly fails: string } } {
  const named = (holds: boolean): string =>
    cases
      .filter((one) => one.holds === holds)
      .map(({ name }) => name)
      .join(', ');
  const [holds, fails] = [named(true), named(false)];
  const verdict = fails === '' ? 'supported' : holds === '' ? 'not-supported' : 'depends';
  return { verdict, words: { holds, fails } };
}

/** An exact figure. */
export const exact = (what: string, unit: Figure['unit'], value: number): Figure => ({ what, unit, value });

export const article = 'the article this project started from';

export const folklore = 'folklore: said in talks, tutorials and reviews';

/** The figures of a ruling: at least one. */
export function figuresOf(figures: readonly Figure[]): readonly [Figure, ...Figure[]] {
  const [first, ...others] = figures;
  if (first === undefined) throw new Error('a ruling without a figure');
  return [first, ...others];
}

/** A number that was taken once, or is a median of so many whose single values no row keeps. */
export const medianOf = (what: string, unit: Figure['unit'], value: number, samples: number): Figure => ({
  ...{ what, unit, value, samples },
});

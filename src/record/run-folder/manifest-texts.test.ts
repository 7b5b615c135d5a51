import { expect, test } from 'vitest';
import type { Visit } from '../../domain/run/plan.ts';
import type { RunManifest } from '../manifest.ts';
import { ManifestTexts } from './manifest-texts.ts';
import { manifest } from '../manifest.fixture.ts';

const visits = (count: number): Visit[] =>
  Array.from({ length: count }, (_, index) => ({
    ...{ app: 'go', strategy: 'slim', scenario: 'cold', phase: 'measure', round: 1, sequence: index + 1 },
  }));
const planned = (count: number): RunManifest => ({
  ...manifest,
  plan: { ...manifest.plan, visits: visits(count) },
});
const text = (pieces: readonly Buffer[]): string => Buffer.concat(pieces).toString();

test.each([0, 1, 999, 1000, 1001, 2000, 2500])('with %d visits it is what JSON.stringify writes', (count) => {
  expect(text(new ManifestTexts().of(planned(count)))).toBe(`${JSON.stringify(planned(count), null, 2)}\n`);
});

test('as long as the plan is the same, the text of its visits is not made again', () => {
  const texts = new ManifestTexts();
  const run = planned(1500);
  const [, ...first] = texts.of(run);
  const [, ...again] = texts.of({ ...run, elapsedMs: 5 });
  expect(again.slice(0, -1).every((piece, index) => piece === first[index])).toBe(true);
});

test('whatever else run.json says', () => {
  const odd = { ...planned(2), options: { results: 'the visits', baseline: '"the visits!"' } };
  expect(text(new ManifestTexts().of(odd))).toBe(`${JSON.stringify(odd, null, 2)}\n`);
});

test('another plan is written as it is', () => {
  const texts = new ManifestTexts();
  texts.of(planned(1500));
  expect(text(texts.of(planned(2)))).toBe(`${JSON.stringify(planned(2), null, 2)}\n`);
});

import { afterEach, describe, expect, test } from 'vitest';
import type { Sample } from '../domain/run/sample.ts';
import type { FakeScript } from '../engine/fake/fake-engine.ts';
import { cell, outcomes, removeFolders, showing, troubleOf, walkedWithEdits } from './edited-walk.fixture.ts';

afterEach(removeFolders);

type Answer = NonNullable<FakeScript['answer']>;

/** All is well but what an edited image of go/slim answers whose source was edited: those have the odd sequences here. */
async function walkedWhere(slimSource: Answer, rounds = 1) {
  const first = await walkedWithEdits({}, { rounds });
  const visits = first.planned.visits.filter((visit) => cell(visit) === 'slim edit-source');
  const uniques = visits.map(({ round, sequence }) => `R1-${round}-${sequence}`);
  return walkedWithEdits(
    {
      answer: (image, path, labels) =>
        (uniques.includes(labels['stagebench.edit'] ?? '') ? slimSource : showing)(image, path, labels),
    },
    { rounds },
  );
}

const notBuilt = (samples: readonly Sample[]): string[] =>
  outcomes(samples).filter((line) => !line.endsWith(' built'));

describe.each<[string, Answer, RegExp]>([
  ['does not answer', () => undefined, /^APP_NO_ANSWER: no answer from \/health/],
  [
    'does not show its edit',
    () => ({ status: 200, body: '{"state":"ok"}' }),
    /^APP_WRONG_ANSWER: \/health: "revision" is missing/,
  ],
  [
    'shows another edit',
    () => ({ status: 200, body: '{"state":"ok","revision":"R1-9-9"}' }),
    /^APP_WRONG_ANSWER: \/health: "revision" is "R1-9-9" instead of "R1-1-\d"/,
  ],
])('an edited image that %s', (_, answer, reason) => {
  test('fails its cell, and only that', async () => {
    const { samples, images, error } = await walkedWhere(answer);
    expect(error).toBeUndefined();
    expect(notBuilt(samples)).toEqual(['slim edit-source failed']);
    expect(troubleOf(samples, 'slim edit-source')).toMatch(reason);
    expect(images.map(({ state }) => state)).toEqual(['built', 'built']);
  });

  test('has no numbers', async () => {
    const { samples } = await walkedWhere(answer);
    const failed = samples.find(({ visit }) => cell(visit) === 'slim edit-source');
    expect(failed).not.toHaveProperty('facts');
  });

  test('is removed like any other, and the app is as it was', async () => {
    const { engine, copy } = await walkedWhere(answer);
    expect(await engine.imagesWithLabel('stagebench.edit')).toEqual([]);
    expect(copy.state()).toEqual(copy.untouched);
  });

  test('is not built again in later rounds; its cell fails there for the same reason', async () => {
    const { samples, engine } = await walkedWhere(answer, 3);
    expect(notBuilt(samples)).toEqual(Array<string>(3).fill('slim edit-source failed'));
    const reasons = samples.flatMap((sample) => ('trouble' in sample ? [sample.trouble.reason] : []));
    expect(new Set(reasons).size).toBe(1);
    const builds = engine.requests.filter(({ tag }) => tag.includes('slim-edited'));
    expect(builds).toHaveLength(1 + 3);
  });
});

test('an edit that shows nothing is proved by the answers of the unedited app', async () => {
  const silentAboutDeps: Answer = (image, path, labels) =>
    showing(image, path, image.endsWith('-edited') ? {} : labels);
  const { samples } = await walkedWithEdits({ answer: silentAboutDeps });
  expect(notBuilt(samples)).toEqual(['alpine edit-source failed', 'slim edit-source failed']);
});

test('an image that does not work has no edits either: they are not built', async () => {
  const { samples, engine } = await walkedWithEdits({
    answer: (image, path, labels) => (image === 'go-slim' ? undefined : showing(image, path, labels)),
  });
  expect(notBuilt(samples)).toEqual(
    ['cold', 'edit-deps', 'edit-source', 'warm'].map((scenario) => `slim ${scenario} failed`),
  );
  expect(engine.requests.filter(({ tag }) => tag.includes('slim'))).toHaveLength(1);
});

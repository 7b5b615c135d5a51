import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { StagebenchError } from '../../src/domain/errors.ts';
import { bisectSides, type BisectStep } from './bisect-sides.ts';
import type { SidesFound } from './measure-sides.ts';
import { makeRepository, type Repository } from './repository.fixture.ts';
import { thisCheckout, type Side } from './side.ts';

let repository: Repository;
beforeEach(() => {
  repository = makeRepository();
});
afterEach(() => {
  repository.remove();
});

const found = (ratio: number, differs: SidesFound['differs']): SidesFound => ({
  ...{ pairs: 10, ratio, p: ratio > 1 ? 1e-6 : 0.4, verdict: ratio >= 1.03 ? 'slower' : 'alike' },
  ...{ runId: 'r', folder: '/r', differs },
});
const night = (commit: string, base: string): Side => ({
  ...{ name: `night ${commit.slice(0, 4)}`, word: 'n', commit, digests: new Map([['debian:13', base]]) },
});

/** Asks a world in which what each side takes is known. */
async function steps(
  before: Side,
  after: Side,
  takes: (side: Side) => number,
  shows: (side: Side, times: number) => boolean = () => true,
) {
  const asked: string[] = [];
  const ask = async (one: Side, other: Side, times = 1): Promise<SidesFound> => {
    asked.push(`${one.name} | ${other.name}`);
    const base = (side: Side): string => side.digests?.get('debian:13') ?? 'today';
    const differs = { bases: base(one) !== base(other), files: one.commit !== other.commit };
    const all = found(takes(other) / takes(one), differs);
    return shows(other, times) ? all : { ...all, p: 0.02, verdict: 'alike' };
  };
  const all: BisectStep[] = [];
  for await (const step of bisectSides({ before, after }, { ask, root: repository.root, paths: ['app'] }))
    all.push(step);
  return { asked, all, conclusion: all.at(-1)?.conclusion };
}

describe('between two states', () => {
  test('that take the same, one question is all', async () => {
    const commit = repository.commit('first', { 'app/x': '1' });
    const { asked, all } = await steps(night(commit, 'a'), thisCheckout, () => 1);
    expect(asked).toHaveLength(1);
    expect(all.map(({ found: one }) => one?.verdict)).toEqual(['alike']);
  });

  test('of which only the bases differ, it is the bases', async () => {
    const commit = repository.commit('first', { 'app/x': '1' });
    const { asked, conclusion } = await steps(night(commit, 'a'), night(commit, 'b'), ({ digests }) =>
      digests?.get('debian:13') === 'b' ? 1.3 : 1,
    );
    expect(asked).toHaveLength(1);
    expect(conclusion).toBe('The bases make it slower: nothing else differs.');
  });

  test('of which both differ, the older files are tried on the newer bases', async () => {
    const first = repository.commit('first', { 'app/x': '1' });
    const last = repository.commit('second', { 'app/x': '2' });
    const { asked, conclusion } = await steps(
      night(first, 'a'),
      night(last, 'b'),
      ({ commit, digests }) => (digests?.get('debian:13') === 'b' ? 1.3 : 1) * (commit === last ? 1.2 : 1),
    );
    expect(asked).toHaveLength(2);
    expect(asked[1]).toMatch(/ on newer bases$/);
    expect(conclusion).toBe('The bases make it slower; the rest (× 1.20) is of the files.');
  });

  test.each([0, 3, 7])('the first slow one of eight commits is found: number %i', async (slow) => {
    const start = repository.commit('start', { 'app/x': 'start' });
    const commits = Array.from({ length: 8 }, (_, place) =>
      repository.commit(`change ${place}`, { 'app/x': String(place), 'else/y': String(place) }),
    );
    const last = commits.at(-1) ?? '';
    const { asked, all, conclusion } = await steps(night(start, 'a'), night(last, 'a'), ({ commit = '' }) =>
      commits.indexOf(commit) >= slow ? 1.2 : 1,
    );
    // Nothing is said of bases, which are the same.
    expect(new Set(all.map(({ before }) => before))).toEqual(new Set([night(start, 'a').name]));
    // The question itself, and three halvings of eight.
    expect(asked).toHaveLength(4);
    expect(conclusion).toContain(`: change ${slow}`);
  });

  test('of one commit and changes that nobody committed, it is these', async () => {
    const commit = repository.commit('first', { 'app/x': '1' });
    writeFileSync(path.join(repository.root, 'app/x'), '2');
    const { conclusion } = await steps(
      night(commit, 'a'),
      { ...thisCheckout, digests: new Map([['debian:13', 'a']]) },
      (side) => (side.commit === undefined ? 1.5 : 1),
    );
    expect(conclusion).toBe('The files make it slower: they were changed, and nobody has committed that.');
  });

  test('of which all changes are committed, it is never what nobody has committed', async () => {
    const first = repository.commit('first', { 'app/x': '1' });
    const slow = repository.commit('slow', { 'app/x': '2' });
    repository.commit('a remark', { 'app/x': '2 # as before' });
    const today = { ...thisCheckout, digests: new Map([['debian:13', 'a']]) };
    const search = (enough: number) =>
      steps(
        ...([night(first, 'a'), today, ({ commit }: Side) => (commit === first ? 1 : 1.5)] as const),
        ({ commit }, times) => commit !== slow || times >= enough,
      );
    const again = await search(2);
    // All, the commit in the middle, and this once more.
    expect(again.asked).toHaveLength(3);
    expect(again.conclusion).toMatch(/^The first slow commit: .*: slow$/);
    expect((await search(3)).conclusion).toMatch(
      /^Between .*: slow and .*: a remark: those between seem slower, and so few pairs do not show it/,
    );
  });

  test('a commit that cannot be built is passed over, and the range is named if no other is left', async () => {
    const start = repository.commit('start', { 'app/x': 'start' });
    const commits = [0, 1, 2].map((place) =>
      repository.commit(`change ${place}`, { 'app/x': String(place) }),
    );
    const search = (broken: readonly number[]) =>
      steps(night(start, 'a'), night(commits[2] ?? '', 'a'), ({ commit = '' }) => {
        const place = commits.indexOf(commit);
        if (broken.includes(place)) throw new StagebenchError('SIDES_FAILED', 'does not build');
        return place >= 2 ? 1.2 : 1;
      });
    expect((await search([1])).conclusion).toMatch(/^Between .*: change 1 and .*: change 2: those between/);
    expect((await search([0, 1])).conclusion).toMatch(
      /^Between .*: change 0 and .*: change 2: those between/,
    );
    expect((await search([])).conclusion).toMatch(/^The first slow commit: .*: change 2$/);
  });
});

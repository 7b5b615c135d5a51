import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { verdicts } from '../src/domain/definitions/claim.ts';
import { cellId } from '../src/domain/run/plan.ts';
import { buildable, cellsOfNeed } from '../src/plan/claim-cells.ts';
import { definitions } from './registry.ts';

const { claims, experiments, scenarios } = definitions;
const { apps, arms } = buildable(definitions);

const page = readFileSync(path.join(import.meta.dirname, '../docs/claims.md'), 'utf8');

describe.each(claims)('claim $id', ({ sentences, needs, ...claim }) => {
  test('has its place on the page, and its chart', () => {
    expect(page).toContain(`<!-- stagebench:claim of=${claim.id} `);
    expect(page).toContain(`<!-- stagebench:chart claim of=${claim.id} `);
  });

  test('words every outcome, and tells source, control and rule', () => {
    expect(Object.keys(sentences).toSorted()).toEqual(verdicts.toSorted());
    for (const text of [...Object.values(sentences), claim.says, claim.madeIn, claim.control, claim.rule])
      expect(text).not.toBe('');
  });

  test('says why, where it says that it is not decided or does not apply', () => {
    for (const verdict of ['not-decided', 'does-not-apply'] as const)
      expect(sentences[verdict]).toContain('{why}');
  });

  test('needs only what there is', () => {
    const known = new Set(
      apps.flatMap((app) =>
        arms.flatMap((arm) =>
          scenarios.map((scenario) => cellId({ app: app.id, strategy: arm.id, scenario: scenario.id })),
        ),
      ),
    );
    const needed = needs.flatMap(cellsOfNeed).map(cellId);
    expect(needed.filter((id) => !known.has(id))).toEqual([]);
  });

  test('needs twins only of the apps that they are built of', () => {
    const twins = new Map(experiments.flatMap((one) => one.twins.map((twin) => [twin.id, twin.apps])));
    const strange = needs
      .flatMap(cellsOfNeed)
      .filter(({ app, strategy }) => twins.get(strategy)?.includes(app) === false);
    expect(strange).toEqual([]);
  });
});

test('an arm has a name of its own: rows know it by nothing else', () => {
  const ids = arms.map(({ id }) => id);
  expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
});

test('an app of an experiment has a name of its own, too', () => {
  const ids = apps.map(({ id }) => id);
  expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
});

import { expect, test } from 'vitest';
import type { Plan, Visit } from '../domain/run/plan.ts';
import { VariantStates } from '../measure/variant-state.ts';
import { plan } from '../plan/plan.ts';
import { manifest } from '../record/manifest.fixture.ts';
import { buildRow } from '../record/rows.fixture.ts';
import type { RunFolder } from '../record/run-folder/run-folder.ts';
import { scenarios } from './scenarios.fixture.ts';
import { Schedule } from './schedule.ts';

const planned = plan({
  apps: [{ id: 'node' }],
  strategies: [{ id: 'slim' }, { id: 'alpine' }],
  ...{ scenarios, rounds: 3, seed: 1, control: true },
});

function schedule(ofPlan: Plan, rows: readonly ReturnType<typeof buildRow>[] = []) {
  const builds = [...rows];
  const folder = {
    ...{ builds, images: [], manifest: { ...manifest, plan: ofPlan } },
    update: () => Promise.resolve(),
  };
  const timeSpent = { builds: 0, starts: 0, inspections: 0, cleaning: 0 };
  const made = new Schedule({
    ...{ folder: folder as unknown as RunFolder, scenarios, states: new VariantStates() },
    limits: { budgetMs: undefined, until: undefined },
    spent: () => ({ elapsedMs: 0, timeSpent }),
    ...{ note: () => {}, budgetText: () => '', signal: new AbortController().signal },
  });
  return { made, builds };
}

test('what lies ahead of a visit is the rest of its round and all later ones, in their order', async () => {
  const { made, builds } = schedule(planned);
  const handedOut: Visit[] = [];
  for await (const round of made.rounds()) {
    for (const visit of round) {
      const ahead = made.ahead(visit);
      const rest = planned.visits.slice(visit.sequence - 1);
      expect(ahead.builds).toBe(rest.length);
      expect([...ahead].map(({ sequence }) => sequence)).toEqual(rest.map(({ sequence }) => sequence));
      handedOut.push(visit);
    }
    for (const visit of round) builds.push(buildRow(visit));
  }
  expect(handedOut).toEqual(planned.visits);
});

test('a run of any length goes on: its rows are no arguments of a call', async () => {
  const rows = Array.from({ length: 200_000 }, (_, index) =>
    buildRow({ app: 'other', round: 1 + Math.floor(index / 200_000), sequence: index + 1 }),
  );
  const { made } = schedule(planned, rows);
  const first = await made.rounds().next();
  const [visit] = (first.value ?? []) as Visit[];
  expect(visit).toMatchObject({ round: 1, sequence: 200_001 });
});

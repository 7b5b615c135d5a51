import type { HealthProof, ImageFacts, ImageRecord } from '../domain/image.ts';
import type { Visit } from '../domain/plan.ts';
import type { RunEvents } from '../domain/run-events.ts';
import { imageFacts } from '../inspect/image-facts.ts';
import type { TimeAccount } from './time-account.ts';
import { imageTag, type Workbench } from './workbench.ts';

/** Reads the images that were proved in this round, all in one go, and hands their records on. */
export async function readImages(
  bench: Workbench,
  lastVisit: Visit,
  proofs: readonly HealthProof[],
  events: RunEvents,
  account: TimeAccount,
): Promise<void> {
  if (proofs.length === 0) return;
  events.activity(lastVisit, `reading ${proofs.length} images`);
  const requests = proofs.map(({ variant }) => ({
    ref: imageTag(bench, variant),
    origin: bench.inputs(variant).origin,
  }));
  const facts = await account.charge('inspections', () =>
    imageFacts(bench.engine, requests, bench.imageStore, bench.signal),
  );
  for (const [index, proof] of proofs.entries()) {
    const found = facts[index];
    if (found !== undefined) await events.image(record(proof, found));
  }
}

function record(proof: HealthProof, facts: ImageFacts): ImageRecord {
  const { variant } = proof;
  return proof.works
    ? { variant, state: 'built', facts, startMs: proof.startMs }
    : { variant, state: 'unhealthy', facts, trouble: proof.trouble };
}

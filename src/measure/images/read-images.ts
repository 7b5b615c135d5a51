import { StagebenchError } from '../../domain/errors.ts';
import type { ImageExtras } from '../../domain/image/extras.ts';
import type { HealthProof, ImageFacts, ImageRecord } from '../../domain/image/image.ts';
import type { Variant, Visit } from '../../domain/run/plan.ts';
import type { RunEvents } from '../../domain/run/run-events.ts';
import type { Trouble } from '../../domain/run/sample.ts';
import { imageFacts } from '../../inspect/image-facts.ts';
import type { TimeAccount } from '../time-account.ts';
import type { VariantStates } from '../variant-state.ts';
import { imageTag, type Workbench } from '../workbench.ts';
import { openExtras } from './measure-extras.ts';

/**
 * Reads the images that were proved and not read yet, all in one go, and hands their records on: each as soon as its
 * extras are measured, which may take minutes. If that reading fails, each is read by itself, so that one that cannot be
 * read costs only its own figures: its builds stay what they are, and it is tried again after the next round.
 */
export async function readImages(
  bench: Workbench,
  lastVisit: Visit,
  states: VariantStates,
  events: RunEvents,
  account: TimeAccount,
): Promise<void> {
  const proofs = states.unread();
  if (proofs.length === 0) return;
  const say = (text: string): void => {
    events.activity(lastVisit, text);
  };
  say(`reading ${proofs.length} images`);
  const read = (some: readonly HealthProof[]) =>
    account.charge('inspections', () => factsOf(bench, some)).catch((error: unknown) => unreadable(error));
  const asked = openExtras({ bench, account, say });
  const leaksOf = async (variant: Variant): Promise<void> => {
    if (bench.findLeaks === undefined) return;
    say('looking for secrets in the image');
    await account.charge('inspections', async () => bench.findLeaks?.(variant, imageTag(bench, variant)));
  };
  const handOn = async (found: readonly [HealthProof, ImageFacts][]): Promise<void> => {
    for (const [proof, facts] of found) {
      const { works, variant } = proof;
      await leaksOf(variant);
      const extras = works ? await asked.measure(variant) : undefined;
      await events.image(record(proof, facts, extras));
      states.noteRead(variant);
    }
  };
  try {
    const together = await read(proofs);
    if (Array.isArray(together)) {
      await handOn(together);
      return;
    }
    for (const proof of proofs) {
      const alone = proofs.length === 1 ? together : await read([proof]);
      if (Array.isArray(alone)) await handOn(alone);
      else states.noteUnreadable(proof.variant, alone);
    }
  } finally {
    await asked.close();
  }
}

async function factsOf(
  bench: Workbench,
  proofs: readonly HealthProof[],
): Promise<[HealthProof, ImageFacts][]> {
  const requests = proofs.map(({ variant }) => ({
    ref: imageTag(bench, variant),
    origin: bench.inputs(variant).origin,
  }));
  const facts = await imageFacts(bench.engine, requests, bench);
  return proofs.flatMap((proof, index) => {
    const found = facts[index];
    return found === undefined ? [] : [[proof, found]];
  });
}

/** A full disk is one: it costs no more than what is read. */
const unreadableCodes: ReadonlySet<string> = new Set([
  ...['IMAGE_UNREADABLE', 'ARCHIVE_TOO_LARGE', 'IMAGE_NOT_FOUND', 'ENGINE_REQUEST'],
  ...['CACHE_NOT_WRITABLE', 'TEMPORARY_NOT_WRITABLE'],
]);

/** Passes on what is not about the image: a lost engine, an interruption. */
function unreadable(error: unknown): Trouble {
  if (error instanceof StagebenchError && unreadableCodes.has(error.code)) {
    return { code: error.code, reason: error.message };
  }
  throw error;
}

function record(proof: HealthProof, facts: ImageFacts, extras: ImageExtras | undefined): ImageRecord {
  const { variant } = proof;
  return proof.works
    ? {
        variant,
        state: 'built',
        facts,
        ...(proof.start && { start: proof.start }),
        ...(proof.isNotStarted && { isNotStarted: true }),
        ...(extras && { extras }),
      }
    : { variant, state: 'unhealthy', facts, trouble: proof.trouble };
}

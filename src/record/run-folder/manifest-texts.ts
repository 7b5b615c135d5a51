import type { Plan, Visit } from '../../domain/run/plan.ts';
import type { RunManifest } from '../manifest.ts';

import { masked } from '../../domain/masked.ts';
/** So many visits are put into text at once. */
const batch = 1000;
/**
 * run.json in pieces. It is written anew at the end of every round, and nearly all of it are the visits of the plan, which
 * seldom change: their text is made once for each plan.
 */
export class ManifestTexts {
  readonly #secrets: readonly string[];
  #plan: Plan | undefined;
  #visits: readonly Buffer[] = [];

  /** `secrets`: what `secretsIn` found; they are masked wherever they stand. */
  constructor(secrets: readonly string[] = []) {
    this.#secrets = secrets;
  }

  of(manifest: RunManifest): readonly Buffer[] {
    const { plan } = manifest;
    if (this.#plan !== plan) {
      this.#visits = textOf(plan.visits);
      this.#plan = plan;
    }
    // Addresses among the options may hold passwords.
    const maskedText = (_: string, value: unknown): unknown =>
      typeof value === 'string' ? masked(value, this.#secrets) : value;
    const withVisits = (visits: unknown) =>
      JSON.stringify({ ...manifest, plan: { ...plan, visits } }, maskedText, 2);
    const rest = withVisits([]);
    // Stands for the visits until their text is put in its place, and nowhere else.
    let mark = 'the visits';
    while (rest.includes(mark)) mark += '!';
    const [before = '', after = ''] = withVisits(mark).split(`"${mark}"`);
    return [Buffer.from(before), ...this.#visits, Buffer.from(`${after}\n`)];
  }
}

/** The list as `JSON.stringify(manifest, null, 2)` would write it. */
function textOf(visits: readonly Visit[]): Buffer[] {
  if (visits.length === 0) return [Buffer.from('[]')];
  const pieces: Buffer[] = [];
  for (let first = 0; first < visits.length; first += batch) {
    const some = JSON.stringify(visits.slice(first, first + batch), null, 2).replaceAll('\n', '\n    ');
    const isLast = first + batch >= visits.length;
    // Each batch is a list of its own: all but the first lose the bracket that opens it, all but the last that which closes it.
    const begun = first === 0 ? some : `,${some.slice('['.length)}`;
    pieces.push(Buffer.from(isLast ? begun : begun.slice(0, -'\n    ]'.length)));
  }
  return pieces;
}

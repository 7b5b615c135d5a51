import type { Step } from '../../domain/run/sample.ts';

/**
 * The longest chain of steps that wait for each other, by the sum of their durations (longest path in the graph of
 * inputs, https://en.wikipedia.org/wiki/Critical_path_method): no machine with more cores builds faster than that. The
 * builder's own preparations and the export are left out: they go before and after every build. `ms` is 0 and nothing is on the path where no step took time.
 */
export function criticalPath(steps: readonly Step[]): { ms: number; ids: ReadonlySet<string> } {
  const byId = new Map(steps.filter((step) => !isAround(step)).map((step) => [step.id, step]));
  const longest = new Map<string, { ms: number; before: string | undefined }>();
  /** The graph has no cycles, but a torn report may: a step that is being looked at counts as 0. */
  const upTo = (id: string): number => {
    const known = longest.get(id);
    if (known !== undefined) return known.ms;
    const step = byId.get(id);
    if (step === undefined) return 0;
    longest.set(id, { ms: 0, before: undefined });
    let best: { ms: number; before: string | undefined } = { ms: 0, before: undefined };
    for (const input of step.inputs) {
      const ms = upTo(input);
      if (ms > best.ms) best = { ms, before: input };
    }
    longest.set(id, { ms: best.ms + step.durationMs, before: best.before });
    return best.ms + step.durationMs;
  };
  let last: string | undefined;
  let ms = 0;
  for (const id of byId.keys()) {
    if (upTo(id) <= ms) continue;
    ms = upTo(id);
    last = id;
  }
  const ids = new Set<string>();
  for (let id = last; id !== undefined; id = longest.get(id)?.before) ids.add(id);
  return { ms, ids };
}

/** Exporting, and what the builder does to know what to build; a base that is looked up is neither. */
const isAround = ({ kind, stage }: Step): boolean =>
  kind === 'export' || (kind === 'internal' && stage === 'internal');

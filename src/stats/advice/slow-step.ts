import { placeOf, shortened, type Advice, type AdviceRule } from './advice.ts';
import { stepsOfCells } from './step-times.ts';

/** Below that share, no step stands out. */
const leastShare = 0.3;

/** The step that takes most of a cold build, and has no cache mount. Variants that have it in common are told once, where it takes longest. */
export const slowStep: AdviceRule = (rows) => {
  const found = stepsOfCells(rows, 'cold').flatMap(({ variant, wallMs, steps }): [string, Advice][] => {
    const [slowest] = steps.toSorted((a, b) => (b.ms ?? 0) - (a.ms ?? 0));
    if (slowest?.ms === undefined || slowest.ms < leastShare * wallMs) return [];
    // What is copied is fetched and made by nobody.
    if (!/^RUN\s/i.test(slowest.instruction)) return [];
    // Its cache is empty in a cold build, and there in all others.
    if (/\s--mount=\S*type=cache/.test(slowest.instruction)) return [];
    const { instruction, ms } = slowest;
    return [
      [
        instruction,
        {
          variant,
          gain: { unit: 'ms', value: ms, of: wallMs },
          isBound: true,
          says: `no step of a cold build takes longer than \`${shortened(instruction)}\`: what a cache for it would save was not measured`,
          ...placeOf(rows.manifest, variant, instruction),
        },
      ],
    ];
  });
  const longestLast = found.toSorted(([, a], [, b]) => a.gain.value - b.gain.value);
  return [...new Map(longestLast).values()];
};

import { bursts, drifting, mixed, normal, resampled, skewed, type Made } from './noise.ts';

/** One line of a table: how families are made up, and how it is called. */
export interface Condition {
  readonly name: string;
  readonly made: Made;
  /** Its noise is drawn from published rows: other rows, other figures. */
  readonly isOfPublished?: true;
}

/** Seven rounds of 36 pairs: unless told otherwise. */
const usual = { rounds: 7, pairs: 36 };
/** As the default suite: five strategies of three apps, each against the same one. */
const shared = { rounds: 7, pairs: 15, sharing: 5 };
/** As the cold builds of the suite aa. */
const eighteen = { rounds: 7, pairs: 18 };

/** Where no cell differs. */
export const still = (measured: readonly number[]): readonly Condition[] => [
  { name: 'equal scatter', made: usual },
  { name: 'equal scatter, 6 rounds', made: { ...usual, rounds: 6 } },
  { name: 'equal scatter, 10 rounds', made: { ...usual, rounds: 10 } },
  { name: 'equal scatter, 15 comparisons with 3 baselines', made: shared },
  { name: '3 × the scatter on one side', made: { ...usual, scatterRatio: 3 } },
  { name: '3 × the scatter on one side, 10 rounds', made: { ...usual, rounds: 10, scatterRatio: 3 } },
  { name: '3 × the scatter in every fourth cell', made: { ...usual, own: mixed } },
  { name: 'long tail to the right', made: { ...usual, own: skewed } },
  { name: 'long tail, 3 × on one side', made: { ...usual, own: skewed, scatterRatio: 3 } },
  { name: 'one build in ten 30 % longer', made: { ...usual, own: bursts } },
  {
    name: 'noise of the published cold rows',
    made: { ...eighteen, own: resampled(measured) },
    isOfPublished: true,
  },
  { name: 'each cell drifts by itself, AR(0.6)', made: { ...usual, own: drifting } },
];

/** Where cells differ: in how many of them it is found. */
export const moved = (measured: readonly number[]): readonly Condition[] => [
  { name: '10 %, one of 36', made: { ...usual, effect: 0.1, differing: 1 } },
  { name: '10 %, 12 of 36', made: { ...usual, effect: 0.1, differing: 12 } },
  { name: '10 %, one of 36, 6 rounds', made: { ...usual, rounds: 6, effect: 0.1, differing: 1 } },
  { name: '5 %, one of 36, 14 rounds', made: { ...usual, rounds: 14, effect: 0.05, differing: 1 } },
  { name: '8 %, 5 of 15 with 3 baselines', made: { ...shared, effect: 0.08, differing: 5 } },
  {
    name: '8 %, noise of the published rows, one of 18',
    made: { ...eighteen, own: resampled(measured), effect: 0.08, differing: 1 },
    isOfPublished: true,
  },
  {
    name: '8 %, noise of the published rows, all of 18',
    made: { ...eighteen, own: resampled(measured), effect: 0.08 },
    isOfPublished: true,
  },
  {
    name: '10 %, noise of the published rows, one of 18',
    made: { ...eighteen, own: resampled(measured), effect: 0.1, differing: 1 },
    isOfPublished: true,
  },
  {
    name: '10 %, every fourth cell 3 × the scatter, 12 of 36',
    made: { ...usual, own: mixed, effect: 0.1, differing: 12 },
  },
  { name: '10 %, long tail, 12 of 36', made: { ...usual, own: skewed, effect: 0.1, differing: 12 } },
  {
    name: '10 %, one build in ten 30 % longer, 12 of 36',
    made: { ...usual, own: bursts, effect: 0.1, differing: 12 },
  },
];

/** How often a 95 % interval covers the truth. */
export const covered = (measured: readonly number[]): readonly Condition[] => {
  const few = { rounds: 7, pairs: 9 };
  return [
    { name: 'no effect of the round', made: { ...few, roundNoise: 0 } },
    { name: 'effects of the round of 3 %', made: few },
    { name: 'effects of the round of 6 %', made: { ...few, roundNoise: 0.06 } },
    { name: 'effects of the round of 3 %, 10 rounds', made: { ...few, rounds: 10 } },
    { name: '3 × the scatter on one side', made: { ...few, own: normal, scatterRatio: 3 } },
    { name: 'long tail to the right', made: { ...few, own: skewed } },
    { name: 'one build in ten 30 % longer', made: { ...few, own: bursts } },
    {
      name: 'noise of the published cold rows',
      made: { ...few, own: resampled(measured) },
      isOfPublished: true,
    },
    { name: 'each cell drifts by itself, AR(0.6)', made: { ...few, own: drifting } },
  ];
};

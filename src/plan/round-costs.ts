/** A cell as the budget sees it; times in ms. */
export interface BudgetCell {
  readonly id: string;
  readonly costMs: number;
  /** How far its times scatter, relative to their median. */
  readonly noise: number;
  /** A cold build: what follows it in the chain needs no prime. */
  readonly opensChain: boolean;
}

/** The cells of one variant in the order in which a round visits them. */
export interface BudgetChain {
  /** The untimed build that opens the chain in a round without a cold one. */
  readonly primeMs: number;
  readonly cells: readonly BudgetCell[];
}

/** By cell: it takes part in so many of the first rounds. */
export type RoundsOfCells = ReadonlyMap<string, number>;

/** What all rounds take: chains with their primes, and the control in every round that is not empty. */
export function allRoundsMs(
  chains: readonly BudgetChain[],
  controlMs: number,
  roundsOf: RoundsOfCells,
): number {
  const rounds = Array.from({ length: longest(roundsOf) }, (_, index) => index + 1);
  return rounds.reduce(
    (sum, round) =>
      sum + controlMs + chains.reduce((ofRound, chain) => ofRound + chainMs(chain, round, roundsOf), 0),
    0,
  );
}

/** What it takes more if a cell of the chain gets `rounds` rounds: less than nothing where a cold build saves a prime. */
export function extraMs(
  chain: BudgetChain,
  controlMs: number,
  roundsOf: RoundsOfCells,
  cell: string,
  rounds: number,
): number {
  const has = roundsOf.get(cell) ?? 0;
  const own = new Map(chain.cells.map(({ id }) => [id, id === cell ? rounds : (roundsOf.get(id) ?? 0)]));
  let ms = controlMs * Math.max(0, rounds - longest(roundsOf));
  for (let round = has + 1; round <= rounds; round += 1)
    ms += chainMs(chain, round, own) - chainMs(chain, round, roundsOf);
  return ms;
}

export const longest = (roundsOf: RoundsOfCells): number => Math.max(0, ...roundsOf.values());

function chainMs({ cells, primeMs }: BudgetChain, round: number, roundsOf: RoundsOfCells): number {
  let ms = 0;
  let opened = false;
  for (const { id, costMs, opensChain } of cells) {
    if ((roundsOf.get(id) ?? 0) < round) continue;
    if (!opened && !opensChain) ms += primeMs;
    opened = true;
    ms += costMs;
  }
  return ms;
}

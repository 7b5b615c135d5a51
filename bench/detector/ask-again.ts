import { sideBySide, type Pair } from '../../src/stats/trend/side-by-side.ts';
import type { NightFinding } from '../../src/stats/trend/detector/trend-detector.ts';

const pairsOfQuestion = 10;
/** Most of a night, as the nightly has it. */
const mostQuestions = 3;
/** A series that was asked about is asked about again in the night that confirms it, or when it is another story. */
const nightsOfSame = 21;

/** Both states built in turns, where something seems slower. `ratioOf`: how much slower a series truly is. */
export class AskAgain {
  readonly #asked = new Map<string, number>();
  readonly #scatter: number;
  readonly #draw: () => number;
  /** How often it was asked. */
  questions = 0;

  /** `scatter`: of one build, relative. What a night does to a series it does to both states. */
  constructor(scatter: number, draw: () => number) {
    this.#scatter = scatter;
    this.#draw = draw;
  }

  /** Series of which building both states shows that they are slower, of what a night tells. */
  shown(
    night: number,
    found: readonly NightFinding[],
    ratioOf: (series: string) => number,
  ): readonly string[] {
    const questions = found
      .filter(({ scope, direction, id, kind }) => {
        if (scope !== 'cell' || direction !== 1) return false;
        return kind === 'confirmed' || night - (this.#asked.get(id) ?? -Infinity) > nightsOfSame;
      })
      .toSorted((one, other) => other.shift - one.shift)
      .slice(0, mostQuestions);
    this.questions += questions.length;
    for (const { id } of questions) this.#asked.set(id, night);
    return questions.map(({ id }) => id).filter((id) => this.#isSlower(ratioOf(id)));
  }

  #isSlower(ratio: number): boolean {
    const build = (): number => Math.exp(this.#scatter * this.#draw());
    const pairs = Array.from({ length: pairsOfQuestion }, (): Pair => [build(), ratio * build()]);
    return sideBySide(pairs)?.verdict === 'slower';
  }
}

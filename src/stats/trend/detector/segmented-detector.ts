import type { DetectorState } from './detector-state.ts';
import { Residuals } from './residuals.ts';
import { SeriesDetector, type Finding } from './series-detector.ts';

/** What is kept between nights. */
export interface SegmentedState {
  readonly current: DetectorState;
  /** Of the current segment. */
  readonly nights: number;
  /** The segment before, as long as it is held against, and for how many nights more. */
  readonly before?: { readonly state: DetectorState; readonly nights: number };
}

/** As long as a change can be noticed: the nights that a detector looks at. */
const held = 21;
/** A segment of fewer nights says nothing yet. */
const fewest = 14;

const kinds: readonly Finding['kind'][] = ['far', 'suspected', 'confirmed'];

/** What is said with more certainty; of equals the first. */
const clearer = (one: Finding | undefined, other: Finding | undefined): Finding | undefined =>
  one === undefined || (other !== undefined && kinds.indexOf(other.kind) > kinds.indexOf(one.kind))
    ? other
    : one;

/**
 * A series whose definition changes now and then. Each definition has a segment of its own, with its own level. For three weeks the nights
 * of a new one are held against the level of the one before, too: what a change of the definition has cost is what people want to know.
 * The segments share the residuals of the series: noise does not change with the definition.
 */
export class SegmentedDetector {
  #current: SeriesDetector;
  /** Of the current segment. */
  #nights = 0;
  #before: { readonly detector: SeriesDetector; nights: number } | undefined;

  constructor(current = new SeriesDetector()) {
    this.#current = current;
  }

  /** NaN as long as there is none. */
  get level(): number {
    const own = this.#current.level;
    return Number.isNaN(own) ? (this.#before?.detector.level ?? NaN) : own;
  }

  /** Whether anything can be said of the next night: by its own level, or by that of the definition before. */
  get isReady(): boolean {
    return this.#current.isReady || this.#before?.detector.isReady === true;
  }

  /** The next night is the first of another definition. */
  beginSegment(): void {
    // A definition that is changed again within days is held against the one that had a level.
    this.#before =
      this.#nights < fewest && this.#before !== undefined
        ? { detector: this.#before.detector, nights: held }
        : { detector: this.#current, nights: held };
    this.#current = this.#current.successor();
    this.#nights = 0;
  }

  push(value: number, factor: number, machine: string): Finding | undefined {
    this.#nights += 1;
    const found = this.#current.push(value, factor, machine);
    const before = this.#before;
    if (before === undefined) return found;
    const against = before.detector.push(value, factor, machine);
    before.nights -= 1;
    // The one that has told a change goes on from the nights that tell it. The other one would tell it again.
    if (against?.kind === 'confirmed') this.#current = before.detector;
    if (before.nights === 0 || against?.kind === 'confirmed' || found?.kind === 'confirmed')
      this.#before = undefined;
    return clearer(against, found);
  }

  get state(): SegmentedState {
    const before = this.#before;
    return {
      ...{ current: this.#current.state, nights: this.#nights },
      ...(before && { before: { state: before.detector.state, nights: before.nights } }),
    };
  }

  static from({ current, nights, before }: SegmentedState): SegmentedDetector {
    const residuals = new Residuals(current.residuals);
    const detector = new SegmentedDetector(SeriesDetector.from(current, residuals));
    detector.#nights = nights;
    if (before !== undefined)
      detector.#before = { detector: SeriesDetector.from(before.state, residuals), nights: before.nights };
    return detector;
  }
}

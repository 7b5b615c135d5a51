import type { DetectorState } from './detector-state.ts';
import { SegmentedDetector, type SegmentedState } from './segmented-detector.ts';
import { SeriesDetector, type Finding } from './series-detector.ts';
import { SortedWindow } from './sorted-window.ts';

/** One night as the detector sees it. */
export interface NightValues {
  /** Ids of the series that have a value. */
  readonly ids: readonly string[];
  /** The logs of their values, in the same order. */
  readonly logs: readonly number[];
  /** Log of the control's value; undefined if the night has none. */
  readonly control: number | undefined;
  /** The CPU model. */
  readonly machine: string;
  /** Series whose definition is another one than the night before: a new segment begins. */
  readonly changed: ReadonlySet<string>;
}

/** What is found in a night: of a series, of a variant (all its scenarios), or of all. */
export interface NightFinding extends Finding {
  readonly scope: 'cell' | 'variant' | 'family';
  /** Id of the series or the variant; `all` for the family. */
  readonly id: string;
}

/** What is kept between nights. */
export interface TrendState {
  readonly cells: readonly (readonly [id: string, state: SegmentedState])[];
  readonly variants: readonly (readonly [id: string, state: SegmentedState])[];
  readonly family: DetectorState;
  /** Of the last night. */
  readonly factor: number;
  /** By series: what its value was in its first night, so that a variant's mean does not jump where one of them begins. */
  readonly firsts: readonly (readonly [id: string, value: number])[];
}

/** From so many series on the night's factor is theirs; with fewer it is the control's. */
const fewestForFactor = 8;
const familyId = 'all';

/**
 * All series of a history, night by night: what a night does to all of them is its factor, and is taken away from each. Beside the cells,
 * each variant's mean over its scenarios is watched, and the factor itself against the control.
 */
export class TrendDetector {
  readonly #cells = new Map<string, Watched>();
  readonly #variants = new Map<string, Variant>();
  #family = new SeriesDetector();
  #factor = 0;
  /** What each night fills anew. */
  readonly #room = { watched: [] as Watched[], away: new SortedWindow() };
  readonly #variantOf: (series: string) => string;

  constructor(variantOf: (series: string) => string) {
    this.#variantOf = variantOf;
  }

  night({ ids, logs, control, machine, changed }: NightValues): NightFinding[] {
    for (const id of changed) {
      this.#cells.get(id)?.detector.beginSegment();
      this.#variants.get(this.#variantOf(id))?.detector.beginSegment();
    }
    const { watched, away } = this.#room;
    watched.length = ids.length;
    away.clear();
    for (let place = 0; place < ids.length; place += 1) {
      const id = ids[place] ?? '';
      // Mostly a night has the series of the one before, in the same order.
      const known = watched[place];
      const cell = known?.id === id ? known : this.#watched(id);
      watched[place] = cell;
      const { level } = cell.detector;
      if (!Number.isNaN(level)) away.append((logs[place] ?? NaN) - level);
    }
    // What the night did to all of them. One of a few series without a control is taken for one as the one before.
    away.sort();
    const factor = (away.size >= fewestForFactor ? away.quantile(0.5) : control) ?? this.#factor;
    this.#factor = factor;
    const found: NightFinding[] = [];
    const variants: Variant[] = [];
    // Half a million times for ten years: no pairs of place and cell.
    for (let place = 0; place < watched.length; place += 1) {
      const cell = watched[place];
      const value = logs[place] ?? NaN;
      if (cell === undefined) continue;
      const finding = cell.detector.push(value, factor, machine);
      if (finding !== undefined) found.push({ scope: 'cell', id: cell.id, ...finding });
      if (Number.isNaN(cell.first)) cell.first = value - factor;
      const { variant } = cell;
      if (variant.count === 0) variants.push(variant);
      variant.sum += value - factor - cell.first;
      variant.count += 1;
    }
    for (const variant of variants) {
      const finding = variant.detector.push(variant.sum / variant.count, 0, machine);
      if (finding !== undefined) found.push({ scope: 'variant', id: variant.id, ...finding });
      variant.sum = 0;
      variant.count = 0;
    }
    if (control === undefined || watched.length === 0) return found;
    const ofAll = this.#family.push(factor - control, 0, machine);
    return ofAll === undefined ? found : [...found, { scope: 'family', id: familyId, ...ofAll }];
  }

  /** Ids of the series of which something can be said; of the others it is too early. */
  get ready(): ReadonlySet<string> {
    const ready = [...this.#cells.values()].filter(({ detector }) => detector.isReady);
    return new Set(ready.map(({ id }) => id));
  }

  #watched(id: string): Watched {
    return this.#cells.get(id) ?? this.#watch(id, new SegmentedDetector(), NaN);
  }

  #watch(id: string, detector: SegmentedDetector, first: number): Watched {
    const cell = { id, detector, variant: this.#variant(this.#variantOf(id)), first };
    this.#cells.set(id, cell);
    return cell;
  }

  #variant(id: string, detector?: SegmentedDetector): Variant {
    const known = this.#variants.get(id);
    if (known !== undefined) return known;
    const variant = { id, detector: detector ?? new SegmentedDetector(), sum: 0, count: 0 };
    this.#variants.set(id, variant);
    return variant;
  }

  get state(): TrendState {
    return {
      cells: [...this.#cells].map(([id, { detector }]) => [id, detector.state]),
      variants: [...this.#variants].map(([id, { detector }]) => [id, detector.state]),
      ...{ family: this.#family.state, factor: this.#factor },
      firsts: [...this.#cells].map(([id, { first }]) => [id, first]),
    };
  }

  static from(state: TrendState, variantOf: (series: string) => string): TrendDetector {
    const detector = new TrendDetector(variantOf);
    const firsts = new Map(state.firsts);
    for (const [id, one] of state.variants) detector.#variant(id, SegmentedDetector.from(one));
    for (const [id, one] of state.cells)
      detector.#watch(id, SegmentedDetector.from(one), firsts.get(id) ?? NaN);
    detector.#family = SeriesDetector.from(state.family);
    detector.#factor = state.factor;
    return detector;
  }
}

/** A series with what is kept of it. */
interface Watched {
  readonly id: string;
  readonly detector: SegmentedDetector;
  readonly variant: Variant;
  /** NaN before its first night. */
  first: number;
}

interface Variant {
  readonly id: string;
  readonly detector: SegmentedDetector;
  /** Of the night that is looked at: of so many of its series. */
  sum: number;
  count: number;
}

import { median } from 'simple-statistics';
import { SegmentedDetector, type SegmentedState } from './segmented-detector.ts';
import { SeriesDetector, type DetectorState, type Finding } from './series-detector.ts';

/** One night as the detector sees it. */
export interface NightValues {
  /** Logs of the values of the series that have one, by their ids. */
  readonly values: ReadonlyMap<string, number>;
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
  /** By series: what its values were in its first night, so that a variant's mean does not jump where one of them begins. */
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
  readonly #cells = new Map<string, SegmentedDetector>();
  readonly #variants = new Map<string, SegmentedDetector>();
  #family = new SeriesDetector();
  readonly #firsts = new Map<string, number>();
  readonly #variantOf: (series: string) => string;

  constructor(variantOf: (series: string) => string) {
    this.#variantOf = variantOf;
  }

  night({ values, control, machine, changed }: NightValues): NightFinding[] {
    for (const id of changed) {
      this.#cells.get(id)?.beginSegment();
      this.#variants.get(this.#variantOf(id))?.beginSegment();
    }
    const factor = this.#factor(values, control);
    const found: NightFinding[] = [];
    const note = (scope: NightFinding['scope'], id: string, finding: Finding | undefined): void => {
      if (finding !== undefined) found.push({ scope, id, ...finding });
    };
    const parts = new Map<string, number[]>();
    for (const [id, value] of values) {
      note('cell', id, detectorOf(this.#cells, id).push(value, factor, machine));
      const adjusted = value - factor;
      const first = this.#firsts.get(id) ?? adjusted;
      this.#firsts.set(id, first);
      const variant = this.#variantOf(id);
      const shifts = parts.get(variant);
      if (shifts === undefined) parts.set(variant, [adjusted - first]);
      else shifts.push(adjusted - first);
    }
    for (const [variant, shifts] of parts) {
      const mean = shifts.reduce((sum, shift) => sum + shift, 0) / shifts.length;
      note('variant', variant, detectorOf(this.#variants, variant).push(mean, 0, machine));
    }
    if (control !== undefined && values.size > 0)
      note('family', familyId, this.#family.push(factor - control, 0, machine));
    return found;
  }

  /** What the night did to all series: the median of how far they are from their levels. */
  #factor(values: ReadonlyMap<string, number>, control: number | undefined): number {
    const away = [...values].flatMap(([id, value]) => {
      const level = this.#cells.get(id)?.level ?? NaN;
      return Number.isNaN(level) ? [] : [value - level];
    });
    return away.length >= fewestForFactor ? median(away) : (control ?? 0);
  }

  get state(): TrendState {
    const states = (detectors: ReadonlyMap<string, SegmentedDetector>) =>
      [...detectors].map(([id, detector]) => [id, detector.state] as const);
    return {
      ...{ cells: states(this.#cells), variants: states(this.#variants), family: this.#family.state },
      firsts: [...this.#firsts],
    };
  }

  static from(state: TrendState, variantOf: (series: string) => string): TrendDetector {
    const detector = new TrendDetector(variantOf);
    for (const [id, one] of state.cells) detector.#cells.set(id, SegmentedDetector.from(one));
    for (const [id, one] of state.variants) detector.#variants.set(id, SegmentedDetector.from(one));
    detector.#family = SeriesDetector.from(state.family);
    for (const [id, value] of state.firsts) detector.#firsts.set(id, value);
    return detector;
  }
}

function detectorOf(detectors: Map<string, SegmentedDetector>, id: string): SegmentedDetector {
  const found = detectors.get(id) ?? new SegmentedDetector();
  detectors.set(id, found);
  return found;
}

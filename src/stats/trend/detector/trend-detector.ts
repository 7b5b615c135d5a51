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
  readonly #variants = new Map<string, SegmentedDetector>();
  #family = new SeriesDetector();
  #factor = 0;
  readonly #variantOf: (series: string) => string;

  constructor(variantOf: (series: string) => string) {
    this.#variantOf = variantOf;
  }

  night({ values, control, machine, changed }: NightValues): NightFinding[] {
    for (const id of changed) {
      this.#cells.get(id)?.detector.beginSegment();
      this.#variants.get(this.#variantOf(id))?.beginSegment();
    }
    const watched = [...values].map(([id, value]) => ({ id, value, cell: this.#watched(id) }));
    // A night of a few series without a control is taken for one as the one before.
    const factor = factorOf(watched, control) ?? this.#factor;
    this.#factor = factor;
    const found: NightFinding[] = [];
    const note = (scope: NightFinding['scope'], id: string, finding: Finding | undefined): void => {
      if (finding !== undefined) found.push({ scope, id, ...finding });
    };
    const sums = new Map<string, { sum: number; count: number }>();
    for (const { id, value, cell } of watched) {
      note('cell', id, cell.detector.push(value, factor, machine));
      const adjusted = value - factor;
      cell.first ??= adjusted;
      const sum = sums.get(cell.variant);
      if (sum === undefined) sums.set(cell.variant, { sum: adjusted - cell.first, count: 1 });
      else {
        sum.sum += adjusted - cell.first;
        sum.count += 1;
      }
    }
    for (const [variant, { sum, count }] of sums)
      note('variant', variant, detectorOf(this.#variants, variant).push(sum / count, 0, machine));
    if (control !== undefined && values.size > 0)
      note('family', familyId, this.#family.push(factor - control, 0, machine));
    return found;
  }

  #watched(id: string): Watched {
    let cell = this.#cells.get(id);
    if (cell === undefined) {
      cell = { detector: new SegmentedDetector(), variant: this.#variantOf(id), first: undefined };
      this.#cells.set(id, cell);
    }
    return cell;
  }

  get state(): TrendState {
    return {
      cells: [...this.#cells].map(([id, { detector }]) => [id, detector.state]),
      variants: [...this.#variants].map(([id, detector]) => [id, detector.state]),
      ...{ family: this.#family.state, factor: this.#factor },
      firsts: [...this.#cells].flatMap(([id, { first }]) =>
        first === undefined ? [] : [[id, first] as const],
      ),
    };
  }

  static from(state: TrendState, variantOf: (series: string) => string): TrendDetector {
    const detector = new TrendDetector(variantOf);
    const firsts = new Map(state.firsts);
    for (const [id, one] of state.cells)
      detector.#cells.set(id, {
        ...{ detector: SegmentedDetector.from(one), variant: variantOf(id), first: firsts.get(id) },
      });
    for (const [id, one] of state.variants) detector.#variants.set(id, SegmentedDetector.from(one));
    detector.#family = SeriesDetector.from(state.family);
    detector.#factor = state.factor;
    return detector;
  }
}

/** A series with what is kept of it. */
interface Watched {
  readonly detector: SegmentedDetector;
  readonly variant: string;
  first: number | undefined;
}

/** What the night did to all series: the median of how far they are from their levels, or the control. Undefined without either. */
function factorOf(
  watched: readonly { readonly value: number; readonly cell: Watched }[],
  control: number | undefined,
): number | undefined {
  const away: number[] = [];
  for (const { value, cell } of watched) {
    const { level } = cell.detector;
    if (!Number.isNaN(level)) away.push(value - level);
  }
  return away.length >= fewestForFactor ? median(away) : control;
}

function detectorOf(detectors: Map<string, SegmentedDetector>, id: string): SegmentedDetector {
  const found = detectors.get(id) ?? new SegmentedDetector();
  detectors.set(id, found);
  return found;
}

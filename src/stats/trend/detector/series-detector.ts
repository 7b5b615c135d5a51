import { median } from 'simple-statistics';
import type { DetectorState, Told } from './detector-state.ts';
import { JudgedNights } from './judged-nights.ts';
import { MachineOffsets } from './machine-offsets.ts';
import { Residuals } from './residuals.ts';
import { SortedWindow } from './sorted-window.ts';
import { WindowedSums } from './windowed-sums.ts';

/** What a detector says of a night; k nights ago its level began to be another one. */
export interface Finding {
  /** `far`: this one night lies far away from the level, which may be chance. */
  readonly kind: 'far' | 'suspected' | 'confirmed';
  /** 1: it takes longer. */
  readonly direction: 1 | -1;
  /** Nights that are at the new level, the newest included. */
  readonly nights: number;
  /** Nights since the first of them, those that were not judged included. */
  readonly reach: number;
  /** Log of the new level ÷ the old one: the median of these nights, above or below 0. */
  readonly shift: number;
  /** How clear it is, and against which noise. */
  readonly strength: number;
  readonly scale: number;
}

/** Nights that wait before they count as baseline: half of a young segment. */
const mostGap = 21;
const baselineNights = 90;
const fewestResiduals = 10;
/** At a new level it is silent for so many nights. */
export const fewestNights = 14;
const smallestScale = 0.01;
const slack = 0.9;
const suspectedFrom = 2.2;
const confirmedFrom = 3.8;
/** The level of so few nights is not well known: what is confirmed must be the clearer the fewer there are. */
const fewForLevel = 22;
const clearerForFew = 20;
/** What begins so few nights after a change was told, and is no larger, is the rest of it. */
const nightsOfRest = 2;
const fewestForConfirmed = 3;
/** So many scales away one night is far. */
const farFrom = 3;
/** So many nights say how a CPU model differs from those before it. A change that comes in them is told too small (docs/trend.md). */
const nightsOfNew = 10;
/** Smaller changes are none. */
const smallestShift = Math.log(1.03);
/** Nights before the baseline are forgotten when there are so many of them. */
const mostForgotten = 128;

/**
 * Notices when the level of one series has changed: a windowed CUSUM in both directions over the last 21 nights, against the
 * interquartile mean of the 90 before, and a change only where most of these nights lie at one new level. One call for each night
 * that has a value. All its parameters are decisions of docs/trend.md, made by simulation.
 */
export class SeriesDetector {
  readonly #nights = new JudgedNights();
  #pushed = 0;
  /** By CPU model, how many of its first nights were not judged; as many as there are for one that has been there from the beginning. */
  readonly #met = new Map<string, number>();
  /** One that is judged: nights mostly come from the same. */
  #judged: string | undefined;
  #low = 0;
  #high = 0;
  #baseline = new SortedWindow();
  readonly #residuals: Residuals;
  #level = NaN;
  #hasSeen = false;
  /** The last one. */
  #told: Told | undefined;
  #offsets = new MachineOffsets();
  readonly #sums = new WindowedSums();

  constructor(residuals = new Residuals()) {
    this.#residuals = residuals;
  }

  /** Level of the baseline; NaN as long as there is none. */
  get level(): number {
    return this.#level;
  }

  /** Whether it has seen enough to say anything; before that it is silent, whatever comes. */
  get isReady(): boolean {
    return this.#residuals.size >= fewestResiduals && this.#nights.length >= fewestNights;
  }

  /**
   * `value`: the log of the night's value, `factor`: what the night did to all series, `machine`: the CPU model. Offsets of models
   * are learned from nights that have left the gap. The first nights on a model that comes when others are known say how much slower it
   * is, and nothing else: they are neither judged nor part of the level.
   */
  push(value: number, factor: number, machine: string): Finding | undefined {
    this.#pushed += 1;
    if (this.#isNew(machine)) {
      this.#offsets.learn(machine, value - factor);
      return undefined;
    }
    const raw = value - factor;
    this.#nights.add(raw - this.#offsets.of(machine), raw, this.#pushed, machine);
    const { length } = this.#nights;
    const gap = Math.min(mostGap, length >> 1);
    this.#moveBaseline(length - gap, Math.max(0, length - gap - baselineNights));
    this.#level = this.#baseline.interquartileMean();
    if (!this.isReady) return undefined;
    this.#hasSeen = true;
    return this.#scan(gap);
  }

  /** Whether it has come when the series was no longer young, and this is one of its first nights. */
  #isNew(machine: string): boolean {
    if (machine === this.#judged) return false;
    const met = this.#met.get(machine) ?? 0;
    if (met >= nightsOfNew) {
      this.#judged = machine;
      return false;
    }
    const isYoung = met === 0 && this.#nights.length < fewestNights;
    this.#met.set(machine, isYoung ? nightsOfNew : met + 1);
    return !isYoung;
  }

  #moveBaseline(toHigh: number, toLow: number): void {
    // A level that has all its nights moves by one each night, half a million times for ten years.
    if (this.#high + 1 === toHigh && this.#low + 1 === toLow) this.#slide();
    else this.#stretch(toHigh, toLow);
    if (this.#low >= mostForgotten) this.#forget();
  }

  #slide(): void {
    const value = this.#nights.at(this.#high);
    this.#residuals.add(value - this.#level);
    this.#baseline.replace(this.#nights.at(this.#low), value);
    this.#learn(this.#high);
    this.#high += 1;
    this.#low += 1;
  }

  #stretch(toHigh: number, toLow: number): void {
    for (; this.#high < toHigh; this.#high += 1) {
      const value = this.#nights.at(this.#high);
      if (this.#baseline.size >= (this.#hasSeen ? 7 : 4)) this.#residuals.add(value - this.#level);
      this.#baseline.add(value);
      this.#learn(this.#high);
      // That of the last one is looked at when what has grown old is gone.
      if (this.#high + 1 < toHigh) this.#level = this.#baseline.interquartileMean();
    }
    for (; this.#low < toLow; this.#low += 1) this.#baseline.remove(this.#nights.at(this.#low));
  }

  #learn(place: number): void {
    this.#offsets.learn(this.#nights.machines[place] ?? '', this.#nights.raw[place] ?? NaN);
  }

  #forget(): void {
    this.#nights.dropFirst(this.#low);
    [this.#low, this.#high] = [0, this.#high - this.#low];
  }

  /** Whether any of the last nights is so far from the level that something may be found: a finding takes a shift, and that a night. */
  #mayBeFound(gap: number): boolean {
    const { values, length } = this.#nights;
    const most = this.#level + smallestShift;
    const least = this.#level - smallestShift;
    for (let place = length - gap; place < length; place += 1) {
      const value = values[place] ?? NaN;
      if (value >= most || value <= least) return true;
    }
    return false;
  }

  #scan(gap: number): Finding | undefined {
    if (!this.#mayBeFound(gap)) return undefined;
    const length = this.#nights.length;
    const scale = Math.max(
      smallestScale,
      (this.#residuals.spread() / 2.563) * (1 + 4 / this.#residuals.size),
    );
    const sums = this.#sums;
    sums.fill(this.#nights, gap, this.#level, scale, slack + 1 / Math.sqrt(this.#baseline.size));
    if (sums.up < suspectedFrom && sums.down < suspectedFrom) return this.#far(scale);
    const [direction, strength, nights] =
      sums.up >= sums.down
        ? ([1, sums.up, sums.nightsUp] as const)
        : ([-1, sums.down, sums.nightsDown] as const);
    const last = Array.from(
      this.#nights.values.subarray(length - nights, length),
      (value) => direction * (value - this.#level),
    );
    const shift = median(last);
    if (shift < smallestShift) return this.#far(scale);
    const reach = this.#pushed - (this.#nights.numbers[length - nights] ?? this.#pushed) + 1;
    const found = { direction, nights, reach, shift: direction * shift, strength, scale };
    const good = last.filter((value) => value > 0.4 * shift && value < shift + 3 * scale).length;
    const isConfirmed =
      strength >= this.#confirmedFrom &&
      nights >= fewestForConfirmed &&
      good >= fewestForConfirmed &&
      good >= 0.66 * nights;
    if (!isConfirmed) return { kind: 'suspected', ...found };
    const isRest = this.#isRest(found);
    this.#restart(nights, found.shift);
    if (isRest) return undefined;
    this.#told = { direction, shift, pushed: this.#pushed };
    return { kind: 'confirmed', ...found };
  }

  get #confirmedFrom(): number {
    const nights = this.#baseline.size;
    if (nights >= fewForLevel) return confirmedFrom;
    return confirmedFrom + clearerForFew * (1 / Math.sqrt(nights) - 1 / Math.sqrt(fewForLevel));
  }

  /**
   * Whether it is what is left of the change that was told last: its first nights may have been too fast by chance, or some of the nights
   * that told it were from before it.
   */
  #isRest({ direction, shift, reach }: Pick<Finding, 'direction' | 'shift' | 'reach'>): boolean {
    const told = this.#told;
    if (told === undefined || told.direction !== direction) return false;
    return this.#pushed - reach < told.pushed + nightsOfRest && Math.abs(shift) <= told.shift;
  }

  #far(scale: number): Finding | undefined {
    const shift = this.#nights.at(this.#nights.length - 1) - this.#level;
    const strength = Math.abs(shift) / scale;
    if (strength < farFrom || Math.abs(shift) < smallestShift) return undefined;
    return { kind: 'far', direction: shift > 0 ? 1 : -1, nights: 1, reach: 1, shift, strength, scale };
  }

  /** A new segment begins with the nights at the new level. The residuals stay: noise does not change with the level. */
  #restart(nights: number, shift: number): void {
    this.#nights.dropFirst(this.#nights.length - nights);
    this.#baseline.clear();
    [this.#low, this.#high] = [0, 0];
    this.#level = median([...this.#nights.values.subarray(0, nights)]);
    this.#offsets.shift(shift);
  }

  /**
   * For the next definition. Its level is not known yet; how much nights scatter, and what machines differ by, is. What it is slower by
   * is small enough to be learned, or it is noticed: then this one goes on.
   */
  successor(): SeriesDetector {
    const next = new SeriesDetector(this.#residuals);
    next.#hasSeen = this.#hasSeen;
    for (const [machine, nights] of this.#met) if (nights >= nightsOfNew) next.#met.set(machine, nights);
    next.#offsets = MachineOffsets.from(this.#offsets.state);
    return next;
  }

  get state(): DetectorState {
    const from = this.#low;
    return {
      ...this.#nights.from(from),
      ...{ pushed: this.#pushed, met: [...this.#met], baseline: this.#high - from },
      ...{ residuals: this.#residuals.values, hasSeen: this.#hasSeen },
      ...(this.#told && { told: this.#told }),
      level: Number.isNaN(this.#level) ? null : this.#level,
      offsets: this.#offsets.state,
    };
  }

  /** A detector that goes on where another one stopped. Those of one series have the same residuals. */
  static from(state: DetectorState, residuals = new Residuals(state.residuals)): SeriesDetector {
    const detector = new SeriesDetector(residuals);
    for (const [place, value] of state.adjusted.entries())
      detector.#nights.add(
        value,
        state.raw[place] ?? NaN,
        state.pushes[place] ?? NaN,
        state.machines[place] ?? '',
      );
    detector.#pushed = state.pushed;
    for (const [machine, nights] of state.met) detector.#met.set(machine, nights);
    detector.#high = state.baseline;
    detector.#baseline = new SortedWindow(state.adjusted.slice(0, state.baseline));
    detector.#level = state.level ?? NaN;
    detector.#hasSeen = state.hasSeen;
    detector.#told = state.told;
    detector.#offsets = MachineOffsets.from(state.offsets);
    return detector;
  }
}

/** How many nights of a new series have to be there before anything can be said of it. */
export function nightsUntilReady(): number {
  const detector = new SeriesDetector();
  let nights = 0;
  for (; !detector.isReady; nights += 1) detector.push(0, 0, '');
  return nights;
}

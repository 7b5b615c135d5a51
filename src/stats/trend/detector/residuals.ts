import { SortedWindow } from './sorted-window.ts';

/** So many nights say how much a series scatters. */
const most = 180;
/** No more new ones than these are put in their places one by one when somebody asks for the spread. */
const mostWaiting = 40;

/**
 * How far the last nights were from their levels. They are sorted only when somebody asks for their spread: most nights are near their level,
 * and nothing is asked.
 */
export class Residuals {
  /** A ring, once it is full: the newest takes the place of the oldest. */
  readonly #values: number[];
  #oldest = 0;
  #sorted: SortedWindow;
  /** What is to be replaced among the sorted ones: old ones, and the new ones in their places. */
  readonly #replaced: number[] = [];
  readonly #replacing: number[] = [];

  /** The oldest first. */
  constructor(values: readonly number[] = []) {
    this.#values = [...values];
    this.#sorted = new SortedWindow(values);
  }

  get size(): number {
    return this.#values.length;
  }

  add(value: number): void {
    if (this.#values.length < most) {
      this.#values.push(value);
      this.#sorted.add(value);
      return;
    }
    if (this.#replaced.length <= mostWaiting) {
      this.#replaced.push(this.#values[this.#oldest] ?? NaN);
      this.#replacing.push(value);
    }
    this.#values[this.#oldest] = value;
    this.#oldest = (this.#oldest + 1) % most;
  }

  /** Between the first and the last tenth. NaN if there is none. */
  spread(): number {
    // To sort all of them is less work than to replace so many, one by one.
    if (this.#replaced.length > mostWaiting) this.#sorted = new SortedWindow(this.#values);
    else
      for (let place = 0; place < this.#replaced.length; place += 1)
        this.#sorted.replace(this.#replaced[place] ?? NaN, this.#replacing[place] ?? NaN);
    this.#replaced.length = 0;
    this.#replacing.length = 0;
    return this.#sorted.quantile(0.9) - this.#sorted.quantile(0.1);
  }

  /** The oldest first. */
  get values(): number[] {
    return [...this.#values.slice(this.#oldest), ...this.#values.slice(0, this.#oldest)];
  }
}

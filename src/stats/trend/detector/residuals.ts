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
  readonly #values = new Float64Array(most);
  #oldest = 0;
  size: number;
  /** Once somebody has asked. */
  #sorted: SortedWindow | undefined;
  /** What is to be replaced among the sorted ones: old ones, and the new ones in their places. More than `mostWaiting`: all of them. */
  #waiting = 0;
  readonly #replaced = new Float64Array(mostWaiting);
  readonly #replacing = new Float64Array(mostWaiting);

  /** The oldest first. */
  constructor(values: readonly number[] = []) {
    this.#values.set(values);
    this.size = values.length;
  }

  add(value: number): void {
    if (this.size < most) {
      this.#values[this.size] = value;
      this.size += 1;
      this.#sorted?.add(value);
      return;
    }
    const place = this.#oldest;
    if (this.#waiting < mostWaiting) {
      this.#replaced[this.#waiting] = this.#values[place] ?? NaN;
      this.#replacing[this.#waiting] = value;
    }
    this.#waiting += 1;
    this.#values[place] = value;
    this.#oldest = place + 1 === most ? 0 : place + 1;
  }

  /** Between the first and the last tenth. NaN if there is none. */
  spread(): number {
    const sorted = this.#inOrder();
    return sorted.quantile(0.9) - sorted.quantile(0.1);
  }

  #inOrder(): SortedWindow {
    const sorted = this.#sorted;
    const waiting = this.#waiting;
    this.#waiting = 0;
    if (sorted === undefined) return (this.#sorted = new SortedWindow(this.values));
    // To sort all of them is less work than to replace so many, one by one.
    if (waiting > mostWaiting) sorted.refill(this.#values);
    else
      for (let place = 0; place < waiting; place += 1)
        sorted.replace(this.#replaced[place] ?? NaN, this.#replacing[place] ?? NaN);
    return sorted;
  }

  /** The oldest first. */
  get values(): number[] {
    const { size } = this;
    return [...this.#values.subarray(this.#oldest, size), ...this.#values.subarray(0, this.#oldest)];
  }
}

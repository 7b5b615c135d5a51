/** Numbers in rising order, to which one is added and from which one is removed at a time. */
export class SortedWindow {
  readonly #sorted: number[];

  constructor(values: readonly number[] = []) {
    this.#sorted = [...values].sort((a, b) => a - b);
  }

  get size(): number {
    return this.#sorted.length;
  }

  add(value: number): void {
    this.#sorted.splice(this.#place(value), 0, value);
  }

  /** One that is not there is not removed. */
  remove(value: number): void {
    const place = this.#place(value);
    if (this.#sorted[place] === value) this.#sorted.splice(place, 1);
  }

  clear(): void {
    this.#sorted.length = 0;
  }

  /** Mean of the middle half: a quarter of the values, rounded down, is left out at each end. NaN if there is none. */
  interquartileMean(): number {
    const left = this.#sorted.length >> 2;
    const end = this.#sorted.length - left;
    let sum = 0;
    for (let index = left; index < end; index += 1) sum += this.#sorted[index] ?? 0;
    return sum / (end - left);
  }

  /** Linear between the values beside it (type 7 of Hyndman & Fan, The American Statistician 50 (1996) 361-365). `share`: 0 to 1. */
  quantile(share: number): number {
    const at = (this.#sorted.length - 1) * share;
    const below = Math.floor(at);
    const low = this.#sorted[below] ?? NaN;
    const high = this.#sorted[below + 1] ?? low;
    return low + (at - below) * (high - low);
  }

  /** Where a value stands, or would stand: the first place with nothing smaller. */
  #place(value: number): number {
    let [low, high] = [0, this.#sorted.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#sorted[middle] ?? 0) < value) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** Numbers in rising order, to which one is added and from which one is removed at a time. */
export class SortedWindow {
  // Splicing an array makes another one of what it takes out.
  #sorted: Float64Array;
  #size: number;

  constructor(values: readonly number[] = []) {
    this.#sorted = new Float64Array(values).sort();
    this.#size = values.length;
  }

  get size(): number {
    return this.#size;
  }

  add(value: number): void {
    const place = this.#place(value);
    this.append(value);
    this.#sorted.copyWithin(place + 1, place, this.#size - 1);
    this.#sorted[place] = value;
  }

  /** Out of order, until `sort` is called: for many at once. */
  append(value: number): void {
    if (this.#size === this.#sorted.length) {
      const more = new Float64Array(Math.max(16, 2 * this.#size));
      more.set(this.#sorted);
      this.#sorted = more;
    }
    this.#sorted[this.#size] = value;
    this.#size += 1;
  }

  sort(): void {
    this.#sorted.subarray(0, this.#size).sort();
  }

  /** One that is not there is not removed. */
  remove(value: number): void {
    const place = this.#place(value);
    if (place === this.#size || this.#sorted[place] !== value) return;
    this.#sorted.copyWithin(place, place + 1, this.#size);
    this.#size -= 1;
  }

  /** The same as to remove the one and add the other, with what lies between them moved once. One that is not there is not removed. */
  replace(old: number, value: number): void {
    const from = this.#place(old);
    if (from === this.#size || this.#sorted[from] !== old) {
      this.add(value);
      return;
    }
    const sorted = this.#sorted;
    const last = this.#size - 1;
    let place = from;
    while (place < last) {
      const next = sorted[place + 1] ?? NaN;
      if (!(next < value)) break;
      sorted[place] = next;
      place += 1;
    }
    while (place > 0) {
      const next = sorted[place - 1] ?? NaN;
      if (!(next > value)) break;
      sorted[place] = next;
      place -= 1;
    }
    sorted[place] = value;
  }

  clear(): void {
    this.#size = 0;
  }

  /** With as many others as there are. */
  refill(values: Float64Array): void {
    const own = this.#sorted.subarray(0, this.#size);
    own.set(values);
    own.sort();
  }

  /** Adds the same to each of them. */
  shift(by: number): void {
    for (let index = 0; index < this.#size; index += 1) this.#sorted[index] = this.#at(index) + by;
  }

  /** Mean of the middle half: a quarter of the values, rounded down, is left out at each end. NaN if there is none. */
  interquartileMean(): number {
    const left = this.#size >> 2;
    const end = this.#size - left;
    const sorted = this.#sorted;
    let sum = 0;
    for (let index = left; index < end; index += 1) sum += sorted[index] ?? NaN;
    return sum / (end - left);
  }

  /** Linear between the values beside it (type 7 of Hyndman & Fan, The American Statistician 50 (1996) 361-365). `share`: 0 to 1. */
  quantile(share: number): number {
    if (this.#size === 0) return NaN;
    const at = (this.#size - 1) * share;
    const below = Math.floor(at);
    const low = this.#at(below);
    const high = below + 1 < this.#size ? this.#at(below + 1) : low;
    return low + (at - below) * (high - low);
  }

  #at(index: number): number {
    return this.#sorted[index] ?? NaN;
  }

  /** Where a value stands, or would stand: the first place with nothing smaller. */
  #place(value: number): number {
    const sorted = this.#sorted;
    let low = 0;
    let high = this.#size;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sorted[middle] ?? NaN) < value) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

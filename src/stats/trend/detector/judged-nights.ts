/** Room for so many nights is made at first. */
const first = 160;

/**
 * The nights that a detector still looks at, the oldest first. Half a million are added for ten years of all series: they lie in memory
 * that is made once, and what is beyond `length` means nothing.
 */
export class JudgedNights {
  length = 0;
  /** Their values, without what the night and the machine have done to them. Logs. */
  values = new Float64Array(first);
  /** Without what the night has done to them. */
  raw = new Float64Array(first);
  /** Of each its number among all that were given. */
  numbers = new Float64Array(first);
  machines: string[] = [];

  add(value: number, raw: number, number: number, machine: string): void {
    const place = this.length;
    if (place === this.values.length) this.#grow();
    this.values[place] = value;
    this.raw[place] = raw;
    this.numbers[place] = number;
    this.machines[place] = machine;
    this.length = place + 1;
  }

  at(place: number): number {
    return this.values[place] ?? NaN;
  }

  dropFirst(nights: number): void {
    for (const column of [this.values, this.raw, this.numbers]) column.copyWithin(0, nights, this.length);
    this.machines = this.machines.slice(nights);
    this.length -= nights;
  }

  /** Those from a place on, as they are kept between nights. */
  from(place: number): { adjusted: number[]; raw: number[]; pushes: number[]; machines: string[] } {
    const of = (column: Float64Array): number[] => [...column.subarray(place, this.length)];
    return {
      ...{ adjusted: of(this.values), raw: of(this.raw), pushes: of(this.numbers) },
      machines: this.machines.slice(place),
    };
  }

  #grow(): void {
    [this.values, this.raw, this.numbers] = [grown(this.values), grown(this.raw), grown(this.numbers)];
  }
}

function grown(column: Float64Array<ArrayBuffer>): Float64Array<ArrayBuffer> {
  const more = new Float64Array(2 * column.length);
  more.set(column);
  return more;
}

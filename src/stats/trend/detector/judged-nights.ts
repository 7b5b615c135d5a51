/** Room for so many nights is made at first. */
const first = 160;

/**
 * The nights that a detector still looks at, the oldest first. Half a million are added for ten years of all series: they lie in memory
 * that is made once, and what is beyond `length` means nothing.
 */
export class JudgedNights {
  length = 0;
  /** Their values, without what the night and the machine have done to them. Logs. */
  values!: Float64Array;
  /** Without what the night has done to them. */
  raw!: Float64Array;
  /** Of each its number among all that were given. */
  numbers!: Float64Array;
  machines: string[] = [];

  constructor() {
    this.#makeRoom(first);
  }

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
    const { values, raw, numbers } = this;
    this.#makeRoom(2 * values.length);
    this.values.set(values);
    this.raw.set(raw);
    this.numbers.set(numbers);
  }

  /** One piece of memory for all three. */
  #makeRoom(nights: number): void {
    const bytes = nights * Float64Array.BYTES_PER_ELEMENT;
    const memory = new ArrayBuffer(3 * bytes);
    this.values = new Float64Array(memory, 0, nights);
    this.raw = new Float64Array(memory, bytes, nights);
    this.numbers = new Float64Array(memory, 2 * bytes, nights);
  }
}

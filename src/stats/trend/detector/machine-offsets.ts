import { SortedWindow } from './sorted-window.ts';

/** By CPU model, its newest values, the oldest first. */
export type MachineState = readonly (readonly [name: string, values: readonly number[]])[];

const kept = 40;
/** With so many nights the offset of a CPU model counts half. */
const halfTrust = 4;

interface Model {
  readonly name: string;
  /** A ring, once it is full: the newest takes the place of the oldest. */
  readonly values: number[];
  oldest: number;
  /** The same in rising order, once there is another model to hold them against. */
  sorted: SortedWindow | undefined;
}

/** How much slower a CPU model is than the others, learned from the nights of one series. Logs. */
export class MachineOffsets {
  readonly #models = new Map<string, Model>();
  readonly #offsets = new Map<string, number>();
  /** Nights mostly come from the same. */
  #newest: Model | undefined;

  /** 0 as long as there is only one model, and for one that is new. */
  of(machine: string): number {
    return this.#models.size > 1 ? (this.#offsets.get(machine) ?? 0) : 0;
  }

  learn(machine: string, value: number): void {
    this.#add(machine, value);
    if (this.#models.size > 1) this.#weigh();
  }

  /** All nights get another level. */
  shift(by: number): void {
    for (const { values, sorted } of this.#models.values()) {
      for (const [index, value] of values.entries()) values[index] = value + by;
      sorted?.shift(by);
    }
  }

  get state(): MachineState {
    return [...this.#models].map(([name, { values, oldest }]) => [
      name,
      [...values.slice(oldest), ...values.slice(0, oldest)],
    ]);
  }

  static from(state: MachineState): MachineOffsets {
    const offsets = new MachineOffsets();
    for (const [name, values] of state) for (const value of values) offsets.#add(name, value);
    if (offsets.#models.size > 1) offsets.#weigh();
    return offsets;
  }

  #add(machine: string, value: number): void {
    const model = this.#newest?.name === machine ? this.#newest : this.#model(machine);
    const { values, sorted } = model;
    if (values.length < kept) {
      values.push(value);
      sorted?.add(value);
      return;
    }
    sorted?.replace(values[model.oldest] ?? NaN, value);
    values[model.oldest] = value;
    model.oldest = model.oldest + 1 === kept ? 0 : model.oldest + 1;
  }

  #model(name: string): Model {
    const model = this.#models.get(name) ?? { name, values: [], oldest: 0, sorted: undefined };
    if (!this.#models.has(name)) {
      this.#models.set(name, model);
      if (this.#models.size > 1)
        for (const one of this.#models.values()) one.sorted ??= new SortedWindow(one.values);
    }
    this.#newest = model;
    return model;
  }

  #weigh(): void {
    let [total, sum] = [0, 0];
    const medians = new Map<string, { readonly middle: number; readonly count: number }>();
    for (const [name, { values, sorted }] of this.#models) {
      const [middle, count] = [sorted?.quantile(0.5) ?? NaN, values.length];
      medians.set(name, { middle, count });
      total += count;
      sum += middle * count;
    }
    const centre = sum / total;
    for (const [name, { middle, count }] of medians)
      this.#offsets.set(name, ((middle - centre) * count) / (count + halfTrust));
  }
}

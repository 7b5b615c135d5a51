import { SortedWindow } from './sorted-window.ts';

/** By CPU model, its newest values, the oldest first. */
export type MachineState = readonly (readonly [name: string, values: readonly number[]])[];

const kept = 40;
/** With so many nights the offset of a CPU model counts half. */
const halfTrust = 4;

interface Model {
  /** The oldest first. */
  readonly values: number[];
  /** The same in rising order, once there is another model to hold them against. */
  sorted: SortedWindow | undefined;
}

/** How much slower a CPU model is than the others, learned from the nights of one series. Logs. */
export class MachineOffsets {
  readonly #models = new Map<string, Model>();
  readonly #offsets = new Map<string, number>();

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
    return [...this.#models].map(([name, { values }]) => [name, values]);
  }

  static from(state: MachineState): MachineOffsets {
    const offsets = new MachineOffsets();
    for (const [name, values] of state) for (const value of values) offsets.#add(name, value);
    if (offsets.#models.size > 1) offsets.#weigh();
    return offsets;
  }

  #add(machine: string, value: number): void {
    let model = this.#models.get(machine);
    if (model === undefined) {
      model = { values: [], sorted: undefined };
      this.#models.set(machine, model);
      if (this.#models.size > 1)
        for (const one of this.#models.values()) one.sorted ??= new SortedWindow(one.values);
    }
    model.values.push(value);
    model.sorted?.add(value);
    if (model.values.length <= kept) return;
    const oldest = model.values.shift();
    if (oldest !== undefined) model.sorted?.remove(oldest);
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

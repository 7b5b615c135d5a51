import { SortedWindow } from './sorted-window.ts';

/** By CPU model, its newest values, the oldest first. */
export type MachineState = readonly (readonly [name: string, values: readonly number[]])[];

const kept = 40;
/** With so many nights the offset of a CPU model counts half. */
const halfTrust = 4;

/** How much slower a CPU model is than the others, learned from the nights of one series. Logs. */
export class MachineOffsets {
  readonly #models = new Map<string, { readonly values: number[]; readonly sorted: SortedWindow }>();
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
      sorted.shift(by);
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
    if (model === undefined) this.#models.set(machine, (model = { values: [], sorted: new SortedWindow() }));
    model.values.push(value);
    model.sorted.add(value);
    if (model.values.length <= kept) return;
    const oldest = model.values.shift();
    if (oldest !== undefined) model.sorted.remove(oldest);
  }

  #weigh(): void {
    let [total, sum] = [0, 0];
    for (const { sorted } of this.#models.values()) {
      total += sorted.size;
      sum += sorted.quantile(0.5) * sorted.size;
    }
    const centre = sum / total;
    for (const [name, { sorted }] of this.#models)
      this.#offsets.set(name, ((sorted.quantile(0.5) - centre) * sorted.size) / (sorted.size + halfTrust));
  }
}

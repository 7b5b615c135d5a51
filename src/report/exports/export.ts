import type { ChartSource } from '../charts/chart.ts';

/** Declares a file that another tool reads. Each lies in a file of its own, which registers it. */
export interface Export {
  readonly id: string;
  readonly order: number;
  /** What it is called where all of them are written into one folder. */
  readonly file: string;
  /** Who reads it, and what is in it. */
  readonly about: string;
  readonly print: (source: ChartSource) => string;
}

import type { ShownTable } from './table.ts';

/** Lines in an order that means something. */
export interface NumberedList {
  readonly title: string;
  readonly lines: readonly string[];
}

/** What a command answers. */
export interface Report {
  /** The same for programs, with the names that they know. Absent: the tables as they are. */
  readonly data?: unknown;
  /** Lines above the tables, each with a label that later lines of its text are set in under. */
  readonly lead?: readonly (readonly [label: string, text: string])[];
  readonly tables: readonly ShownTable[];
  /** The tables stand alone: each says where its numbers are from, also in a terminal. */
  readonly standAlone?: true;
  /** What is to be said of all tables together; one sentence each. */
  readonly notes?: readonly string[];
  /** Below the notes. */
  readonly list?: NumberedList;
  /** Lines below all else. */
  readonly end?: readonly string[];
  /** What only somebody who watches has to know: it goes beside the answer, not into it. */
  readonly aside?: readonly string[];
}

/** Declares a way to print any report. Each lies in a file of its own, which registers it. */
export interface Format {
  readonly id: string;
  /** The first one is what a command prints unless an option asks for another one. */
  readonly order: number;
  /** The switch of a command that asks for it; absent where none does. */
  readonly option?: string;
  /** Programs read it: nothing is told beside it. */
  readonly isForPrograms?: true;
  /** `columns`: of the terminal, unlimited in a file or a pipe. */
  readonly print: (report: Report, columns?: number) => string;
}

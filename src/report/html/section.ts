import type { Chart, ChartSource } from '../charts/chart.ts';
import type { Table } from '../table.ts';
import type { Html } from './html.ts';

/** What a page is made of: a run with all its charts. */
export interface PageSource extends ChartSource {
  /** The command that derives the page again. */
  readonly command: string;
}

/** Declares a section of the report of a run. Each lies in a file of its own, which registers it. */
export interface Section {
  readonly id: string;
  /** Its place in the report, the smallest first. */
  readonly order: number;
  readonly title: string;
  /** What the reader sees there, in one or two sentences. */
  readonly intro?: string;
  /** One for each app; beside it stand its numbers. */
  readonly chart?: Chart;
  readonly tables?: readonly Table<'run'>[];
  /** The numbers of its cells are shaded, the larger the darker: column by column. */
  readonly isShaded?: true;
  /** What is neither. Undefined if there is nothing to say. */
  readonly own?: (source: PageSource) => Html | undefined;
}

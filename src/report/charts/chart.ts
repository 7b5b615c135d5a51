import type { LayerRow, StepRow, BuildRow } from '../../record/rows.ts';
import type { NightReport } from '../night/night-text.ts';
import type { Cells, Sources } from '../table.ts';

/** What charts are made of: a run, and what only some of them need of it. */
export interface ChartSource extends Readonly<Sources['run']> {
  /** Of images.csv's layers; none of a run that did not look into images. */
  readonly layers: readonly LayerRow[];
  readonly steps: readonly StepRow[];
  /** With the columns that only charts of steps need. */
  readonly buildRows: readonly BuildRow[];
  /** The nights that the run is one of, or that are shown beside it. */
  readonly trend?: NightReport;
}

/** A picture of numbers, and the same without eyes. */
interface DrawnChart {
  /** SVG without a script and without a font of its own. */
  readonly svg: string;
  /** The finding in one or two sentences: what somebody would be told who cannot see it. */
  readonly alt: string;
  /** The numbers that it shows. */
  readonly cells: Cells;
}

/** How wide a chart is drawn; CSS pixels. */
export interface Canvas {
  readonly width: number;
  /** In a file of its own a chart brings its colours; in a page they are the page's. */
  readonly isAlone: boolean;
}

/** Declares a chart of one app. Each lies in a file of its own, which registers it. */
export interface Chart {
  readonly id: string;
  readonly about: string;
  readonly title: (app: string) => string;
  /** Undefined if the run has nothing that it could show of the app. */
  draw(source: ChartSource, app: string, canvas: Canvas): DrawnChart | undefined;
}

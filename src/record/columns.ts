import { namesOf } from '../domain/metrics/column.ts';
import { fileMetrics } from '../domain/metrics/files.ts';

/** The columns of each file, in order. csv-stringify drops every key that is not named here. */
export const buildColumns = namesOf(fileMetrics.builds);
export const stepColumns = namesOf(fileMetrics.steps);
export const imageColumns = namesOf(fileMetrics.images);
export const layerColumns = namesOf(fileMetrics.layers);
export const summaryColumns = namesOf(fileMetrics.summary);

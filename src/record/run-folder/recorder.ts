import type { Recorder } from '../../domain/run/run-events.ts';
import type { RunFolder } from './run-folder.ts';

/** Writes the rows of a run into its folder. With `keepLogs` it keeps the log of each build, not only of failed ones. */
export const recorder = (folder: Pick<RunFolder, 'addSample' | 'addImage'>, keepLogs: boolean): Recorder => ({
  sample: (sample, rawLog) => folder.addSample(sample, rawLog, keepLogs),
  image: (image) => folder.addImage(image),
});

import type { Recorder } from '../../domain/run/run-events.ts';
import type { RunFolder } from './run-folder.ts';

/** Writes the rows of a run into its folder. With `keepLogs` it keeps the log of each build, not only of failed ones. */
export const recorder = (folder: Pick<RunFolder, 'addVisit' | 'addImage'>, keepLogs: boolean): Recorder => ({
  visit: (builds) => folder.addVisit(builds, keepLogs),
  image: (image) => folder.addImage(image),
});

import type { ImageRecord } from './image.ts';
import type { Visit } from './plan.ts';
import type { Sample } from './sample.ts';

/** Handed on as they happen: the recorder saves, the display shows. Both `saved` kinds are awaited. */
export interface RunEvents {
  readonly visitStarted: (visit: Visit) => void;
  readonly stepStarted: (visit: Visit, step: string) => void;
  /** What the run does between builds: cleaning, inspecting, starting. */
  readonly activity: (visit: Visit, what: string) => void;
  readonly sample: (sample: Sample, rawLog: string) => Promise<void>;
  readonly image: (image: ImageRecord) => Promise<void>;
}

import type { ImageRecord } from '../image/image.ts';
import type { Visit } from './plan.ts';
import type { MadeBuilds, Sample } from './sample.ts';

/** Saves what was found. A run goes on when it is on the disk. */
export interface Recorder {
  /** All builds of a visit, in order. */
  readonly visit: (builds: MadeBuilds) => Promise<void>;
  readonly image: (image: ImageRecord) => Promise<void>;
}

/** Is told what happens. Nobody waits for it: `undefined` refuses functions that return a promise. */
export interface RunListener {
  readonly visitStarted?: (visit: Visit) => undefined;
  readonly stepStarted?: (visit: Visit, step: string) => undefined;
  /** What the run does between builds: cleaning, inspecting, starting. */
  readonly activity?: (visit: Visit, what: string) => undefined;
  /** All builds of a visit, in order. They are saved by then. */
  readonly visited?: (samples: readonly [Sample, ...Sample[]]) => undefined;
}

/** What a walk hands on as it happens. */
export interface RunEvents extends Pick<Recorder, 'image'> {
  readonly visitStarted: (visit: Visit) => void;
  readonly stepStarted: (visit: Visit, step: string) => void;
  readonly activity: (visit: Visit, what: string) => void;
  readonly visited: (builds: MadeBuilds) => Promise<void>;
}

/** The one recorder is awaited; then the listeners are told, in their order. */
export function runEvents(recorder: Recorder, ...listeners: readonly RunListener[]): RunEvents {
  return {
    visitStarted: (visit) => {
      for (const listener of listeners) listener.visitStarted?.(visit);
    },
    stepStarted: (visit, step) => {
      for (const listener of listeners) listener.stepStarted?.(visit, step);
    },
    activity: (visit, what) => {
      for (const listener of listeners) listener.activity?.(visit, what);
    },
    visited: async (builds) => {
      await recorder.visit(builds);
      const [{ sample: first }, ...others] = builds;
      for (const listener of listeners) listener.visited?.([first, ...others.map(({ sample }) => sample)]);
    },
    image: (image) => recorder.image(image),
  };
}

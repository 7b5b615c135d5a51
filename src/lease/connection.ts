import type { Clock } from '../domain/clock.ts';
import type { MachineWatch } from '../domain/run/machine-use.ts';
import type { EmptyEngine, Engine } from '../engine/engine.ts';

/** An engine in use. `close` stops a private engine if this process started it. */
export interface Connection {
  readonly engine: Engine;
  readonly clock: Clock;
  readonly close: () => Promise<void>;
  /** What else its machine does; of a real engine it is found out when it is wanted. */
  readonly machine?: MachineWatch;
  /** A second engine with nothing but these images; absent where no engine may be thrown away. */
  readonly empty?: (images: readonly string[]) => Promise<EmptyEngine>;
  /** Why the user's own engine is not the one, where it would have come first. */
  readonly instead?: string;
}

import type { CommandContext } from '../context.ts';
import type { AskedEngine, OwnEngine, PrivateEngine } from './engines-seen.ts';
import type { BasesState } from './bases-state.ts';
import type { Finding } from './finding.ts';
import type { MachineState } from './machine-state.ts';

/** What checks look at. What several of them need is asked once, before the first check. */
export interface Seen {
  readonly context: CommandContext;
  /** Absolute path of the folder that holds the runs. */
  readonly results: string;
  readonly own: OwnEngine;
  readonly private: PrivateEngine;
  /** The engine that a run would use. */
  readonly asked: AskedEngine;
  readonly bases: BasesState;
  readonly machine: MachineState;
}

/** One thing that `doctor` looks at. `Needs` are the parts of what was seen that it asks for. */
export interface Check<Needs extends keyof Seen = keyof Seen> {
  readonly id: string;
  /** Its place in the list: checks come by this number, the smallest first. */
  readonly order: number;
  /** The lines of the list; none where there is nothing to tell. It changes nothing, and a known error is a line. */
  readonly find: (seen: Pick<Seen, Needs>) => readonly Finding[] | Promise<readonly Finding[]>;
}

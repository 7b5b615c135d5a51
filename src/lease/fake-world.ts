import type { AppDefinition } from '../domain/definitions/app.ts';
import type { Definitions } from '../domain/definitions/definitions.ts';
import type { Host } from '../domain/host.ts';

/** What the fake engine makes believe of: it builds these apps, and they answer as they promise. */
export interface FakeWorld extends Pick<Definitions, 'apps' | 'strategies'> {
  /** What experiments add; nothing if absent. */
  readonly experiments?: Definitions['experiments'];
  /** Folder of an app's build context. */
  readonly contextOf: (app: AppDefinition) => string;
  /** What Ctrl-C does. */
  readonly interrupt: () => void;
  /** What SIGKILL does. */
  readonly kill: () => void;
}

/** What it takes to connect to any engine. */
export interface EngineHost extends Host {
  /** Absent where nobody can ask for the fake engine. */
  readonly fakeWorld?: FakeWorld;
}

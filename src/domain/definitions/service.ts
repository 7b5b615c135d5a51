import type { Health } from './health.ts';

/** What an app needs to start, such as a database: a container beside it, for the time of its starts. */
export interface ProjectService {
  /** The app and later services reach it by this name. */
  readonly name: string;
  /** An image of the engine, a base, or one of a registry; absent if it is built. */
  readonly image?: string;
  readonly build?: ServiceBuild;
  /** In place of the image's own. */
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  /** That it listens on, whatever PORT says. */
  readonly port?: number;
  /** What shows that it is ready. */
  readonly ready: Health | ReadyCommand;
  /** How long it may take until it is ready; ms. */
  readonly timeoutMs: number;
}

/** It ends with exit code 0 in the container. */
interface ReadyCommand {
  readonly kind: 'command';
  readonly command: readonly string[];
}

export interface ServiceBuild {
  /** Absolute path. */
  readonly dockerfile: string;
  /** The folder of its build context; absolute path. */
  readonly context: string;
  readonly target?: string;
  readonly args?: Readonly<Record<string, string>>;
}

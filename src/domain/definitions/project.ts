import type { Health } from './health.ts';
import type { ProjectService } from './service.ts';

/** How the images of a project are started. */
export interface ProjectStart {
  /** Looked for at the first start, and demanded from then on, if absent. */
  readonly health?: Health;
  /** That the app listens on; absent if it does not. */
  readonly port?: number;
  /** In place of the image's own. */
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly user?: string;
  /** Paths in the container at which an empty volume lies. */
  readonly volumes?: readonly string[];
  /** What it needs to start, in the order in which it is started. */
  readonly services?: readonly ProjectService[];
  /** How long it may take until it works; ms. */
  readonly timeoutMs: number;
}

/** One Dockerfile of a project, and what it is built with. */
export interface ProjectVariant {
  /** Absolute path. */
  readonly dockerfile: string;
  readonly target?: string;
  readonly args?: Readonly<Record<string, string>>;
  /** As `docker build --secret` takes them. They say where a secret is found, and not what it is. */
  readonly secrets?: readonly string[];
  readonly ssh?: readonly string[];
  readonly platform?: string;
  /** That its image listens on, where that is another one than `start` says. */
  readonly port?: number;
}

/** A directory that the bench has never seen, measured like an app. */
export interface Project {
  /** The name of its folder, without what is above it. */
  readonly name: string;
  /** Its folder; absolute path. */
  readonly root: string;
  /** Present where it is measured beside its head, of which it is another commit: what shows that it works may be something else. */
  readonly isBase?: true;
  /** The folder of its build context; absolute path. */
  readonly context: string;
  /** Absolute paths that are no part of it though they may lie in it, such as the folder of results. */
  readonly skipped: readonly string[];
  /** Its stagebench.json, if it has one; absolute path. */
  readonly config?: string;
  /** By variant, which stands as the strategy in rows. */
  readonly variants: Readonly<Record<string, ProjectVariant>>;
  readonly start: ProjectStart;
  /** By the name in FROM, the base that is taken in its place. */
  readonly mapped: Readonly<Record<string, string>>;
}

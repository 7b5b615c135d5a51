import type { Found, Served } from '../shape.ts';
import type { PackageManager } from './package-manager.ts';

/** What of the build an image gets: the folder that it makes and what is read beside it, or everything. */
export type Runtime =
  { readonly kind: 'output'; readonly copied: readonly string[] } | { readonly kind: 'everything' };

/** A package that can be started. */
export interface NodeApp extends Served {
  readonly name: string;
  /** From the root of the project; empty if it is the root. */
  readonly folder: string;
  readonly builds: boolean;
  readonly hasDependencies: boolean;
  readonly runtime: Runtime;
  /** What node is started with, in the folder of the app. */
  readonly start: Found<readonly string[]>;
}

export interface NodeShape extends NodeApp {
  readonly manager: PackageManager;
  /** What dependencies are installed by, from the root: manifests, lockfile, settings. */
  readonly manifests: readonly string[];
  /** The script `prepare` cannot run before the sources are there. */
  readonly preparesItself: boolean;
  /** A script of the install that may need the sources, too. */
  readonly installScript: string | undefined;
  /** The root has a script that builds all packages of the workspace. */
  readonly rootBuilds: boolean;
  readonly isWorkspace: boolean;
  /** Of a workspace all that could be started; which one is, is `open` if there are several. */
  readonly apps: readonly NodeApp[];
  readonly open?: string;
  /** What the manifest demands, if that is not Node 24. */
  readonly otherNode: string | undefined;
}

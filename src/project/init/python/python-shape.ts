import type { Found, Served } from '../shape.ts';

/** What an image installs: for production only, or what tests and linters need, too. */
export type Wanted = 'production' | 'all';

/** What names the dependencies of a project, and how an image installs them. */
export interface PythonDependencies {
  readonly manager: 'pip' | 'uv' | 'poetry';
  /** What is copied before anything is installed. */
  readonly manifests: Readonly<Record<Wanted, readonly string[]>>;
  /** Files for `pip install -r`. A lockfile of another tool is exported to one. */
  readonly requirements: Readonly<Record<Wanted, readonly string[]>>;
  /** Names in lower case, as far as they are named and not only locked. */
  readonly names: ReadonlySet<string>;
  readonly isLocked: boolean;
  readonly hasDevelopmentGroup: boolean;
}

export interface PythonShape extends Served {
  readonly dependencies: PythonDependencies;
  /** What python is started with. */
  readonly start: Found<readonly string[]>;
  /** What else could be started, by name: the scripts of the manifest. */
  readonly scripts: Readonly<Record<string, readonly string[]>>;
  /** What the start needs to be told: a comment. */
  readonly remark: string | undefined;
  /** Variables that the server reads. */
  readonly environment: Readonly<Record<string, string>>;
  /** The packages lie in src/. */
  readonly srcLayout: boolean;
  /** What the manifest demands, if that is not Python 3.13. */
  readonly otherPython: string | undefined;
}

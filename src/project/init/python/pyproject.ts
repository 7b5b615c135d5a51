import { parse } from 'smol-toml';
import { StagebenchError } from '../../../domain/errors.ts';
import type { ProjectFolder } from '../project-folder.ts';

/** What is read of a pyproject.toml: https://packaging.python.org/en/latest/specifications/pyproject-toml/ */
export interface Pyproject {
  readonly project?: {
    readonly dependencies?: readonly string[];
    readonly 'requires-python'?: string;
    readonly scripts?: Readonly<Record<string, string>>;
  };
  readonly 'dependency-groups'?: Readonly<Record<string, unknown>>;
  readonly tool?: {
    readonly uv?: unknown;
    readonly poetry?: {
      readonly dependencies?: Readonly<Record<string, unknown>>;
      readonly scripts?: Readonly<Record<string, unknown>>;
      readonly group?: Readonly<Record<string, unknown>>;
    };
  };
}

/** Throws PROJECT_UNREADABLE, with line and column. */
export async function readPyproject({ path, read }: ProjectFolder): Promise<Pyproject> {
  const text = (await read('pyproject.toml')) ?? '';
  try {
    return parse(text);
  } catch (error) {
    throw new StagebenchError(
      'PROJECT_UNREADABLE',
      `${path}/pyproject.toml is no TOML: ${(error as Error).message.trim()}`,
      { cause: error },
    );
  }
}

import { posix } from 'node:path';
import type { ProjectFolder } from '../project-folder.ts';
import type { Pyproject } from './pyproject.ts';
import type { PythonDependencies } from './python-shape.ts';

/** Where requirements for production are usually kept. */
const usualFiles = [
  'requirements.txt',
  ...['production', 'prod', 'base'].map((name) => `requirements/${name}.txt`),
];
const developmentFiles = ['requirements-dev.txt', 'dev-requirements.txt', 'requirements/dev.txt'];

/** A lockfile says which tool installs. Without one, the manifest is exported, too: pip installs what it names. */
export async function dependenciesOf(
  folder: ProjectFolder,
  pyproject: Pyproject,
): Promise<PythonDependencies> {
  const { project, tool } = pyproject;
  const named = [...(project?.dependencies ?? []), ...Object.keys(tool?.poetry?.dependencies ?? {})];
  const groups = { ...tool?.poetry?.group, ...pyproject['dependency-groups'] };
  const common = {
    ...{ names: namesOf(named), hasDevelopmentGroup: 'dev' in groups },
    requirements: both(['requirements.txt']),
  };
  for (const manager of ['uv', 'poetry'] as const) {
    const lockfile = `${manager}.lock`;
    if (folder.has(lockfile))
      return { ...common, manager, manifests: both(['pyproject.toml', lockfile]), isLocked: true };
  }
  const file = usualFiles.find(folder.has);
  if (file === undefined) {
    // What is written for poetry, pip does not understand.
    const manager = tool?.poetry?.dependencies === undefined ? 'pip' : 'poetry';
    return { ...common, manager, manifests: both(['pyproject.toml']), isLocked: false };
  }
  const dev = developmentFiles.filter(folder.has).slice(0, 1);
  const production = await withIncluded(folder, [file]);
  const all = await withIncluded(folder, [file, ...dev]);
  const lines = [...production.values()].flatMap((text) => text.split('\n'));
  return {
    ...{ manager: 'pip', hasDevelopmentGroup: false, isLocked: true },
    manifests: { production: [...production.keys()], all: [...all.keys()] },
    requirements: { production: [file], all: [file, ...dev] },
    names: namesOf([...named, ...lines]),
  };
}

const both = (files: readonly string[]) => ({ production: files, all: files });

/** Files of requirements and those that they include: https://pip.pypa.io/en/stable/reference/requirements-file-format/ */
async function withIncluded(
  folder: ProjectFolder,
  files: readonly string[],
  found = new Map<string, string>(),
): Promise<ReadonlyMap<string, string>> {
  for (const file of files) {
    const text = await folder.read(file);
    if (text === undefined || found.has(file)) continue;
    found.set(file, text);
    const included = [...text.matchAll(/^(?:-r|-c|--requirement|--constraint)[\s=]+(\S+)/gm)];
    const paths = included.map(([, name = '']) => posix.join(posix.dirname(file), name));
    await withIncluded(folder, paths, found);
  }
  return found;
}

/** Without extras, versions and markers. */
const namesOf = (specifiers: readonly string[]): Set<string> =>
  new Set(
    specifiers
      .map((line) => /^[\w.-]+/.exec(line.trim())?.[0].toLowerCase().replaceAll(/[_.]/g, '-') ?? '')
      .filter((name) => name !== '' && !name.startsWith('-')),
  );

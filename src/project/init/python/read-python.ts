import { readSources, type ProjectFolder } from '../project-folder.ts';
import { servedBy } from '../served.ts';
import { dependenciesOf } from './dependencies.ts';
import { readPyproject, type Pyproject } from './pyproject.ts';
import type { PythonShape } from './python-shape.ts';
import { modulesOf, scriptProgram, startOf } from './start.ts';

const usualPort = 8000;

const isSource = (file: string): boolean =>
  file.endsWith('.py') && !/(^|\/)(tests?|docs|migrations)\/|(^|\/)(test_|setup\.py|conftest)/.test(file);

/** Reads a Python project. Throws PROJECT_UNREADABLE. */
export async function readPython(folder: ProjectFolder): Promise<PythonShape> {
  const pyproject = await readPyproject(folder);
  const dependencies = await dependenciesOf(folder, pyproject);
  const sources = await readSources(folder, isSource);
  const served = servedBy(sources.values(), usualPort, 'Python');
  const scripts = scriptsOf(pyproject);
  const start = startOf(modulesOf(sources), dependencies.names, scripts, served.port.value);
  const { ownsPort, ...started } = start;
  const demanded = pyproject.project?.['requires-python'] ?? '';
  return {
    ...{ dependencies, scripts, ...started },
    port: ownsPort ? { value: served.port.value } : served.port,
    health: served.health,
    srcLayout: folder.files.some((file) => /^src\/.*\.py$/.test(file)) && !folder.has('src/__init__.py'),
    otherPython: /<\s*3\.(\d|1[0-3])\b(?!\.\d)|[=~]=\s*3\.(\d|1[0-2])\b/.test(demanded)
      ? demanded
      : undefined,
  };
}

function scriptsOf({ project, tool }: Pyproject): PythonShape['scripts'] {
  const all = { ...tool?.poetry?.scripts, ...project?.scripts };
  return Object.fromEntries(
    Object.entries(all).flatMap(([name, entry]) =>
      typeof entry === 'string' ? [[name, scriptProgram(entry)] as const] : [],
    ),
  );
}

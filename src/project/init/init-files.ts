import { StagebenchError } from '../../domain/errors.ts';
import { dockerignore } from './dockerignore.ts';
import { hasCommand } from './go/go-shape.ts';
import { go } from './go/go.ts';
import type { AnyLanguage, Ask } from './language.ts';
import type { ProjectFolder } from './project-folder.ts';
import { node } from './node/node.ts';
import { python } from './python/python.ts';
import { mark, type Served } from './shape.ts';
import { stagebenchJson } from './stagebench-json.ts';
import { strategyIds } from './strategy-ids.ts';

/** If a project has manifests of several, the first one is its own more often. */
const languages: readonly AnyLanguage[] = [go, python, node];

export interface InitFile {
  /** From the folder of the project. */
  readonly file: string;
  readonly text: string;
}

export interface InitPlan extends Served {
  /** What the project is, in a few words. */
  readonly description: string;
  readonly files: readonly InitFile[];
}

/** Reads a project and says what `init` writes into it. Throws PROJECT_UNREADABLE. */
export async function initFiles(folder: ProjectFolder, ask: Ask): Promise<InitPlan> {
  const project = await (await languageOf(folder, ask)).understand(folder, ask);
  const dockerfiles = strategyIds.map((id) => ({ id, file: `docker/${id}.Dockerfile` }));
  const ours = Object.fromEntries(dockerfiles.map(({ id, file }) => [id, file]));
  const variants = { ...(folder.has('Dockerfile') ? { default: 'Dockerfile' } : {}), ...ours };
  return {
    description: project.description,
    port: project.port,
    health: project.health,
    files: [
      ...dockerfiles.map(({ id, file }) => ({ file, text: project.dockerfile(id) })),
      { file: '.dockerignore', text: dockerignore(project.ignored) },
      { file: 'stagebench.json', text: stagebenchJson(project, variants) },
    ],
  };
}

/** The language of a project; if it could be several, a person says which one. */
async function languageOf(folder: ProjectFolder, ask: Ask): Promise<AnyLanguage> {
  const there = languages.filter(({ manifests }) => manifests.some(folder.has));
  // A module without a command is no app, whatever lies beside it.
  const isGo = there.length === 1 || (await hasCommand(folder));
  const found = there.filter((one) => isGo || one !== go);
  const [first, ...others] = found;
  if (first === undefined) {
    const names = languages.flatMap(({ manifests }) => manifests).join(', ');
    throw new StagebenchError('PROJECT_UNREADABLE', `${folder.path} has none of ${names}.`);
  }
  if (others.length === 0) return first;
  const choices = found.map(({ id }) => id);
  for (;;) {
    const answer = await ask({ text: 'What is the app written in?', guess: first.id, choices });
    if (answer === undefined || answer.trim() === '') return first;
    const meant = found.find(({ id }) => id === answer.trim());
    if (meant !== undefined) return meant;
  }
}

/** The lines that wait for a person, as `file:line: what`. */
export const marksOf = ({ file, text }: InitFile): string[] =>
  text.split('\n').flatMap((line, at) => {
    const [, what] = line.split(`${mark} `);
    return what === undefined ? [] : [`${file}:${at + 1}: ${what}`];
  });

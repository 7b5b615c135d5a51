import { readFile, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { imageSettings, type ImageSettings } from '../dockerfile/image-settings.ts';
import type { AppDefinition } from '../domain/definitions/app.ts';
import type { Project, ProjectVariant } from '../domain/definitions/project.ts';
import type { Strategy } from '../domain/definitions/strategy.ts';
import { StagebenchError } from '../domain/errors.ts';
import { chooseDockerfiles, pathInside, type ChosenDockerfile } from './choose-dockerfiles.ts';
import { contextBytes } from './context/list-context.ts';
import { sentFiles } from './context/sent-files.ts';
import { copiedFiles } from './copied-files.ts';
import { dependencyEdit } from './edits/dependency-edits.ts';
import { editedSource, sourceEdit } from './edits/source-edit.ts';
import { committedLately, gitState, type GitState } from './git-state.ts';
import type { ProjectRequest } from './project-request.ts';
import { settingsOf } from './settings-of.ts';
import { nameFrom } from './variant-names.ts';

/** A project that was read: what is measured of it, and what was found out without being told. */
export interface ReadProject {
  readonly app: AppDefinition & { readonly project: Project };
  readonly variants: readonly Strategy[];
  readonly git: GitState | undefined;
  readonly found: {
    /** By kind, the files that the edit changes, relative to the context. */
    readonly edits: readonly { readonly kind: string; readonly files: readonly string[] }[];
    readonly ecosystem: string | undefined;
    readonly context: { readonly files: number; readonly bytes: number; readonly special: readonly string[] };
  };
}

/** Longer than a slow start takes; ms. */
const usualTimeoutMs = 90_000;

/**
 * Reads a project: its Dockerfiles, its context, and what may be known of it without being told. Nothing in it is changed. Throws
 * PROJECT_NOT_FOUND, NO_DOCKERFILE, PROJECT_CONFIG, CONTEXT_UNREADABLE.
 */
export async function readProject(request: ProjectRequest): Promise<ReadProject> {
  const root = await folderOf(request.root);
  const contextName = pathInside(root, request.context ?? '.', '--context');
  const context = await folderOf(path.join(root, contextName));
  const chosen = await chooseDockerfiles(root, request.dockerfiles, request.skipped);
  const variants = variantsOf(root, chosen, request);
  const settings = await settingsOfAll(variants);
  const { skipped } = request;
  const entries = await sentFiles({ context, variants, skipped });
  const files = entries.filter(({ kind }) => kind === 'file').map(({ name }) => name);
  const isCopied = copiedFiles(settings.flatMap(({ contextSources }) => contextSources));
  const [git, committed] = await Promise.all([gitState(root), committedLately(context)]);
  const source = await editedSource(context, files.filter(isCopied), committed);
  const dependencies = dependencyEdit(files, isCopied);
  const edits = [
    ...(source === undefined ? [] : [sourceEdit(source)]),
    ...(dependencies === undefined ? [] : [dependencies.edit]),
  ];
  const name = path.basename(root);
  const project: Project = {
    ...{ name, root, context, variants, skipped },
    start: startOf(settings),
    mapped: Object.fromEntries(settingsOf('--map', request.maps)),
  };
  const id = idOf(name);
  return {
    app: {
      ...{ id, title: name, context: '.', port: project.start.port ?? 0, edits },
      ...{ healthPath: '', healthAnswer: {}, workPath: '', workAnswer: {}, project },
      lockfiles: dependencies?.lockfiles ?? [],
    },
    variants: chosen.map((one) => ({
      ...{ id: one.name, title: one.file, hypothesis: '', reruns: {} },
    })),
    git,
    found: {
      edits: edits.map(({ kind, files: changed }) => ({ kind, files: changed })),
      ecosystem: dependencies?.ecosystem,
      context: {
        files: files.length,
        bytes: await contextBytes(context, entries),
        special: entries.filter(({ kind }) => kind === 'special').map((entry) => entry.name),
      },
    },
  };
}

/** The folder itself, whatever links lead to it. Throws PROJECT_NOT_FOUND. */
async function folderOf(folder: string): Promise<string> {
  const found = await stat(folder).catch(() => undefined);
  if (found?.isDirectory()) return realpath(folder);
  const what = found === undefined ? 'There is no folder' : 'This is no folder:';
  throw new StagebenchError('PROJECT_NOT_FOUND', `${what} ${folder}.`);
}

/** Its name in rows and images; the control has one already. */
function idOf(name: string): string {
  const id = nameFrom(name) || 'project';
  return id === 'control' ? 'control-app' : id;
}

function variantsOf(
  root: string,
  chosen: readonly ChosenDockerfile[],
  { target, buildArgs, secrets, ssh, platform }: ProjectRequest,
): Record<string, ProjectVariant> {
  const args = Object.fromEntries(settingsOf('--build-arg', buildArgs));
  const common = {
    ...(target !== undefined && { target }),
    ...(buildArgs.length > 0 && { args }),
    ...(secrets.length > 0 && { secrets }),
    ...(ssh.length > 0 && { ssh }),
    ...(platform !== undefined && { platform }),
  };
  return Object.fromEntries(
    chosen.map(({ name, file }) => [name, { dockerfile: path.join(root, file), ...common }]),
  );
}

const settingsOfAll = (variants: Readonly<Record<string, ProjectVariant>>): Promise<ImageSettings[]> =>
  Promise.all(
    Object.values(variants).map(async ({ dockerfile, target, args }) =>
      imageSettings(await readFile(dockerfile, 'utf8'), target, args),
    ),
  );

/** What all images have in common: the first port, and a HEALTHCHECK if each of them has one. */
function startOf(settings: readonly ImageSettings[]): Project['start'] {
  const port = settings.flatMap(({ ports }) => ports)[0];
  const isChecked = settings.length > 0 && settings.every(({ hasHealthcheck }) => hasHealthcheck);
  return {
    timeoutMs: usualTimeoutMs,
    ...(port !== undefined && { port }),
    ...(isChecked && { health: { kind: 'image' } }),
  };
}

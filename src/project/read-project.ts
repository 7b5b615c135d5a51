import { existsSync } from 'node:fs';
import { realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { frontendOf } from '../dockerfile/frontend-of.ts';
import { imageSettings, type ImageSettings } from '../dockerfile/image-settings.ts';
import { platformArguments } from '../dockerfile/platform-arguments.ts';
import type { AppDefinition } from '../domain/definitions/app.ts';
import type { Project, ProjectVariant } from '../domain/definitions/project.ts';
import type { Reruns, RerunsOfEdits, Strategy } from '../domain/definitions/strategy.ts';
import { StagebenchError } from '../domain/errors.ts';
import { checkPlatform, checkTarget } from './check-build.ts';
import { pathInside } from './choose-dockerfiles.ts';
import type { FoundConfig } from './config/parse-config.ts';
import { readConfig } from './config/read-config.ts';
import { fileSizes } from './context/list-context.ts';
import { largestEntries, needlessFolders, type NeedlessFolder } from './context/needless-folders.ts';
import { sentFiles } from './context/sent-files.ts';
import { textIfThere } from './context/text-if-there.ts';
import { copiedFiles } from './copied-files.ts';
import { editsOf } from './edits/edits-of.ts';
import { tryEdits } from './edits/try-edits.ts';
import { committedLately, gitState, type GitState } from './git-state.ts';
import type { ProjectRequest } from './project-request.ts';
import { servicesOf } from './services-of.ts';
import { startOf, withPorts } from './start-of.ts';
import { dockerfilesOf, mappedOf, placeOfSetting, saidOf, variantsOf } from './variants-of.ts';
import { nameFrom } from './variant-names.ts';

/** A project that was read: what is measured of it, and what was found out without being told. */
export interface ReadProject {
  readonly app: AppDefinition & { readonly project: Project };
  readonly variants: readonly Strategy[];
  /** In words, why there is none. */
  readonly git: GitState | string;
  /** Whether a build gets a file of the context. */
  readonly copies: (file: string) => boolean;
  readonly found: {
    /** The images that read its Dockerfiles. */
    readonly frontends: readonly string[];
    readonly context: {
      readonly files: number;
      readonly bytes: number;
      readonly special: readonly string[];
      /** What lies at its top, the largest first. */
      readonly largest: readonly NeedlessFolder[];
      /** What a .dockerignore could leave out of it. */
      readonly needless: readonly NeedlessFolder[];
    };
  };
}

/**
 * Reads a project: its Dockerfiles, its context, its stagebench.json, and what may be known of it without being told. Nothing in it is
 * changed. Throws PROJECT_NOT_FOUND, NO_DOCKERFILE, PROJECT_CONFIG, PROJECT_UNREADABLE, CONTEXT_UNREADABLE.
 */
export async function readProject(request: ProjectRequest): Promise<ReadProject> {
  const root = await folderOf(request.root);
  const config = await readConfig(root);
  const context = await contextOf(root, request, config);
  const chosen = await dockerfilesOf(root, request, config);
  const variants = variantsOf(root, chosen, request, config);
  const texts = await textsOf(variants);
  for (const { name, file } of chosen) {
    const { target, platform } = variants[name] ?? {};
    const where = placeOfSetting(name, request, config);
    if (platform !== undefined) checkPlatform(platform, where('platform'));
    if (target !== undefined) checkTarget(file, texts.get(name) ?? '', target, where('target'));
  }
  const settings = settingsOfAll(variants, texts);
  const { skipped } = request;
  const entries = await sentFiles({ context, variants, skipped });
  const sizes = fileSizes(context, entries);
  const files = [...sizes.keys()];
  const { origin } = request;
  const past = origin && {
    root: path.join(origin.root, path.relative(root, context)),
    commit: origin.commit,
  };
  const committed = await committedLately(past?.root ?? context, past?.commit);
  // On each platform: an edit has to reach the builds of all, and what one of them gets is needed.
  const onEach = [settings, ...(request.others ?? []).map((other) => settingsOfAll(variants, texts, other))];
  const isCopied = settings.map((_, place) => {
    const copied = onEach.map((all) => copiedFiles(all[place]?.contextSources ?? []));
    return (file: string): boolean => copied.every((isThere) => isThere(file));
  });
  const sources = onEach.flat().map(({ contextSources }) => contextSources);
  const isNeeded = sources.map(copiedFiles);
  const counts = new Map(files.map((file) => [file, isCopied.filter((isThere) => isThere(file)).length]));
  const copies = (file: string): number => counts.get(file) ?? 0;
  const isShared = (file: string): boolean => request.isShared?.(file) !== false;
  const reach = (file: string): number => (isShared(file) ? copies(file) : 0);
  const builds = chosen.map((one, place) => ({
    name: one.name,
    declared: Object.keys(withoutUndefined(saidOf(config, one.name).reruns ?? {})),
    gets: (file: string): boolean => isShared(file) && isCopied[place]?.(file) === true,
  }));
  const { edits, lockfiles } = await editsOf(context, sizes, { reach, builds }, config, committed);
  await tryEdits(context, edits);
  const services = await servicesOf(root, config);
  const name = path.basename(root);
  const start = startOf(settings, config);
  const project: Project = {
    ...{ name, root, context, skipped, variants: withPorts(variants, settings, start, config) },
    ...(config && { config: config.file }),
    start: { ...start, ...(services.length > 0 && { services }) },
    mapped: mappedOf(request, config),
  };
  const id = idOf(name);
  const named = sources.flat().flatMap(({ names }) => names);
  return {
    app: {
      ...{ id, title: name, context: '.', port: project.start.port ?? 0, edits, lockfiles },
      ...{ healthPath: '', healthAnswer: {}, workPath: '', workAnswer: {}, project },
    },
    variants: chosen.map((one) => {
      const { reruns } = saidOf(config, one.name);
      return {
        ...{ id: one.name, title: one.file, hypothesis: '' },
        reruns: reruns === undefined ? {} : { [id]: withoutUndefined(reruns) },
      };
    }),
    git: origin === undefined ? await gitState(root, skipped) : { commit: origin.commit, isDirty: false },
    copies: (file) => copies(file) > 0,
    found: {
      frontends: frontendsOf(variants, texts),
      context: {
        files: files.length,
        bytes: sizes.values().reduce((all, size) => all + size, 0),
        largest: largestEntries(sizes),
        needless: needlessFolders(sizes, named, (file) => isNeeded.some((isThere) => isThere(file))),
        special: entries.filter(({ kind }) => kind === 'special').map((entry) => entry.name),
      },
    },
  };
}

async function contextOf(
  root: string,
  { context }: ProjectRequest,
  config: FoundConfig | undefined,
): Promise<string> {
  const said = context ?? config?.says.context ?? '.';
  const where = context === undefined && config !== undefined ? config.at('context') : '--context';
  const folder = path.join(root, pathInside(root, said, where));
  if (!(await isFolder(folder)))
    throw new StagebenchError('PROJECT_CONFIG', `${where}: there is no folder ${said} in ${root}.`);
  const real = await realpath(folder);
  // Also where a link leads out of it.
  pathInside(root, real, where);
  return real;
}

const isFolder = async (folder: string): Promise<boolean> =>
  (await stat(folder).catch(() => undefined))?.isDirectory() ?? false;

const withoutUndefined = ({
  source,
  deps,
}: {
  readonly source?: Reruns | undefined;
  readonly deps?: Reruns | undefined;
}): Partial<RerunsOfEdits> => ({ ...(source && { source }), ...(deps && { deps }) });

/** The folder itself, whatever links lead to it. Throws PROJECT_NOT_FOUND. */
export async function folderOf(folder: string): Promise<string> {
  if (await isFolder(folder)) return realpath(folder);
  const what = existsSync(folder) ? 'This is no folder:' : 'There is no folder';
  throw new StagebenchError('PROJECT_NOT_FOUND', `${what} ${folder}.`);
}

/** Its name in rows and images; the control has one already. */
function idOf(name: string): string {
  const id = nameFrom(name) || 'project';
  return id === 'control' ? 'control-app' : id;
}

const settingsOfAll = (
  variants: Readonly<Record<string, ProjectVariant>>,
  texts: ReadonlyMap<string, string>,
  on?: string,
): ImageSettings[] =>
  Object.entries(variants).map(([name, { target, args, platform }]) =>
    imageSettings(texts.get(name) ?? '', target, { ...platformArguments(on ?? platform), ...args }),
  );

const frontendsOf = (
  variants: Readonly<Record<string, ProjectVariant>>,
  texts: ReadonlyMap<string, string>,
): string[] => [
  ...new Set(
    Object.entries(variants).flatMap(([name, { args }]) => frontendOf(texts.get(name) ?? '', args) ?? []),
  ),
];

/** By variant. */
const textsOf = async (
  variants: Readonly<Record<string, ProjectVariant>>,
): Promise<ReadonlyMap<string, string>> =>
  new Map(
    await Promise.all(
      Object.entries(variants).map(
        async ([name, { dockerfile }]) =>
          [name, (await textIfThere(dockerfile, 'NO_DOCKERFILE')) ?? ''] as const,
      ),
    ),
  );

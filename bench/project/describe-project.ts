import path from 'node:path';
import type { ProjectService } from '../../src/domain/definitions/service.ts';
import type { Health } from '../../src/domain/definitions/health.ts';
import type { Project } from '../../src/domain/definitions/project.ts';
import { editsOf, type AppDefinition } from '../../src/domain/definitions/app.ts';
import type { Strategy } from '../../src/domain/definitions/strategy.ts';
import { shellWord } from '../../src/domain/shell-word.ts';
import type { ScenarioDefinition } from '../../src/domain/definitions/scenario.ts';
import { formatBytes } from '../../src/domain/units.ts';
import type { ReadProject } from '../../src/project/read-project.ts';

/** What was found out about a project without being told, a line each: it is shown before the first build. */
export function describeProject(
  { app, variants, git, found }: ReadProject,
  scenarios: readonly ScenarioDefinition[],
): string[] {
  const { project } = app;
  const width = Math.max(...variants.map(({ id }) => id.length));
  const { files, bytes, special, largest, needless } = found.context;
  const without = scenarios.filter(
    ({ edit, isOfExperiments }) =>
      edit !== undefined && !isOfExperiments && !app.edits.some(({ kind }) => kind === edit),
  );
  return [
    `project ${project.name}${typeof git === 'string' ? `, ${git}` : `, commit ${git.commit.slice(0, 12)}${git.isDirty ? ' with changes that are not committed' : ''}`}`,
    ...(project.config === undefined ? [] : [`  settings     ${path.basename(project.config)}`]),
    ...variants.map(({ id, title }) => `  variant      ${id.padEnd(width)}  ${title}`),
    ...found.frontends.map(
      (frontend) => `  syntax       ${frontend}: pulled before the first build, if the builder lacks it`,
    ),
    `  context      ${path.relative(project.root, project.context) || '.'}: ${files === 1 ? '1 file' : `${files} files`}, ${formatBytes(bytes)}`,
    ...(bytes < largeContext ? [] : [`  largest      ${listed(largest)}`]),
    ...needlessTexts(needless),
    ...(special.length === 0 ? [] : [`  left out     ${special.join(', ')}: no file that can be sent`]),
    ...app.edits.map(
      ({ kind, files: changed, variants: own }) =>
        `  edit-${kind.padEnd(8)}${changed.join(', ')}${own === undefined ? '' : ` in ${own.join(', ')}`}`,
    ),
    ...partlyTexts(app, variants, without, scenarios),
    ...without.map(({ id }) => `  ${id.padEnd(13)}nothing found that it could change: it is not measured`),
    `  port         ${[project.start.port ?? 'none: no EXPOSE', ...otherPorts(project)].join(', ')}`,
    `  health       ${healthText(project.start)}`,
    ...startTexts(project.start),
    ...(project.start.services ?? []).map((service) => serviceText(service, project.root)),
    ...rerunTexts(app, variants),
    ...Object.entries(project.mapped).map(([from, to]) => `  mapped       ${from} -> ${to}: a substitute`),
  ];
}

const otherPorts = ({ variants }: Project): string[] =>
  Object.entries(variants).flatMap(([name, { port }]) => (port === undefined ? [] : `${port} of ${name}`));

/** A scenario that only some variants have: in others nothing is found that its edit could change. */
function partlyTexts(
  app: AppDefinition,
  variants: readonly Strategy[],
  without: readonly ScenarioDefinition[],
  scenarios: readonly ScenarioDefinition[],
): string[] {
  return scenarios.flatMap(({ id, edit, isOfExperiments }) => {
    if (edit === undefined || isOfExperiments || without.some((one) => one.id === id)) return [];
    const lacking = variants.filter((one) => !editsOf(app, one.id).some(({ kind }) => kind === edit));
    if (lacking.length === 0) return [];
    return [
      `  ${id.padEnd(13)}not measured of ${lacking.map((one) => one.id).join(', ')}: nothing found that it could change`,
    ];
  });
}

/** So many folders are named. */
const mostNamed = 4;

/** From here on it is said what a context is made of. Bytes. */
const largeContext = 100_000_000;

/** Before the context is copied and sent: what of it no build needs. */
function needlessTexts(needless: ReadProject['found']['context']['needless']): string[] {
  if (needless.length === 0) return [];
  const all = needless.reduce((sum, { bytes }) => sum + bytes, 0);
  return [`  needless     ${formatBytes(all)} that a .dockerignore could leave out: ${listed(needless)}`];
}

function listed(entries: ReadProject['found']['context']['largest']): string {
  const named = entries.slice(0, mostNamed).map(({ name, bytes }) => `${name} (${formatBytes(bytes)})`);
  const more = entries.length > mostNamed ? [`${entries.length - mostNamed} more`] : [];
  return [...named, ...more].join(', ');
}

/** What an image is started with that it does not say itself. Values may be secrets: variables are told by their names. */
function startTexts({ command, environment, user, volumes, timeoutMs }: Project['start']): string[] {
  const names = Object.keys(environment ?? {});
  return [
    ...(command === undefined ? [] : [`  command      ${command.map(shellWord).join(' ')}`]),
    ...(names.length === 0 ? [] : [`  environment  ${names.join(', ')}`]),
    ...(user === undefined ? [] : [`  user         ${user}`]),
    ...(volumes === undefined ? [] : [`  volumes      ${volumes.join(', ')}`]),
    `  time-out     ${timeoutMs / 1000} s until it works`,
  ];
}

function serviceText({ name, image, build, port, ready, timeoutMs }: ProjectService, root: string): string {
  const what = image ?? path.relative(root, build?.dockerfile ?? root);
  const when =
    ready.kind === 'command'
      ? `${ready.command.map(shellWord).join(' ')} succeeds`
      : healthText({ health: ready, port });
  return `  service      ${name}: ${what}; ready if ${when}, within ${timeoutMs / 1000} s`;
}

/** Who says which steps an edit re-runs. */
function rerunTexts({ id, edits }: AppDefinition, variants: readonly Strategy[]): string[] {
  if (edits.length === 0) return [];
  const said = variants.flatMap(({ id: variant, reruns }) => {
    const declared = editsOf({ edits }, variant).filter(({ kind }) => reruns[id]?.[kind] !== undefined);
    return declared.map(({ kind }) => `edit-${kind} of ${variant}`);
  });
  const isAll = said.length === variants.flatMap((one) => editsOf({ edits }, one.id)).length;
  const learned = 'learned from the first edited build of each variant, and demanded from then on';
  return [
    ...(said.length === 0 ? [] : [`  re-runs      as stagebench.json says: ${said.join(', ')}`]),
    ...(isAll ? [] : [`  re-runs      ${said.length === 0 ? learned : `all others ${learned}`}`]),
  ];
}

function healthText({ health, port }: { health?: Health | undefined; port?: number | undefined }): string {
  switch (health?.kind) {
    case 'image':
      return 'HEALTHCHECK of the image';
    case 'answers':
      return `${health.path} answers ${health.status ?? 'below 400'}${health.body === undefined ? '' : `, with a body like /${health.body}/`}`;
    case 'listens':
      return `port ${port ?? '?'} takes connections`;
    case 'runs':
      return runs;
    case undefined:
      return port === undefined
        ? runs
        : `the first of /health, /healthz and / that answers, else port ${port} takes connections`;
  }
}

const runs = 'still runs after 2 s, or ends with exit code 0';

import path from 'node:path';
import type { Project } from '../../src/domain/definitions/project.ts';
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
  const { files, bytes, special } = found.context;
  const without = scenarios.filter(
    ({ edit }) => edit !== undefined && !app.edits.some(({ kind }) => kind === edit),
  );
  return [
    `project ${project.name}${git === undefined ? ', not a git repository' : `, commit ${git.commit.slice(0, 12)}${git.isDirty ? ' with changes that are not committed' : ''}`}`,
    ...variants.map(({ id, title }) => `  variant      ${id.padEnd(width)}  ${title}`),
    `  context      ${path.relative(project.root, project.context) || '.'}: ${files} files, ${formatBytes(bytes)}`,
    ...(special.length === 0 ? [] : [`  left out     ${special.join(', ')}: no file that can be sent`]),
    ...found.edits.map(({ kind, files: changed }) => `  edit-${kind.padEnd(8)}${changed.join(', ')}`),
    ...without.map(({ id }) => `  ${id.padEnd(13)}nothing found that it could change: it is not measured`),
    `  port         ${project.start.port ?? 'none: no EXPOSE'}`,
    `  health       ${healthText(project.start)}`,
    `  re-runs      learned from the first edited build of each variant, and demanded from then on`,
    ...Object.entries(project.mapped).map(([from, to]) => `  mapped       ${from} -> ${to}: a substitute`),
  ];
}

function healthText({ health, port }: Project['start']): string {
  switch (health?.kind) {
    case 'image':
      return 'HEALTHCHECK of the image';
    case 'answers':
      return `${health.path} answers ${health.status ?? 'below 400'}`;
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

import { readSources, type ProjectFolder } from '../project-folder.ts';
import { servedBy } from '../served.ts';
import type { Found } from '../shape.ts';
import { readManifest, type Manifest } from './manifest.ts';
import type { NodeApp, NodeShape, Runtime } from './node-shape.ts';
import { packageManagerOf } from './package-manager.ts';
import { membersOf } from './workspace.ts';

const isSource = (file: string): boolean =>
  /\.[cm]?[jt]sx?$/.test(file) && !/\.(test|spec|d)\.|(^|\/)(tests?|dist|build)\//.test(file);

/** What is started where the manifest does not say it. */
const usualEntries = [
  ...['server.js', 'server.mjs', 'index.js', 'index.mjs', 'app.js'],
  ...['src/server.js', 'src/index.js'],
];

/** Folders that services read while they run. */
const readAtRunTime = ['public', 'static', 'views', 'templates', 'assets', 'locales', 'migrations', 'config'];

/** Reads a Node project. Throws PROJECT_UNREADABLE if an unknown package manager installs it. */
export async function readNode(folder: ProjectFolder): Promise<NodeShape> {
  const root = await readManifest(folder);
  const manager = await packageManagerOf(folder, root);
  const members = await membersOf(folder, root);
  const apps = await appsOf(folder, root, members);
  const scripts = root.scripts ?? {};
  const demanded = root.engines?.node;
  return {
    ...apps[0],
    ...(apps.length === 1 ? {} : { open: openOf(apps) }),
    ...{ apps, manager, isWorkspace: members.length > 0 },
    manifests: [
      'package.json',
      ...(manager.lockfile === undefined ? [] : [manager.lockfile]),
      ...manager.settings,
      ...members.map((member) => `${member}/package.json`),
    ],
    rootBuilds: scripts['build'] !== undefined,
    preparesItself: scripts['prepare'] !== undefined,
    installScript: ['preinstall', 'install', 'postinstall'].find((name) => scripts[name] !== undefined),
    otherNode: /^[\^~=v\s]*(1\d|2[0-3])\b/.test(demanded ?? '') ? demanded : undefined,
  };
}

/** The root, if it is started itself; else the packages that are started, or all if nobody knows. */
async function appsOf(
  folder: ProjectFolder,
  root: Manifest,
  members: readonly string[],
): Promise<[NodeApp, ...NodeApp[]]> {
  const isStarted = ({ scripts }: Manifest): boolean => scripts?.['start'] !== undefined;
  const read = await Promise.all(
    members.map(async (inside) => ({ inside, manifest: await readManifest(folder, inside) })),
  );
  const started = read.filter(({ manifest }) => isStarted(manifest));
  const [first, ...others] = started.length > 0 ? started : read;
  if (first === undefined || isStarted(root)) return [await appOf(folder, '', root)];
  return [
    await appOf(folder, first.inside, first.manifest),
    ...(await Promise.all(others.map(({ inside, manifest }) => appOf(folder, inside, manifest)))),
  ];
}

const openOf = ([first, ...others]: readonly NodeApp[]): string =>
  `the image starts ${first?.name ?? ''}. It could be ${others.map(({ name }) => name).join(' or ')}.`;

async function appOf(folder: ProjectFolder, inside: string, manifest: Manifest): Promise<NodeApp> {
  const within = inside === '' ? '' : `${inside}/`;
  const sources = await readSources(folder, (file) => file.startsWith(within) && isSource(file));
  const start = startOf(manifest, (file) => folder.has(`${within}${file}`));
  const builds = manifest.scripts?.['build'] !== undefined;
  return {
    ...servedBy(sources.values(), 3000, 'Node'),
    name: manifest.name ?? (inside || 'app'),
    ...{ folder: inside, builds, start },
    hasDependencies: Object.keys(manifest.dependencies ?? {}).length > 0,
    runtime: builds && inside === '' ? runtimeOf(start, folder) : { kind: 'everything' },
  };
}

/** The words behind `node` of the script `start`, or the entry that the manifest names, or one that is usually named so. */
function startOf({ scripts = {}, main }: Manifest, has: (file: string) => boolean): Found<readonly string[]> {
  const script = scripts['start'];
  const [, words] = /^(?:[A-Z_]+=\S+\s+)*node\s+([^&|;<>$"'`]+)$/.exec(script ?? '') ?? [];
  if (words !== undefined) return { value: words.trim().split(/\s+/) };
  const entry = main ?? usualEntries.find(has);
  if (script === undefined && entry !== undefined) return { value: [entry] };
  return {
    value: [entry ?? 'server.js'],
    open:
      script === undefined
        ? 'the manifest has no script "start". These are the words that node gets.'
        : `"start" is \`${script}\`. Write it as words that node gets: not every base has a shell.`,
  };
}

/** If the app is started from a folder that the build makes, an image needs that one, and no sources. */
function runtimeOf({ value, open }: Found<readonly string[]>, { files }: ProjectFolder): Runtime {
  const entry = value.find((word) => !word.startsWith('-'))?.replace(/^\.\//, '') ?? '';
  const [output = ''] = entry.split('/');
  // It may be there from a build by hand, which holds no sources.
  const isMade = !files.some((file) => file.startsWith(`${output}/`) && isSource(file));
  if (open !== undefined || !entry.includes('/') || !isMade) return { kind: 'everything' };
  const beside = readAtRunTime.filter((name) => files.some((file) => file.startsWith(`${name}/`)));
  return { kind: 'output', copied: [output, ...beside] };
}

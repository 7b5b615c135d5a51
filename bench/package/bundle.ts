import path from 'node:path';
import { rolldown } from 'rolldown';
import { installedSource } from './installed-source.ts';

/** Where programs start: the command, what is imported, and the threads, which are started by their path. */
const entries = {
  stagebench: 'bench/package/stagebench.ts',
  api: 'bench/package/api.ts',
  'range.worker': 'src/inspect/archive/threads/range.worker.ts',
  'stream.worker': 'src/inspect/archive/threads/stream.worker.ts',
};

/** Packages stay packages, and so does Node. What the compiler itself adds comes along. */
const external = (id: string): boolean => /^[\w@]/.test(id) && !id.startsWith('@oxc-project/runtime');

const inEveryCommand = new RegExp(
  [
    '/bench/(terminal|project|doctor|arguments|options|pages|sides|forecast|measuring|extras|resume|pins|platforms|nights|refs|commands/inspect)/',
    '/src/(record|stats|bases|measure|plan|schedule|lease|lock|node|report/(terminal|words))/',
  ].join('|'),
);

/**
 * Compiles the program into one folder. Node strips no types below node_modules, and as single files it would be larger by a quarter.
 * What a command does stays a file of its own, so that help loads none of it.
 */
export async function bundle(root: string, folder: string): Promise<void> {
  await using build = await rolldown({
    ...{ cwd: root, input: entries, platform: 'node', external },
    transform: { target: 'node22' },
    plugins: [
      {
        name: 'installed-source',
        transform: (code, id) => installedSource(path.relative(root, id), code),
      },
    ],
  });
  await build.write({
    ...{ dir: folder, format: 'esm', minify: true, comments: false },
    // Nearly everything needs the nouns, and they load nothing. Each file more names what it takes of others: what is loaded together
    // is one file.
    codeSplitting: {
      groups: [
        { name: 'domain', test: /\/src\/domain\// },
        // What a thread that reads an archive loads.
        { name: 'inspect', test: /\/src\/(?:project|dockerfile|engine\/(?:docker|private))\// },
        {
          name: 'inspect',
          test: /\/src\/inspect\/(?:contents|filesystem|surface|layers|start|transfer|reproduce|scan)\//,
        },
        // What every command loads.
        { name: 'shared', test: inEveryCommand },
        { name: 'report', test: /\/src\/report\//, minShareCount: 2 },
      ],
    },
    ...{ entryFileNames: '[name].js', chunkFileNames: '[name].js' },
  });
}

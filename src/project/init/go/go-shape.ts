import { StagebenchError } from '../../../domain/errors.ts';
import { checkModule } from './check-module.ts';
import { readSources, type ProjectFolder } from '../project-folder.ts';
import { servedBy } from '../served.ts';
import type { Found, Served } from '../shape.ts';

/** A `package main`: the folder it lies in, `.` for the root, and the name of its program. */
interface GoCommand {
  readonly folder: string;
  readonly name: string;
}

export interface GoShape extends Served {
  /** Of the builder's image, as `1.26`. */
  readonly version: string;
  /** What the modules are fetched by: go.mod, go.sum, and the go.mod of modules in the same repository. */
  readonly manifests: readonly string[];
  /** The modules lie in vendor/ and are not fetched. */
  readonly vendored: boolean;
  /** Some files import "C". */
  readonly usesC: boolean;
  readonly commands: readonly GoCommand[];
  /** The one that an image starts. */
  readonly start: Found<GoCommand>;
}

/** The newest that the bases of this bench have. */
const newestMinor = 26;

/** Programs are named like this if they are what a container is for. */
const usualNames = ['server', 'api', 'web', 'app', 'service', 'serve'];

const isSource = (file: string): boolean =>
  file.endsWith('.go') && !file.endsWith('_test.go') && !/(^|\/)(vendor|testdata)\//.test(file);

/** Reads a Go module. Throws PROJECT_UNREADABLE if no command is in it, or if go.mod is none. */
export async function readGo(folder: ProjectFolder): Promise<GoShape> {
  const mod = (await folder.read('go.mod')) ?? '';
  checkModule(folder, mod);
  const sources = await readSources(folder, isSource);
  const commands = commandsOf(mod, sources);
  const [first] = commands;
  if (first === undefined)
    throw new StagebenchError('PROJECT_UNREADABLE', `${folder.path} has no Go command (package main).`);
  const local = [...mod.matchAll(/=>\s+\.\/(\S+)/g)].map(([, inside]) => `${inside}/go.mod`);
  return {
    ...servedBy(sources.values(), 8080, 'Go'),
    version: versionOf(mod),
    manifests: ['go.mod', 'go.sum', ...local].filter(folder.has),
    vendored: folder.has('vendor/modules.txt'),
    usesC: [...sources.values()].some((text) => /^(import\s+|\s+)"C"$/m.test(text)),
    commands,
    start: startOf(commands, first, sources),
  };
}

/** A module that needs a newer Go than the bases have is built with that one. */
function versionOf(mod: string): string {
  const [, major = '1', minor = ''] = /^go\s+(\d+)\.(\d+)/m.exec(mod) ?? [];
  return `${major}.${Math.max(Number(minor), newestMinor)}`;
}

/** Go builds no package whose path has anything else in it: https://pkg.go.dev/golang.org/x/mod/module#CheckImportPath */
const isImportable = /^[\w.~+/-]+$/;

/** Whether it is more than a module that others take. */
export const hasCommand = async (folder: ProjectFolder): Promise<boolean> =>
  commandsOf('', await readSources(folder, isSource)).length > 0;

function commandsOf(mod: string, sources: ReadonlyMap<string, string>): GoCommand[] {
  const folders = new Set<string>();
  for (const [file, text] of sources) {
    const isMain = /^package main$/m.test(text) && /^func main\(\)/m.test(text);
    // Programs that write sources are started by hand.
    const isTool = /^\/\/go:build\s+ignore/m.test(text);
    const folder = file.includes('/') ? file.slice(0, file.lastIndexOf('/')) : '.';
    if (isMain && !isTool && isImportable.test(folder)) folders.add(folder);
  }
  return [...folders].toSorted().map((folder) => ({ folder, name: nameOf(folder, mod) }));
}

/** As `go build` names it: https://pkg.go.dev/cmd/go#hdr-Compile_packages_and_dependencies */
function nameOf(folder: string, mod: string): string {
  const module = /^module\s+"?([^\s"]+)/m.exec(mod)?.[1]?.replace(/\/v\d+$/, '') ?? 'app';
  return (folder === '.' ? module : folder).split('/').at(-1) ?? 'app';
}

function startOf(
  commands: readonly GoCommand[],
  first: GoCommand,
  sources: ReadonlyMap<string, string>,
): Found<GoCommand> {
  if (commands.length === 1) return { value: first };
  const serves = ({ folder }: GoCommand): boolean =>
    [...sources].some(([file, text]) => {
      const own = file.includes('/') ? file.slice(0, file.lastIndexOf('/')) : '.';
      return own === folder && /\bhttp\.|\bListen\b|ListenAndServe/.test(text);
    });
  const usual = usualNames.flatMap((name) => commands.filter((command) => command.name === name));
  const value = usual[0] ?? commands.find(serves) ?? first;
  const names = commands.map(({ name }) => name).join(', ');
  return { value, open: `the image holds ${names}, and starts ${value.name}.` };
}

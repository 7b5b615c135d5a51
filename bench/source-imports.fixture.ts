import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import path from 'node:path';
import ts from 'typescript';

const root = path.join(import.meta.dirname, '..');

export interface Import {
  readonly file: string;
  readonly to: string;
  readonly typeOnly: boolean;
  /** Loaded when its line is reached, not with the file. */
  readonly late: boolean;
}

export const files = ['src', 'bench', 'strategies', 'sample-apps']
  .flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' }).map(
      (file) => `${folder}/${file}`,
    ),
  )
  .filter(
    (file) =>
      file.endsWith('.ts') && !file.includes('node_modules') && !/^sample-apps\/[^/]+\/.*\//.test(file),
  )
  .filter((file) => !file.startsWith('sample-apps/') || file.endsWith('/app.ts'))
  // Projects of other people, as they would look.
  .filter((file) => !file.startsWith('src/project/init/fixtures/'));

export const isTest = (file: string): boolean => /\.(test|test\.itg|test\.full|fixture)\.ts$/.test(file);
export const isSource = (file: string): boolean => !isTest(file) && !file.endsWith('.contract.ts');

const sourceOf = (file: string): ts.SourceFile =>
  ts.createSourceFile(file, readFileSync(path.join(root, file), 'utf8'), ts.ScriptTarget.ESNext, true);

/** Every text without a gap that stands in a file between quotes, in its types, too. */
export function stringsOf(file: string): string[] {
  const found: string[] = [];
  const visit = (at: ts.Node): void => {
    if (ts.isStringLiteralLike(at)) found.push(at.text);
    ts.forEachChild(at, visit);
  };
  visit(sourceOf(file));
  return found;
}

/** Every import of a file: static, re-exported, dynamic and in types; a relative one as the path it leads to. */
function importsOf(file: string): Import[] {
  const found: Import[] = [];
  const add = (specifier: ts.Node | undefined, typeOnly: boolean, late = false): void => {
    if (specifier === undefined || !ts.isStringLiteral(specifier)) return;
    const { text } = specifier;
    const builtin = builtinModules.includes(text) ? `node:${text}` : text;
    found.push({
      file,
      typeOnly,
      late,
      to: text.startsWith('.') ? path.posix.join(path.posix.dirname(file), text) : builtin,
    });
  };
  const visit = (at: ts.Node): void => {
    if (ts.isImportDeclaration(at))
      add(at.moduleSpecifier, at.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword);
    if (ts.isExportDeclaration(at)) add(at.moduleSpecifier, at.isTypeOnly);
    if (ts.isCallExpression(at) && at.expression.kind === ts.SyntaxKind.ImportKeyword)
      add(at.arguments[0], false, true);
    if (ts.isImportTypeNode(at) && ts.isLiteralTypeNode(at.argument)) add(at.argument.literal, true);
    ts.forEachChild(at, visit);
  };
  visit(sourceOf(file));
  return found;
}

export const imports = files.flatMap(importsOf);
export const inside = (file: string, room: string): boolean => file.startsWith(`${room}/`);
export const isFile = (to: string): boolean => existsSync(path.join(root, to));
export const shown = ({ file, to }: Import): string => `${file} imports ${to}`;

/** Who imports one of these files, for whatever; tests and fixtures may. */
export const importersOf = (...known: string[]): string[] =>
  [...new Set(imports.filter(({ file, to }) => known.includes(to) && !isTest(file)).map(({ file }) => file))]
    .filter((file) => !inside(file, 'bench/arguments'))
    .toSorted();

/** `bench/commands/<name>.ts` declares a command; if its job needs their types, its options lie in `<name>/options.ts`. */
export const isDeclaration = (file: string): boolean =>
  /^bench\/commands\/([^/]+|[^/]+\/options)\.ts$/.test(file) && !file.endsWith('/index.ts');

/** What a command does lies in the folder beside its declaration. */
export const isWorkOfCommand = (file: string): boolean =>
  /^bench\/commands\/[^/]+\//.test(file) && !isDeclaration(file);

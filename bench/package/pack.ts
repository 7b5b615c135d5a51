// What npm runs before `npm pack` and `npm publish`: it compiles the checkout into dist/, which git ignores. Nothing else of the
// checkout needs dist/.
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { rootFolder } from '../context.ts';
import { checkoutCommit } from '../pins/checkout-commit.ts';
import { definitions } from '../registry.ts';
import { bundle } from './bundle.ts';
import { copyDataFiles } from './data-files.ts';
import { writeDeclarations } from './declarations.ts';

const dist = path.join(rootFolder, 'dist');
// A folder below, as in the checkout: the program looks for its data one folder above itself.
const programs = path.join(dist, 'bench');
await rm(dist, { recursive: true, force: true });
await mkdir(programs, { recursive: true });
await bundle(rootFolder, programs);
await writeDeclarations(rootFolder, programs);
await copyDataFiles(rootFolder, dist, definitions.apps);
// Editors need no line ends.
const schema = await readFile(path.join(rootFolder, 'docs', 'stagebench.schema.json'), 'utf8');
await writeFile(path.join(dist, 'stagebench.schema.json'), JSON.stringify(JSON.parse(schema)));
const { name, version } = JSON.parse(await readFile(path.join(rootFolder, 'package.json'), 'utf8')) as {
  readonly name: string;
  readonly version: string;
};
// The version and the commit that runs of the installed tool name.
const stamp = { name, version, type: 'module', gitHead: await checkoutCommit(rootFolder) };
await writeFile(path.join(dist, 'package.json'), `${JSON.stringify(stamp, undefined, 2)}\n`);

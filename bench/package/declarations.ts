import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import ts from 'typescript';

/**
 * Writes the types of what can be imported from the package. They name no other file: with all that rows are made of, they would be
 * a quarter of it.
 */
export async function writeDeclarations(root: string, folder: string): Promise<void> {
  const source = await readFile(path.join(root, 'bench', 'package', 'api.ts'), 'utf8');
  const { outputText } = ts.transpileDeclaration(source, { fileName: 'api.ts' });
  await writeFile(path.join(folder, 'api.d.ts'), outputText);
}

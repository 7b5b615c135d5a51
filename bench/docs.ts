// What `npm run docs` runs: registries first, for the command line cannot load while one names a folder that is gone. Then the
// tables of all pages, by the command that writes those of any other repository.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { publishedSchema } from '../src/project/config/config-schema.ts';
import { registryTexts } from './pages/registry-text.ts';

const root = path.join(import.meta.dirname, '..');
const words = process.argv.slice(2);
const check = words.includes('--check');
const texts = [...registryTexts(root), { file: 'docs/stagebench.schema.json', text: publishedSchema() }];
const stale = texts.filter(({ file, text }) => readIfThere(path.join(root, file)) !== text);

/** Every page that may have generated texts: those beside the sources, and docs. */
const pages = ['.', 'docs'].flatMap((folder) =>
  readdirSync(path.join(root, folder))
    .filter((name) => name.endsWith('.md'))
    .map((name) => path.join(folder, name)),
);

if (check && stale.length > 0) {
  const names = stale.map(({ file }) => file).join(', ');
  process.stderr.write(
    `error DOCS_STALE: Stale: ${names}.\n  what to do: Run \`npm run docs\` and commit what it changes.\n`,
  );
  process.exitCode = 1;
} else {
  for (const { file, text } of stale) writeFileSync(path.join(root, file), text);
  process.chdir(root);
  const named = words.indexOf('--run');
  const run = named === -1 ? undefined : words[named + 1];
  const { main } = await import('./main.ts');
  if (named !== -1) {
    const { publishing } = await import('./pages/publishing.ts');
    const { definitions } = await import('./registry.ts');
    process.exitCode = await publishing(run, check, definitions);
  }
  if (process.exitCode === undefined || process.exitCode === 0) {
    process.argv.splice(2, words.length, 'tables', ...(check ? ['--check'] : []), ...pages);
    process.exitCode = await main();
  }
}

function readIfThere(file: string): string | undefined {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

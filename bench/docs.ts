// What `npm run docs` runs: registries first, for the command line cannot load while one names a folder that is gone.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { registryTexts } from './pages/registry-text.ts';

const root = path.join(import.meta.dirname, '..');
const check = process.argv.includes('--check');
const stale = registryTexts(root).filter(
  ({ file, text }) => readFileSync(path.join(root, file), 'utf8') !== text,
);
if (check && stale.length > 0) {
  const names = stale.map(({ file }) => file).join(', ');
  process.stderr.write(
    `error DOCS_STALE: Stale: ${names}.\n  what to do: Run \`npm run docs\` and commit what it changes.\n`,
  );
  process.exitCode = 1;
} else {
  for (const { file, text } of stale) writeFileSync(path.join(root, file), text);
  process.argv.splice(2, 0, 'tables');
  const { main } = await import('./main.ts');
  process.exitCode = await main();
}

import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { format } from 'prettier';

// Needs a dev dependency, as a compiler would be.
mkdirSync('dist', { recursive: true });
for (const file of readdirSync('src')) {
  const text = readFileSync(`src/${file}`, 'utf8');
  writeFileSync(`dist/${file}`, await format(text, { parser: 'babel', semi: true }));
}

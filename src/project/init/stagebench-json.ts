import { marked, type Served } from './shape.ts';

/** The text of stagebench.json: what `run --project` would otherwise have to find out. Comments are allowed there. */
export function stagebenchJson({ port, health }: Served, variants: Readonly<Record<string, string>>): string {
  const entries = Object.entries(variants).map(
    ([id, file]) => `    ${JSON.stringify(id)}: ${JSON.stringify(file)}`,
  );
  return [
    '{',
    '  // The Dockerfiles that are compared. Add your own, or take one out.',
    '  "variants": {',
    entries.join(',\n'),
    '  },',
    ...lineOf(port, `"port": ${port.value},`),
    ...lineOf(health, `"health": ${JSON.stringify(health.value)}`),
    '}',
    '',
  ].join('\n');
}

const lineOf = (found: Served['port'] | Served['health'], line: string): string[] =>
  [marked(found, '//'), line].filter((one) => one !== undefined).map((one) => `  ${one}`);

import { expect, test } from 'vitest';
import { scanners } from './scanners.ts';

test.each(Object.entries(scanners))('%s stands under its own id and says how to get it', (id, scanner) => {
  expect(scanner.id).toBe(id);
  expect(scanner.install).toMatch(/https:\/\//);
  expect(scanner.repositories).not.toEqual([]);
  const names = [
    ...scanner.variables.kept,
    ...Object.keys(scanner.variables.set),
    scanner.variables.cacheFolder,
  ];
  expect(names.filter((name) => !name.startsWith(scanner.variables.prefix))).toEqual([]);
});

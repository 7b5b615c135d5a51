import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { expect, test } from 'vitest';

const module = JSON.stringify(path.join(import.meta.dirname, 'peak-memory.ts'));

/** What a program says that holds so many megabytes for a moment, and then starts another that holds none. */
function peaks(megabytes: number): { first: number; second: number } {
  const second = `import(${module}).then(({ peakMemory }) => process.stdout.write(String(peakMemory())))`;
  const first = `
    const { peakMemory } = await import(${module});
    const { execFileSync } = await import('node:child_process');
    const held = Buffer.alloc(${megabytes} * 1e6, 1);
    const second = Number(execFileSync(process.execPath, ['-e', ${JSON.stringify(second)}]));
    console.log(JSON.stringify({ first: peakMemory(), second, held: held.length }));`;
  const out = execFileSync(process.execPath, ['--input-type=module', '-e', first], { encoding: 'utf8' });
  return JSON.parse(out) as { first: number; second: number };
}

test('the peak counts what was held, and nothing of the program that started it', () => {
  const { first, second } = peaks(400);
  expect(first).toBeGreaterThan(400e6);
  expect(second).toBeGreaterThan(20e6);
  expect(second).toBeLessThan(300e6);
});

import { expect, test } from 'vitest';
import { FakeEngine } from '../../engine/fake/fake-engine.ts';
import type { PullOptions } from '../../engine/engine.ts';
import { downloadedBytes, timedPull } from './timed-pull.ts';

const digest = (start: string): string => `sha256:${start.padEnd(64, '0')}`;

/** An engine that takes a second and reports these lines. */
class ReportingEngine extends FakeEngine {
  lines: readonly string[] = [];
  override async pullImage(_ref: string, options?: PullOptions): Promise<void> {
    for (const line of this.lines) options?.onProgress?.(line);
    this.clock.advance(1000);
  }
}

// As 26.1.5 reports it, shortened.
const report = [
  'measured: Pulling from image',
  '4f4fb700ef54: Already exists',
  'a3ed95caeb02: Pulling fs layer',
  'a3ed95caeb02: Downloading',
  'a3ed95caeb02: Download complete',
  'a3ed95caeb02: Extracting',
  'a3ed95caeb02: Pull complete',
  `Digest: ${digest('1')}`,
  'Status: Downloaded newer image for 127.0.0.1:5000/image:measured',
];

test('a pull is timed, and what it says was there is noted', async () => {
  const engine = new ReportingEngine();
  engine.lines = report;
  const pull = await timedPull(engine, '127.0.0.1:5000/image:measured', engine.clock);
  expect(pull).toEqual({ ms: 1000, present: new Set(['4f4fb700ef54']) });
  const blob = (start: string, size: number) => ({ mediaType: '', digest: digest(start), size });
  const layers = [blob('4f4fb700ef54', 5000), blob('a3ed95caeb02', 300), blob('a3ed95caeb02', 300)];
  expect(downloadedBytes({ config: blob('c', 20), layers }, pull.present)).toBe(320);
});

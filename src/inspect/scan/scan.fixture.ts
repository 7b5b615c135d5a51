import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pack } from 'tar-stream';
import { fakeProgram, print, type FakeProgram } from './fake-program.fixture.ts';
import type { ScanParts } from './scan-image.ts';
import { trivyVersion } from './trivy/trivy-report.fixture.ts';
import { trivy } from './trivy/trivy.ts';

/** Folders of a test's own, and what a scan needs in them. */
export interface ScanBench {
  readonly bin: string;
  readonly temp: string;
  parts(more?: Partial<ScanParts>): ScanParts;
  /** A `trivy` on the PATH; its scripts are shell. */
  trivy(scripts: { readonly scan: string; readonly version?: string }): FakeProgram;
  dispose(): void;
}

export function scanBench(): ScanBench {
  const root = mkdtempSync(path.join(tmpdir(), 'stagebench-scan-test-'));
  const [bin, temp] = [path.join(root, 'bin'), path.join(root, 'temp')];
  mkdirSync(bin);
  mkdirSync(temp);
  return {
    bin,
    temp,
    parts: (more) => ({
      scanner: trivy,
      saveImage: savedImage,
      tempFolder: temp,
      environment: { PATH: bin, HOME: root },
      timeoutMs: 60_000,
      clock: { date: () => new Date() },
      ...more,
    }),
    trivy: ({ scan, version = print(trivyVersion) }) =>
      fakeProgram(bin, 'trivy', `case $1 in\nversion)\n${version}\n;;\nimage)\n${scan}\n;;\nesac`),
    dispose: () => rmSync(root, { recursive: true }),
  };
}

/** An image as `docker save` gives it: a stream of a tar. */
export async function savedImage(): Promise<Readable> {
  const archive = pack();
  archive.entry({ name: 'layer.tar' }, Buffer.alloc(100_000));
  archive.entry({ name: 'manifest.json' }, '[{"Layers":["layer.tar"]}]');
  archive.finalize();
  return Readable.from(archive as AsyncIterable<Buffer>);
}

/** Lists the saved image, whose path is the third word, as a tar. */
export const listImage = 'tar -tf "$3" >"$here/listing" || exit 9';

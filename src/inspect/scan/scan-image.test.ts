import { readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { print } from './fake-program.fixture.ts';
import { scanImage, type ScanParts } from './scan-image.ts';
import { listImage, savedImage, scanBench, type ScanBench } from './scan.fixture.ts';
import {
  cleanDebian,
  cleanGo,
  debian,
  emptyDebian,
  trivyReport,
  trivyVersion,
  trivyVersionWithoutDatabase,
  vulnerableDebian,
} from './trivy/trivy-report.fixture.ts';

let bench: ScanBench;
beforeEach(() => {
  bench = scanBench();
});
afterEach(() => {
  expect(readdirSync(bench.temp)).toEqual([]);
  bench.dispose();
});

const vulnerable = print(trivyReport([vulnerableDebian], debian));
const clean = print(trivyReport([cleanDebian], debian));
/** A script that says something on stderr and fails. */
const fail = (said: string): string => `{\n${print(said)}\n} >&2\nexit 1`;

/** Runs until someone ends it; its pid is in a file from the moment it runs. */
const hang = 'echo $$ >"$here/pid"\nexec sleep 3600';

const isGone = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
};

describe('an image that was scanned', () => {
  test('has its counts, with the versions of scanner and database', async () => {
    bench.trivy({ scan: vulnerable });
    expect(await scanImage(bench.parts())).toEqual({
      state: 'scanned',
      scanner: 'trivy',
      scannerVersion: '0.68.2',
      databaseVersion: '2',
      databaseDate: '2030-02-03T00:30:11.123Z',
      critical: 1,
      high: 2,
      criticalFixable: 1,
      highFixable: 0,
    });
  });

  test('has 0 where packages were looked at and nothing was found', async () => {
    bench.trivy({ scan: clean });
    expect(await scanImage(bench.parts())).toMatchObject({ state: 'scanned', critical: 0, high: 0 });
  });

  test('was given to the scanner as a whole tar, in a folder without settings', async () => {
    const trivy = bench.trivy({ scan: `${listImage}\nls -A >"$here/beside"\n${clean}` });
    await scanImage(bench.parts());
    expect(trivy.wrote('listing')).toBe('layer.tar\nmanifest.json\n');
    expect(trivy.wrote('beside')).toBe('image.tar\n');
  });

  test('was scanned between two questions for the version: the second names the database that was used', async () => {
    const version = `if test -e "$here/scanned"; then\n${print(trivyVersion)}\nelse\n${print(trivyVersionWithoutDatabase)}\nfi`;
    const trivy = bench.trivy({ version, scan: `touch "$here/scanned"\n${clean}` });
    expect(await scanImage(bench.parts())).toMatchObject({ databaseDate: '2030-02-03T00:30:11.123Z' });
    expect(trivy.calls().map(([command]) => command)).toEqual(['version', 'image', 'version']);
  });

  test('was scanned with no settings of the user but those that say where the database is', async () => {
    const trivy = bench.trivy({ scan: clean });
    const { environment } = bench.parts();
    const user = { ...environment, TRIVY_IGNORE_UNFIXED: 'true', TRIVY_DB_REPOSITORY: 'mirror/db' };
    await scanImage(bench.parts({ environment: user }));
    expect(trivy.wrote('environment')).toContain('TRIVY_DB_REPOSITORY=mirror/db');
    expect(trivy.wrote('environment')).not.toContain('TRIVY_IGNORE_UNFIXED');
  });

  test('in which no system packages were looked up says so', async () => {
    bench.trivy({ scan: print(trivyReport([cleanGo])) });
    expect(await scanImage(bench.parts())).toMatchObject({ state: 'language-packages-only', high: 0 });
  });

  test('says what goes on', async () => {
    bench.trivy({ scan: clean });
    const texts: string[] = [];
    await scanImage(bench.parts({ onProgress: (text) => texts.push(text) }));
    expect(texts).toEqual(['Saving the image for Trivy', 'Trivy scans the image']);
  });
});

/** The scripts of a Trivy, other parts, or both. */
interface Trouble {
  readonly scan?: string;
  readonly version?: string;
  readonly parts?: Partial<ScanParts>;
}

const torn = (): Readable =>
  Readable.from(
    (async function* () {
      yield Buffer.alloc(1000);
      throw new Error('the engine is gone');
    })(),
  );

describe('an image that was not scanned has a reason, and no number', () => {
  test.each<[string, Trouble, RegExp]>([
    ['no Trivy', {}, /^There is no trivy on the PATH\. Install Trivy/],
    ['a Trivy that does not run', { version: 'exit 3', scan: clean }, /exit code 3 and said nothing/],
    [
      'no network for the database',
      { scan: fail('FATAL\tFatal error\tinit error: DB error: failed to download vulnerability DB') },
      /could not get its vulnerability database/,
    ],
    [
      'no database, and told not to fetch it',
      { scan: fail('FATAL\tDB error: --skip-update cannot be specified on the first run') },
      /no vulnerability database yet/,
    ],
    ['an old Trivy', { scan: fail('Error: unknown flag: --scanners') }, /Use Trivy 0\.37/],
    ['a failing exit code', { scan: 'exit 2' }, /exit code 2 and said nothing/],
    ['a failing exit code after a good report', { scan: `${clean}\nexit 1` }, /exit code 1/],
    ['a Trivy that is killed', { scan: 'kill -KILL $$' }, /was ended by SIGKILL/],
    ['no report', { scan: ':' }, /is not JSON/],
    ['garbage for a report', { scan: 'echo "Total: 0"' }, /is not JSON/],
    ['half a report', { scan: print(trivyReport([cleanDebian]).slice(0, -9)) }, /is not JSON/],
    [
      'another schema',
      { scan: print(trivyReport([cleanDebian], debian, { SchemaVersion: 3 })) },
      /schema version 3/,
    ],
    [
      'a report out of shape',
      { scan: print(trivyReport(undefined, debian, { Results: 'none' })) },
      /not as documented/,
    ],
    [
      'nothing in the image that can be scanned',
      { scan: print(trivyReport(undefined)) },
      /nothing that it knows how to scan/,
    ],
    ['null for results', { scan: print(trivyReport(null)) }, /nothing that it knows how to scan/],
    [
      'a system without packages',
      { scan: print(trivyReport([emptyDebian], debian)) },
      /nothing that it knows how to scan/,
    ],
    [
      'a database without a date',
      { scan: clean, version: print(trivyVersionWithoutDatabase) },
      /which vulnerability database/,
    ],
    ['a version that cannot be read', { scan: clean, version: 'echo 0.68.2' }, /which version it is/],
    [
      'an engine that does not give the image',
      { scan: clean, parts: { saveImage: () => Promise.reject(new Error('no such image')) } },
      /could not be saved for the scan \(no such image\)/,
    ],
    [
      'an image that is torn',
      { scan: clean, parts: { saveImage: async () => torn() } },
      /\(the engine is gone\)/,
    ],
  ])('%s', async (_, { scan, version, parts }, reason) => {
    if (scan !== undefined) bench.trivy({ scan, ...(version !== undefined && { version }) });
    const result = await scanImage(bench.parts(parts));
    expect(result).toEqual({
      state: 'not-scanned',
      scanner: 'trivy',
      reason: expect.stringMatching(reason),
    });
  });

  test('no place for the saved image', async () => {
    bench.trivy({ scan: clean });
    writeFileSync(path.join(bench.bin, 'file'), '');
    const result = await scanImage(bench.parts({ tempFolder: path.join(bench.bin, 'file') }));
    expect(result).toMatchObject({ state: 'not-scanned', reason: expect.stringContaining('XDG_CACHE_HOME') });
  });

  test('no scanner: the image is not even saved', async () => {
    const saveImage = vi.fn(savedImage);
    await scanImage(bench.parts({ saveImage }));
    expect(saveImage).not.toHaveBeenCalled();
  });
});

describe('a scanner that does not end', () => {
  test('is gone when the time is over, and nothing was scanned', async () => {
    const trivy = bench.trivy({ scan: hang });
    expect(await scanImage(bench.parts({ timeoutMs: 2000 }))).toEqual({
      state: 'not-scanned',
      scanner: 'trivy',
      reason: expect.stringMatching(/^Trivy had not ended after 2 s and was stopped/),
    });
    expect(isGone(Number(trivy.wrote('pid')))).toBe(true);
  });

  test('is gone after an interrupt, which is no result', async () => {
    const trivy = bench.trivy({ scan: hang });
    const controller = new AbortController();
    const outcome = scanImage(bench.parts({ signal: controller.signal }));
    await vi.waitFor(() => expect(trivy.wrote('pid')).toMatch(/^\d+\n$/), 10_000);
    controller.abort();
    await expect(outcome).rejects.toMatchObject({ code: 'INTERRUPTED' });
    expect(isGone(Number(trivy.wrote('pid')))).toBe(true);
  });
});

describe('an interrupt', () => {
  test('before the scan calls nothing', async () => {
    const trivy = bench.trivy({ scan: clean });
    await expect(scanImage(bench.parts({ signal: AbortSignal.abort() }))).rejects.toMatchObject({
      code: 'INTERRUPTED',
    });
    expect(trivy.calls()).toEqual([]);
  });

  test('while the image is saved lets go of the engine', async () => {
    bench.trivy({ scan: clean });
    const controller = new AbortController();
    const endless = new Readable({ read: () => controller.abort() });
    const saveImage = async () => endless;
    await expect(scanImage(bench.parts({ saveImage, signal: controller.signal }))).rejects.toMatchObject({
      code: 'INTERRUPTED',
    });
    expect(endless.destroyed).toBe(true);
  });
});

import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { print } from './fake-program.fixture.ts';
import { scanImages } from './scan-images.ts';
import { savedImage, scanBench, type ScanBench } from './scan.fixture.ts';
import {
  cleanDebian,
  debian,
  trivyReport,
  trivyVersionWithoutDatabase,
} from './trivy/trivy-report.fixture.ts';

let bench: ScanBench;
beforeEach(() => {
  bench = scanBench();
});
afterEach(() => bench.dispose());

const clean = print(trivyReport([cleanDebian], debian));

/** What two images have, one after the other, and how many scans were begun. */
async function scanTwo(scripts: Parameters<ScanBench['trivy']>[0], timeoutMs = 60_000) {
  const trivy = bench.trivy(scripts);
  const scan = scanImages(bench.parts({ timeoutMs }));
  const saveImage = vi.fn(savedImage);
  const results = [await scan({ saveImage }), await scan({ saveImage })];
  const begun = trivy.calls().filter(([command]) => command === 'image').length;
  return { results, begun, saved: saveImage.mock.calls.length };
}

test.each([
  ['has no answer within the time limit', { scan: 'exec sleep 3600' }, /Trivy had not ended after 1\.5 s/],
  [
    'gets no database',
    { scan: 'echo "FATAL DB error: failed to download vulnerability DB" >&2\nexit 1' },
    /could not get its vulnerability database/,
  ],
  [
    'does not say with which database',
    { scan: clean, version: print(trivyVersionWithoutDatabase) },
    /which vulnerability database/,
  ],
])('a scanner that %s is not tried again, and the reason says so', async (_, scripts, reason) => {
  const { results, begun, saved } = await scanTwo(scripts, scripts.scan === clean ? 60_000 : 1500);
  const [first = '', second = ''] = results.map((result) =>
    result.state === 'not-scanned' ? result.reason : '',
  );
  expect(first).toMatch(reason);
  expect(second).toBe(`Trivy was not tried again after it had failed for an image before: ${first}`);
  expect([begun, saved]).toEqual([1, 1]);
});

test('a failure that may have been for the image is none for the next', async () => {
  const once = `if test -e "$here/failed"; then\n${clean}\nelse\ntouch "$here/failed"\nkill -KILL $$\nfi`;
  const { results, begun } = await scanTwo({ scan: once });
  expect(results).toMatchObject([{ state: 'not-scanned' }, { state: 'scanned', critical: 0 }]);
  expect(begun).toBe(2);
});

test('without a scanner each image has the same reason', async () => {
  const scan = scanImages(bench.parts());
  const [first, second] = [await scan({ saveImage: savedImage }), await scan({ saveImage: savedImage })];
  expect(second).toEqual(first);
});

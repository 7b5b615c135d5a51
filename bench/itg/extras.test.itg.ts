import { afterAll, beforeAll, expect, test } from 'vitest';
import { imageColumns } from '../../src/record/csv/columns.ts';
import type { ImageRow } from '../../src/record/rows.ts';
import { copyCheckout, quickDockerfile, type Checkout } from './checkout.fixture.ts';
import { startCli } from './cli.fixture.ts';
import { dockerOn, dockerState } from './docker-state.fixture.ts';
import { describeWithEngine } from './needs-engine.fixture.ts';
import { recorded } from './recorded.fixture.ts';

/** Random bytes: not the same twice, and not smaller when compressed. */
const randomBytes = 1_000_000;
const random = quickDockerfile({ step: `RUN head -c ${randomBytes} /dev/urandom > /random` });
const onScratch = `FROM scratch
COPY server /server
COPY ca-certificates.crt /etc/ssl/certs/
EXPOSE 8080
CMD ["/server"]
`;

describeWithEngine('a run with --transfer --zstd --scan --reproducible', ({ kind, endpoint, goApp }) => {
  let checkout: Checkout;
  let rows: ReadonlyMap<string, ImageRow>;
  let text: string;
  let before: unknown;
  const state = async () => {
    const { images, containers } = await dockerState(dockerOn(endpoint));
    return { images, containers };
  };
  const row = (strategy: string): ImageRow => {
    const found = rows.get(strategy);
    if (found === undefined) throw new Error(`no row of go/${strategy}:\n${text}`);
    return found;
  };

  beforeAll(async () => {
    before = await state();
    checkout = await copyCheckout(goApp);
    await checkout.writeDockerfile('slim', random);
    await checkout.writeDockerfile('scratch', onScratch);
    const run = await startCli(checkout.root, [
      ...['run', '--engine', kind, '--bases', 'local', '--apps', 'go', '--strategies', 'scratch,slim'],
      ...[
        '--scenarios',
        'cold',
        '--rounds',
        '1',
        '--transfer',
        '--zstd',
        '--scan',
        'trivy',
        '--reproducible',
      ],
    ]);
    text = `${run.stderr}\n${run.stdout}`;
    const { images } = await recorded(checkout.results);
    rows = new Map(images.map((image) => [image.strategy, image]));
    expect(run.exitCode, text).toBe(0);
  });
  afterAll(() => checkout.remove());

  test('fills every column but those that have nothing to say', () => {
    const scanned = row('slim').scan !== 'not scanned';
    const saysNothing = [
      ...['names_found', 'transfer_reason', 'reproducible_reason', 'reason'],
      ...(scanned
        ? ['scan_reason']
        : imageColumns.filter((name) => /^(scan_(critical|high)|scanner_)/.test(name))),
    ];
    const pulls = ['pull_empty_ms', 'pull_based_ms', 'pull_based_bytes'];
    const empty = imageColumns.filter((name) => row('slim')[name] === undefined);
    expect(empty.filter((name) => name !== 'names_found')).toEqual(
      imageColumns.filter(
        (name) =>
          (saysNothing.includes(name) && name !== 'names_found') ||
          (kind !== 'private' && pulls.includes(name)),
      ),
    );
  });

  test('counts what travels: random bytes do, in either compression, and nothing twice', () => {
    const { size_bytes: size = 0, transfer_bytes: bytes = 0, transfer_zstd_bytes: zstd = 0 } = row('slim');
    expect(row('slim')).toMatchObject({ transfer: 'measured', transfer_compression: 'gzip' });
    for (const travelling of [bytes, zstd]) {
      expect(travelling).toBeGreaterThan(randomBytes);
      expect(travelling).toBeLessThan(size);
    }
    expect(row('slim').push_ms).toBeGreaterThan(0);
    expect(row('scratch').pull_based_ms).toBeUndefined();
  });

  test('onto an engine that has the base only the own layers are pulled', ({ skip }) => {
    skip(kind !== 'private', 'pulls are measured on a private engine');
    const { pull_based_bytes: based = 0, transfer_bytes: bytes = 0 } = row('slim');
    expect(based).toBeGreaterThan(randomBytes);
    expect(based).toBeLessThan(bytes / 2);
  });

  test('tells which file is another one each time', () => {
    expect(row('slim')).toMatchObject({ reproducible: 'different', reproducible_epoch: 'different' });
    expect(row('slim').differing_paths).toContain('/random (content)');
    expect(row('scratch').reproducible).toMatch(/^(identical|only-times)$/);
  });

  test('counts no vulnerability where nothing was scanned, and says why', () => {
    for (const { scan, scan_critical, scan_reason } of rows.values())
      expect(scan !== 'not scanned', scan_reason).toBe(
        scan_critical !== undefined && scan_reason === undefined,
      );
    expect(text).toContain(row('slim').scan === 'not scanned' ? 'not scanned' : 'critical');
  });

  test('leaves the engine as it was', async () => {
    expect(await state()).toEqual(before);
  });
});

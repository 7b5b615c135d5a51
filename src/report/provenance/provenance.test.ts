import { expect, test } from 'vitest';
import { chartSourceOf } from '../chart-source.fixture.ts';
import { measuredOn } from './measured-where.ts';
import { provenance } from './provenance.ts';

test('who built in place of the engine is told, and how images came back', async () => {
  const { rows } = await chartSourceOf();
  const builtBy = { driver: 'remote', version: 'v0.26.2', nodes: 1, id: 'a', isMine: false };
  const engine = { ...rows.manifest.engine, kind: 'private' as const, builtBy };
  expect(measuredOn({ ...rows.manifest, engine })).toContain(
    '; built by a builder of the driver remote, BuildKit v0.26.2, images sent back as OCI archives), ',
  );
});

test('bases are counted in one order, whichever image comes first', async () => {
  const source = await chartSourceOf();
  const [one, two, three] = source.rows.images;
  const images = [
    { ...one, base_source: 'substitute' as const },
    { ...two, base_source: 'local' as const },
    { ...three, base_source: 'local' as const },
  ] as typeof source.rows.images;
  const said = (order: typeof images) => provenance({ ...source, rows: { ...source.rows, images: order } });
  expect(said(images)).toContain('; 3 images: 2 on local bases, 1 on a substitute base; ');
  expect(said(images.toReversed())).toBe(said(images));
});

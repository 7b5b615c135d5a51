import { expect, test } from 'vitest';
import { chartSourceOf } from '../../chart-source.fixture.ts';
import { charts } from './index.ts';

const canvas = { width: 640, isAlone: true };

test.each(charts.filter(({ id }) => id !== 'size-time'))(
  'the chart $id marks an image on a substitute base',
  async (chart) => {
    const source = await chartSourceOf();
    const images = source.rows.images.map((image) =>
      image.strategy === 'slim' ? { ...image, base_source: 'substitute' as const } : image,
    );
    const drawn = chart.draw({ ...source, rows: { ...source.rows, images } }, 'go', canvas);
    expect(drawn?.svg).toMatch(/<text[^>]*>slim †</);
    expect(drawn?.svg).not.toMatch(/<text[^>]*>slim</);
  },
);

test('of an image without a base a pull moves all, wherever', async () => {
  const source = await chartSourceOf({ strategies: ['slim', 'scratch'] });
  const images = source.rows.images.map((image) =>
    image.strategy === 'scratch'
      ? { ...image, base_ref: 'scratch', transfer_bytes: 3_766_898, pull_based_bytes: undefined }
      : image,
  );
  const drawn = charts
    .find(({ id }) => id === 'transfer')
    ?.draw({ ...source, rows: { ...source.rows, images } }, 'go', canvas);
  expect(drawn?.svg).toContain('>3.77 MB, no base<');
  // A grey and a blue bar for each of both.
  expect(drawn?.svg.match(/<rect /g)).toHaveLength(4);
  expect(drawn?.cells.rows.at(-1)).toEqual(['scratch', '3.77 MB', 'no base', '2.00 s']);
});

test('a text that was cut has no blank before its sign, and no full stop behind it', async () => {
  const source = await chartSourceOf();
  // The blank is the 89th character, where it is cut.
  const layers = source.layers.map((layer) => ({
    ...layer,
    created_by: `RUN ${'x'.repeat(84)} install # buildkit`,
  }));
  const alt = charts.find(({ id }) => id === 'layers')?.draw({ ...source, layers }, 'go', canvas)?.alt;
  expect(alt).toMatch(/xxx…$/);
});

import { expect, test } from 'vitest';
import { placeLabels, type Labelled } from './place-labels.ts';

const at = (x: number, y: number, text = 'distroless'): Labelled => ({ x, y, text });

test('beside its point on the right; on the left where the right has no room', () => {
  expect(
    placeLabels([at(100, 100), at(380, 100)], { left: 0, right: 400, top: 0, bottom: 200 }),
  ).toMatchObject([
    { dx: 8, dy: 0, anchor: 'start' },
    { dx: -8, dy: 0, anchor: 'end' },
  ]);
});

test('two points on one spot have their labels on both sides, further ones above and below', () => {
  const places = placeLabels([at(200, 100), at(200, 100), at(200, 100)], {
    left: 0,
    right: 400,
    top: 0,
    bottom: 200,
  });
  expect(new Set(places.map(({ dy, anchor }) => `${dy} ${anchor}`)).size).toBe(3);
  expect(places.slice(0, 2)).toMatchObject([{ anchor: 'start' }, { anchor: 'end' }]);
});

test.each([240, 400, 800])(
  'of twenty points in a chart of %i px no two labels overlap, and none is cut',
  (width) => {
    // A spiral, so that points lie close in the middle.
    const points = Array.from({ length: 20 }, (_, index) => {
      const [angle, away] = [index * 0.9, index / 20];
      return at(
        width * (0.5 + 0.4 * away * Math.cos(angle)),
        200 + 180 * away * Math.sin(angle),
        ['slim', 'multi-stage', 'alpine †'][index % 3],
      );
    });
    const boxes = placeLabels(points, { left: 0, right: width, top: 0, bottom: 400 }).map(
      ({ dx, dy, anchor }, index) => {
        const { x, y, text } = points[index] ?? at(0, 0);
        const length = text.length * 6.8;
        const left = anchor === 'start' ? x + dx : x + dx - length;
        return { left, right: left + length, top: y + dy - 7.5, bottom: y + dy + 7.5 };
      },
    );
    for (const [index, a] of boxes.entries()) {
      expect([a.left >= 0, a.right <= width]).toEqual([true, true]);
      for (const b of boxes.slice(index + 1))
        expect(a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom).toBe(false);
    }
  },
);

const frame = { left: 0, right: 400, top: 0, bottom: 200 };

test('a label keeps off a line where there is room: on the other side, or higher or lower', () => {
  const right = { from: [200, 100], to: [400, 110], cost: 4 } as const;
  const left = { from: [0, 90], to: [200, 100], cost: 4 } as const;
  expect(placeLabels([at(200, 100)], frame, [right])).toMatchObject([{ dy: 0, anchor: 'end' }]);
  const [off] = placeLabels([at(200, 100)], frame, [right, left]);
  expect(off?.dy).not.toBe(0);
  // The interval of another point passes on the right.
  const interval = { from: [230, 20], to: [230, 180], cost: 4 } as const;
  expect(placeLabels([at(200, 100)], frame, [interval])).toMatchObject([{ dy: 0, anchor: 'end' }]);
});

test('a line that ends before a label, or passes by, is none of its business', () => {
  const lines = [
    { from: [0, 0], to: [400, 60], cost: 4 },
    { from: [200, 100], to: [204, 180], cost: 4 },
    { from: [0, 100], to: [200, 100], cost: 4 },
  ] as const;
  expect(placeLabels([at(200, 100)], frame, lines)).toMatchObject([{ dy: 0, anchor: 'start' }]);
});

test('rather than go far away it lies on a line that costs less', () => {
  // Nothing that is higher or lower by less than 3 heights is off this one.
  const upright = (cost: number) =>
    [180, 220].map((x) => ({ from: [x, 50] as const, to: [x, 150] as const, cost }));
  expect(placeLabels([at(200, 100)], frame, upright(2))).toMatchObject([{ dy: 0 }]);
  expect(placeLabels([at(200, 100)], frame, upright(9))).toMatchObject([{ dy: -60 }]);
});

test('with lines everywhere it stays beside its point', () => {
  const lines = Array.from({ length: 41 }, (_, index) => ({
    from: [0, index * 5] as const,
    to: [400, index * 5] as const,
    cost: 4,
  }));
  expect(placeLabels([at(200, 100)], frame, lines)).toMatchObject([{ dy: 0, anchor: 'start' }]);
});

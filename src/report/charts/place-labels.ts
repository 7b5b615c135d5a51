import stringWidth from 'string-width';

/** A point of a chart and what is to stand beside it; px. */
export interface Labelled {
  readonly x: number;
  readonly y: number;
  readonly text: string;
}

/** Where a label is put, from its point; px. */
export interface Place {
  readonly dx: number;
  readonly dy: number;
  readonly anchor: 'start' | 'end';
}

/** Of a label of 12 px, on average, in DejaVu Sans: the widest of the usual fonts of a system; px. */
const characterWidth = 7.5;
const lineHeight = 15;
/** Between a point and its label. */
const gap = 8;
/** Half of what a point covers. */
const radius = 5;

/** px. */
export interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** A straight line that a label should not lie on; px. */
export interface Line {
  readonly from: readonly [x: number, y: number];
  readonly to: readonly [x: number, y: number];
  /** So many heights of a label further from its point is as bad as to lie on it. */
  readonly cost: number;
}

/**
 * Puts each label beside its point, so that none lies on another one, on a point or outside of the frame: on the right if there is
 * room, else on the left, else higher or lower, as near as possible. It keeps off the `lines`, too, where
 * that does not take it too far away. Points are served from the top.
 */
export function placeLabels(points: readonly Labelled[], frame: Box, lines: readonly Line[] = []): Place[] {
  const dots = points.map(({ x, y }): Box => ({
    left: x - radius,
    right: x + radius,
    top: y - radius,
    bottom: y + radius,
  }));
  const taken: Box[] = [];
  const places = new Map<Labelled, Place>();
  for (const point of points.toSorted((a, b) => a.y - b.y)) {
    const candidates = distances.flatMap((dy) =>
      (['start', 'end'] as const).map((anchor) => ({
        place: placeAt(dy, anchor),
        box: boxOf(point, dy, anchor),
      })),
    );
    const free = candidates.filter(
      ({ box }) =>
        box.left >= frame.left &&
        box.right <= frame.right &&
        box.top >= frame.top &&
        box.bottom <= frame.bottom &&
        ![...taken, ...dots].some((other) => overlaps(box, other)),
    );
    const costOf = ({ place: { dy }, box }: (typeof candidates)[number]): number =>
      lines.reduce((sum, line) => sum + (isCrossed(box, line) ? line.cost : 0), Math.abs(dy) / lineHeight);
    // Of two that cost the same, the first one stays where it is.
    const [cheapest] = free.toSorted((a, b) => costOf(a) - costOf(b));
    const found = cheapest ?? candidates.find(({ box }) => !taken.some((other) => overlaps(box, other)));
    const { place, box } = found ?? { place: placeAt(0, 'start'), box: boxOf(point, 0, 'start') };
    taken.push(box);
    places.set(point, place);
  }
  return points.map((point) => places.get(point) ?? placeAt(0, 'start'));
}

/** Nearest first: beside, above, below, and further away. */
const distances = [
  0,
  ...Array.from({ length: 12 }, (_, index) => index + 1).flatMap((step) => [-step, step]),
].map((step) => step * lineHeight);

const placeAt = (dy: number, anchor: Place['anchor']): Place => ({
  dx: anchor === 'start' ? gap : -gap,
  dy,
  anchor,
});

function boxOf({ x, y, text }: Labelled, dy: number, anchor: Place['anchor']): Box {
  const length = stringWidth(text) * characterWidth;
  const near = anchor === 'start' ? x + gap : x - gap - length;
  return { left: near, right: near + length, top: y + dy - lineHeight / 2, bottom: y + dy + lineHeight / 2 };
}

const overlaps = (a: Box, b: Box): boolean =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

/** Whether a line has a part in a box: what each of its four sides cuts off leaves something (Liang and Barsky 1984). */
function isCrossed({ left, right, top, bottom }: Box, { from: [x, y], to: [toX, toY] }: Line): boolean {
  const [dx, dy] = [toX - x, toY - y];
  let [first, last] = [0, 1];
  for (const [along, room] of [
    [-dx, x - left],
    [dx, right - x],
    [-dy, y - top],
    [dy, bottom - y],
  ] as const) {
    if (along === 0) {
      if (room < 0) return false;
    } else if (along < 0) first = Math.max(first, room / along);
    else last = Math.min(last, room / along);
  }
  return first <= last;
}

import * as Plot from '@observablehq/plot';
import type { Figure } from '../../domain/definitions/claim.ts';
import type { JudgedClaim } from '../../stats/claims/judge-claim.ts';
import type { Canvas } from '../charts/chart.ts';
import { colours, drawPlot } from '../charts/draw-plot.ts';
import { roomFor } from '../charts/margins.ts';
import { figureText, valueText } from './figure-text.ts';
import { verdictWords } from './verdict-words.ts';

/** A line of the chart. Figures may share their words, so each has its place, too. */
interface Bar {
  readonly place: string;
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly isControl: boolean;
  readonly text: string;
}

/**
 * The numbers of a claim that are of one kind with the number of its verdict, and those of its control. A ratio is a dot beside a
 * line at 1, everything else a bar from 0; an interval is a line. Undefined if the claim has no numbers.
 */
export function drawClaim(
  judged: JudgedClaim,
  canvas: Canvas,
): { readonly svg: string; readonly alt: string } | undefined {
  const [first] = judged.figures;
  if (first === undefined) return undefined;
  const bars = [
    ...ofUnit(judged.figures, first.unit).map((figure, at) => barOf(figure, at, false)),
    ...ofUnit(judged.control, first.unit).map((figure, at) => barOf(figure, at, true)),
  ];
  const names = bars.map(({ place }) => nameOf(place));
  const [left, right] = [roomFor(names), roomFor(bars.map(({ text }) => text))];
  const title = `${judged.claim.id}: ${judged.claim.says}`;
  const description = `${sentenceOf(judged)} ${first.what}: ${figureText(first)}.`;
  const isRatio = first.unit === 'ratio';
  const svg = drawPlot(
    {
      height: bars.length * 22 + 34,
      ...{ marginLeft: left, marginRight: right, marginTop: 4, marginBottom: 30 },
      x: {
        ...{ label: null, zero: true, tickSize: 3, ticks: Math.max(2, (canvas.width - left - right) / 90) },
        tickFormat: (value: number) => valueText(first.unit, value),
      },
      y: { domain: bars.map(({ place }) => place), label: null, tickSize: 0, tickFormat: nameOf },
      marks: [
        Plot.ruleX([isRatio ? 1 : 0], { stroke: colours.faint }),
        ...(isRatio
          ? [Plot.dot(bars, { x: 'value', y: 'place', r: 4.5, fill: colourOf })]
          : [Plot.barX(bars, { x: 'value', y: 'place', insetTop: 4, insetBottom: 4, fill: colourOf })]),
        Plot.ruleY(bars, { x1: 'low', x2: 'high', y: 'place', stroke: 'currentColor', strokeWidth: 1.5 }),
        Plot.text(bars, {
          ...{
            x: ({ high }: Bar) => Math.max(0, high),
            y: 'place',
            textAnchor: 'start',
            dx: 8,
            text: 'text',
          },
        }),
      ],
    },
    canvas,
    { title, description },
  );
  return { svg, alt: description };
}

const ofUnit = (figures: readonly Figure[], unit: Figure['unit']): Figure[] =>
  figures.filter((figure) => figure.unit === unit);

const barOf = (figure: Figure, at: number, isControl: boolean): Bar => ({
  place: `${at} ${isControl ? 'control: ' : ''}${figure.what}`,
  ...{ value: figure.value, low: figure.value, high: figure.value },
  ...figure.interval,
  isControl,
  text: valueText(figure.unit, figure.value),
});

const nameOf = (place: string): string => place.slice(place.indexOf(' ') + 1);

const colourOf = ({ isControl }: Bar): string => (isControl ? colours.faint : colours.accent);

const sentenceOf = ({ verdict }: JudgedClaim): string =>
  `${verdictWords[verdict].charAt(0).toUpperCase()}${verdictWords[verdict].slice(1)}.`;

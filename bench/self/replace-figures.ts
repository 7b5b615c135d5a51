import type { SelfFigures } from '../../src/report/table.ts';

type Figures = SelfFigures['figures'];

/** Kept figures, each with the date of its measurement, and in their places those that were measured again; new ones follow. */
export function replaceFigures(kept: SelfFigures, measured: Figures): Figures {
  const again = new Map(measured.map((figure) => [figure.name, figure]));
  const names = new Set(kept.figures.map(({ name }) => name));
  return [
    ...kept.figures.map((figure) => again.get(figure.name) ?? { ...figure, date: figure.date ?? kept.date }),
    ...measured.filter(({ name }) => !names.has(name)),
  ];
}

import { chart } from '../../charts/drawn/times.ts';
import { fewestForOrder } from '../../few-samples.ts';
import { table as times } from '../../tables/times.ts';
import { table as ratios } from '../../tables/ratios.ts';
import type { Section } from '../section.ts';

export const section: Section = {
  ...{ id: 'times', order: 3, title: 'Times by scenario' },
  intro:
    'Each scenario has its own scale. The line at the end of a bar is the 95 % interval of the median; ' +
    `below ${fewestForOrder} samples it goes from the least to the most.`,
  chart,
  tables: [times, ratios],
};

import { chart } from '../../charts/drawn/start.ts';
import { table as start } from '../../tables/images/start.ts';
import type { Section } from '../section.ts';

export const section: Section = {
  ...{ id: 'start', order: 9, title: 'Start' },
  intro: 'From the start of the container until the first good answer.',
  chart,
  tables: [start],
};

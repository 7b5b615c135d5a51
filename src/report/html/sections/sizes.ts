import { chart } from '../../charts/drawn/sizes.ts';
import { table as sizes } from '../../tables/images/sizes.ts';
import type { Section } from '../section.ts';

export const section: Section = {
  ...{ id: 'sizes', order: 4, title: 'Bytes, base and own' },
  intro: 'The grey part is the base, which several images share. The blue part is what a build adds.',
  chart,
  tables: [sizes],
};

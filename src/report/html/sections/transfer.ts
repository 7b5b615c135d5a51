import { chart } from '../../charts/drawn/transfer.ts';
import { table as transfer } from '../../tables/images/transfer.ts';
import type { Section } from '../section.ts';

export const section: Section = {
  ...{ id: 'transfer', order: 8, title: 'Transfer' },
  intro:
    'Grey: all bytes of a pull. Blue: what is left where the base is there already; of an image without a base, all of it.',
  chart,
  tables: [transfer],
};

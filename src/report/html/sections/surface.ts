import { table as surface } from '../../tables/images/surface.ts';
import { table as debug } from '../../tables/images/debug.ts';
import type { Section } from '../section.ts';

export const section: Section = {
  ...{ id: 'surface', order: 7, title: 'Attack surface' },
  intro:
    'What somebody who gets into the container finds. The larger a number is in its column, the stronger its cell is shaded.',
  tables: [surface, debug],
  isShaded: true,
};

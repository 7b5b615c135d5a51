import { chart } from '../../charts/drawn/size-time.ts';
import type { Section } from '../section.ts';

export const section: Section = {
  ...{ id: 'size-time', order: 2, title: 'Size and time' },
  intro:
    'Left and below is better. Filled points are the front: no other variant is both smaller and not slower. A line through a ' +
    'point is the 95 % interval of its time.',
  chart,
};

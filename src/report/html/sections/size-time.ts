import { chart } from '../../charts/drawn/size-time.ts';
import { fewestForOrder } from '../../few-samples.ts';
import type { Section } from '../section.ts';

export const section: Section = {
  ...{ id: 'size-time', order: 2, title: 'Size and time' },
  intro:
    'Left and below is better. Filled points are the front: no other variant is smaller and not shown to be slower, or as small ' +
    `and faster. An order of two times takes ${fewestForOrder} rounds that both have; points without one are not filled. ` +
    'The line through a point is the 95 % interval of its time; ' +
    `below ${fewestForOrder} samples it goes from the least to the most. Images on substitute bases are left out.`,
  chart,
};

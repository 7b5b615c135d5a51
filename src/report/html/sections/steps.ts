import { chart } from '../../charts/drawn/steps.ts';
import type { Section } from '../section.ts';

export const section: Section = {
  ...{ id: 'steps', order: 6, title: 'Steps of a rebuild' },
  intro:
    'The build whose time is nearest to the median. Blue bars are the critical path, grey ones ran beside it, and diamonds came from the cache.',
  chart,
};

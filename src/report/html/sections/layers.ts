import { chart } from '../../charts/drawn/layers.ts';
import type { Section } from '../section.ts';

export const section: Section = {
  ...{ id: 'layers', order: 5, title: 'Layers' },
  intro: 'From the bottom, as long as they are large. Own layers are dark.',
  chart,
};

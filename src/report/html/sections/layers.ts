import { chart } from '../../charts/drawn/layers.ts';
import type { Section } from '../section.ts';

export const section: Section = {
  ...{ id: 'layers', order: 5, title: 'Layers' },
  intro:
    'The bottom layer stands on the left. Grey layers are those of the base, blue ones those of the build.',
  chart,
};

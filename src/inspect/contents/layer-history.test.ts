import { describe, expect, test } from 'vitest';
import { imageConfigSchema } from '../archive/documents/image-config.ts';
import { historyOf } from './layer-history.ts';

const layer = (created_by?: string | null) => ({ created_by });
const empty = (created_by: string) => ({ created_by, empty_layer: true });

/** The steps of an image with this history and so many layers. */
function stepsOf(history: unknown, layers: number, Env: readonly string[] = []) {
  const diffIds = Array.from({ length: layers }, (_, index) => `sha256:${String(index).repeat(64)}`);
  const config = imageConfigSchema.parse({ config: { Env }, rootfs: { diff_ids: diffIds }, history });
  return historyOf({ refs: [], configDigest: '', config, diffIds });
}

describe('each step that is not empty made the next layer', () => {
  test.each([
    ['no step, no layer', [], 0, []],
    [
      'a layer for each',
      [layer('ADD'), layer('RUN')],
      2,
      [
        { createdBy: 'ADD', layer: 0 },
        { createdBy: 'RUN', layer: 1 },
      ],
    ],
    [
      'empty ones before, between and after',
      [empty('ARG'), layer('ADD'), empty('ENV'), layer('RUN'), empty('CMD')],
      2,
      [
        { createdBy: 'ARG' },
        { createdBy: 'ADD', layer: 0 },
        { createdBy: 'ENV' },
        { createdBy: 'RUN', layer: 1 },
        { createdBy: 'CMD' },
      ],
    ],
    ['nothing but empty ones', [empty('ENV')], 0, [{ createdBy: 'ENV' }]],
    [
      'steps that do not say what they did',
      [layer(null), {}],
      2,
      [
        { createdBy: '', layer: 0 },
        { createdBy: '', layer: 1 },
      ],
    ],
    [
      'a step that is expressly not empty',
      [{ created_by: 'ADD', empty_layer: false }],
      1,
      [{ createdBy: 'ADD', layer: 0 }],
    ],
  ])('%s', (_, history, layers, steps) => {
    expect(stepsOf(history, layers)).toEqual(steps);
  });
});

test('a step does not tell the value of a secret', () => {
  const history = [
    ...[empty('ARG TOKEN=hunter2'), layer('RUN |1 TOKEN=hunter2 /bin/sh -c make')],
    empty('ENV API_TOKEN=hunter2 A=1'),
  ];
  expect(stepsOf(history, 1, ['API_TOKEN=hunter2', 'A=1'])).toEqual([
    { createdBy: 'ARG TOKEN=…' },
    { createdBy: 'RUN |1 TOKEN=… /bin/sh -c make', layer: 0 },
    { createdBy: 'ENV API_TOKEN=… A=1' },
  ]);
});

describe('the layers stand alone', () => {
  const alone = [
    { createdBy: '', layer: 0 },
    { createdBy: '', layer: 1 },
  ];

  test.each([
    ['where there is no history', undefined],
    ['where it is null', null],
    ['where it is empty', []],
    ['where it has fewer steps', [layer('ADD'), empty('CMD')]],
    ['where it has more', [layer('ADD'), layer('RUN'), layer('COPY')]],
  ])('%s', (_, history) => {
    expect(stepsOf(history, 2)).toEqual(alone);
  });
});

import { expect, test } from 'vitest';
import { connectFake } from './connect-fake.ts';

const connect = (text?: string) =>
  connectFake({
    fakeWorld: { apps: [], strategies: [], contextOf: ({ id }) => id, interrupt: () => {}, kill: () => {} },
    environment: text === undefined ? {} : { STAGEBENCH_FAKE: text },
  });

test.each([undefined, '{}', '{"failingBuilds":["go-slim"]}'])(
  'STAGEBENCH_FAKE=%s is a script',
  async (text) => {
    expect((await connect(text)).engine.kind).toBe('fake');
  },
);

test.each([
  ['{"failingBuilds":', /^STAGEBENCH_FAKE is not JSON: /],
  ['', /^STAGEBENCH_FAKE is not JSON: /],
  ['null', 'STAGEBENCH_FAKE must be a JSON object, not null.'],
  ['["go-slim"]', 'STAGEBENCH_FAKE must be a JSON object'],
])('STAGEBENCH_FAKE=%s is an error of usage', async (text, message) => {
  await expect(connect(text)).rejects.toMatchObject({ code: 'USAGE' });
  await expect(connect(text)).rejects.toThrow(message);
});

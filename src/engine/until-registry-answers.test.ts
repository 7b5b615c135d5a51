import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listeningOn, untilRegistryAnswers } from './until-registry-answers.ts';

let status = 200;
const server = createServer((request, response) => {
  response.writeHead(request.url === '/v2/' ? status : 404).end();
});
let host: string;
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

const starting = {
  host: async (): Promise<string | undefined> => host,
  ending: async (): Promise<string | undefined> => undefined,
  logTail: async () => ['its last words'],
};

test('a registry is there when it has an address and its API answers', async () => {
  let asked = 0;
  const hostLater = async () => ((asked += 1) < 3 ? undefined : host);
  status = 503;
  const answering = async () => {
    if (asked === 5) status = 200;
    return undefined;
  };
  expect(await untilRegistryAnswers({ ...starting, host: hostLater, ending: answering }, undefined)).toBe(
    host,
  );
  expect(asked).toBe(6);
});

describe('a registry that does not come', () => {
  test('because it ended, is an error with its last words', async () => {
    const outcome = untilRegistryAnswers({ ...starting, ending: async () => 'exit 2' }, undefined);
    await expect(outcome).rejects.toMatchObject({
      code: 'TRANSFER_FAILED',
      message: 'The registry on loopback ended at once (exit 2). Its last words:\n  its last words',
    });
  });

  test('and does not end either, is an error after a time', async () => {
    const outcome = untilRegistryAnswers({ ...starting, host: async () => undefined }, undefined, 0);
    await expect(outcome).rejects.toMatchObject({
      code: 'TRANSFER_FAILED',
      message: expect.stringContaining('did not answer within 0 s'),
    });
  });

  test('before an interruption, is one', async () => {
    await expect(untilRegistryAnswers(starting, AbortSignal.abort())).rejects.toMatchObject({
      code: 'INTERRUPTED',
    });
  });
});

test('the address is in what it writes', () => {
  const line =
    'time="2026-01-01T00:00:00Z" level=info msg="listening on 127.0.0.1:41235" go.version=go1.19.8';
  expect(listeningOn(`first\n${line}\n`)).toBe('127.0.0.1:41235');
  expect(listeningOn('listening on [::]:5000')).toBeUndefined();
});

import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import type { AppAnswer } from '../engine.ts';
import { httpGet } from '../http-get.ts';

/** What is got from a server that answers so. */
async function got(answer: (response: ServerResponse) => void): Promise<AppAnswer | undefined> {
  const server = createServer((_, response) => answer(response));
  try {
    await once(server.listen(0, '127.0.0.1'), 'listening');
    return await httpGet(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`, 30_000);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

test('status and body are handed on, up to a megabyte', async () => {
  const body = 'ü'.repeat(512 * 1024);
  expect(await got((response) => response.writeHead(503).end(body))).toEqual({ status: 503, body });
});

test('of a body without an end there is the beginning, and that it is larger', async () => {
  const piece = 'x'.repeat(64 * 1024);
  const answer = await got((response) => {
    const goOn = (): void => {
      response.write(piece, (error) => {
        if (!error) goOn();
      });
    };
    goOn();
  });
  expect(answer).toEqual({ status: 200, body: 'x'.repeat(1024 * 1024), largerThanBytes: 1024 * 1024 });
});

test('of a body that breaks off there is nothing', async () => {
  expect(await got((response) => response.write('{"a":', () => response.destroy()))).toBeUndefined();
});

import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { getFromSocket } from './daemon/socket-request.ts';

/** What is got from a server behind a socket that answers so. */
async function got(answer: (response: ServerResponse) => void): Promise<string | undefined> {
  const folder = mkdtempSync(path.join(tmpdir(), 'stagebench-socket-'));
  const server = createServer((_, response) => answer(response));
  try {
    const socket = path.join(folder, 'engine.sock');
    await once(server.listen(socket), 'listening');
    return await getFromSocket(socket, '/version');
  } finally {
    server.closeAllConnections();
    server.close();
    rmSync(folder, { recursive: true });
  }
}

test('the answer of an engine is handed on', async () => {
  expect(await got((response) => response.end('{"Version":"26.1.5"}'))).toBe('{"Version":"26.1.5"}');
});

test.each<[string, (response: ServerResponse) => void]>([
  ['that refuses', (response) => response.writeHead(500).end('no')],
  ['that breaks off', (response) => response.write('{"Ver', () => response.destroy())],
])('of one %s there is none', async (_, answer) => {
  expect(await got(answer)).toBeUndefined();
});

test('an answer without an end is no engine’s, and is not read on', async () => {
  const piece = 'x'.repeat(64 * 1024);
  const reading = got((response) => {
    const goOn = (): void => {
      response.write(piece, (error) => {
        if (!error) goOn();
      });
    };
    goOn();
  });
  await expect(reading).rejects.toMatchObject({
    code: 'ENGINE_UNREACHABLE',
    message: expect.stringMatching(/engine\.sock is no engine: its answer is larger than 1048576 bytes\.$/),
  });
});

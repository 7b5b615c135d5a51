import { createServer, type ServerResponse } from 'node:http';
import { mkdir, readFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { execa } from 'execa';

/** What the mirror does with a file: hand it out, hand it out damaged, or stop half-way and keep the line open. */
type MirrorBehaviour = 'serve' | 'damage' | 'stall';

export interface DebianMirror extends AsyncDisposable {
  readonly url: string;
  /** The names of the .deb files asked for, in order. */
  readonly asked: string[];
  /** Decides for each .deb; may be replaced. */
  behave: (fileName: string) => MirrorBehaviour;
}

/**
 * A Debian mirror on loopback that can misbehave. It fetches from the real one with the machine's own apt (so that
 * the machine's proxies and mirrors are used), once per file.
 */
export async function startDebianMirror(upstream: string, cacheDir: string): Promise<DebianMirror> {
  await mkdir(cacheDir, { recursive: true });
  const fetched = new Map<string, Promise<Buffer | undefined>>();
  const fetchOnce = (path: string): Promise<Buffer | undefined> => {
    const known =
      fetched.get(path) ?? fetchWithApt(upstream + path, join(cacheDir, encodeURIComponent(path)));
    fetched.set(path, known);
    return known;
  };
  const server = createServer((request, response) => {
    const path = (request.url ?? '').replace(/^\/debian/, '');
    const fileName = decodeURIComponent(path.split('/').at(-1) ?? '');
    const isPackage = fileName.endsWith('.deb');
    if (isPackage) mirror.asked.push(fileName);
    void fetchOnce(path).then((body) =>
      answer(response, body, isPackage ? mirror.behave(fileName) : 'serve'),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const mirror: DebianMirror = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/debian`,
    asked: [],
    behave: () => 'serve',
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return mirror;
}

/** Sends a file, or less than that. */
function answer(response: ServerResponse, body: Buffer | undefined, behaviour: MirrorBehaviour): void {
  if (body === undefined) {
    response.writeHead(404).end();
    return;
  }
  response.writeHead(200, { 'content-length': body.length });
  if (behaviour === 'stall') {
    response.write(body.subarray(0, body.length / 2));
    return;
  }
  const sent = Buffer.from(body);
  if (behaviour === 'damage') sent[sent.length - 1] = (sent.at(-1) ?? 0) ^ 0xff;
  response.end(sent);
}

/** Fetches with apt's own downloader; undefined if the mirror does not have it. */
async function fetchWithApt(url: string, file: string): Promise<Buffer | undefined> {
  const options = ['-o', 'APT::Sandbox::User=root', 'download-file', url, file];
  const { failed } = await execa('/usr/lib/apt/apt-helper', options, { reject: false });
  return failed ? undefined : await readFile(file);
}

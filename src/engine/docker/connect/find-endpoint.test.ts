import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer as createHttpsServer } from 'node:https';
import { connect, createServer, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { DockerEngine } from '../docker-engine.ts';
import { findEndpoint } from './find-endpoint.ts';
import { makeCertificates, pem } from './tls.fixture.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'stagebench-tls-'));
const empty = path.join(folder, 'empty');
/** First bytes of every connection: a TLS handshake begins with 0x16 (RFC 8446, section 5.1), HTTP with a letter. */
let firstBytes: number[];
let port: number;
let outside: Server;
let tlsServer: ReturnType<typeof createHttpsServer>;

const answers: Readonly<Record<string, unknown>> = {
  '/version': { Version: '28.5.2', ApiVersion: '1.51' },
  '/info': { ID: 'with TLS', Driver: 'overlay2', NCPU: 2, MemTotal: 8e9 },
  '/networks': [{ Driver: 'bridge' }],
};

/** An engine that asks for a client's certificate, behind a door that notes how each connection begins. */
beforeAll(async () => {
  mkdirSync(empty);
  makeCertificates(folder);
  const files = {
    ca: pem(folder, 'ca.pem'),
    cert: pem(folder, 'server.pem'),
    key: pem(folder, 'server-key.pem'),
  };
  tlsServer = createHttpsServer(
    { ...files, requestCert: true, rejectUnauthorized: true },
    ({ url = '' }, response) => response.end(JSON.stringify(answers[url])),
  );
  await new Promise<void>((resolve) => tlsServer.listen(0, '127.0.0.1', resolve));
  const inner = (tlsServer.address() as AddressInfo).port;
  outside = createServer((socket) => {
    const onward = connect(inner, '127.0.0.1');
    for (const one of [socket, onward]) one.on('error', () => {});
    socket.once('data', (first) => firstBytes.push(first[0] ?? -1));
    socket.pipe(onward).pipe(socket);
  });
  await new Promise<void>((resolve) => outside.listen(0, '127.0.0.1', resolve));
  port = (outside.address() as AddressInfo).port;
});
afterAll(async () => {
  tlsServer.closeAllConnections();
  await new Promise((resolve) => tlsServer.close(resolve));
  await new Promise((resolve) => outside.close(resolve));
  rmSync(folder, { recursive: true });
});
beforeEach(() => {
  firstBytes = [];
});

/** Connects as the variables say; no docker CLI is there. */
async function idOf(variables: NodeJS.ProcessEnv): Promise<string> {
  const environment = { HOME: empty, PATH: empty, DOCKER_HOST: `tcp://127.0.0.1:${port}`, ...variables };
  const engine = await DockerEngine.connect('docker', await findEndpoint(environment), 'reading');
  return (await engine.info()).id;
}

/** A home whose ~/.docker has these files. */
function home(name: string, ...files: string[]): string {
  const docker = path.join(folder, name, '.docker');
  mkdirSync(docker, { recursive: true });
  for (const file of files) copyFileSync(path.join(folder, file), path.join(docker, file));
  return path.dirname(docker);
}
const own = ['ca.pem', 'cert.pem', 'key.pem'];

describe('where TLS is asked for it is spoken, with the certificates that docker takes', () => {
  test.each<[string, () => NodeJS.ProcessEnv]>([
    ['of ~/.docker', () => ({ DOCKER_TLS_VERIFY: '1', HOME: home('a', ...own) })],
    ['of ~/.docker, unchecked', () => ({ DOCKER_TLS: '1', HOME: home('b', ...own) })],
    ['of DOCKER_CONFIG', () => ({ DOCKER_TLS_VERIFY: '1', DOCKER_CONFIG: folder })],
    ['of DOCKER_CERT_PATH', () => ({ DOCKER_TLS: 'no', DOCKER_CERT_PATH: folder, DOCKER_CONFIG: empty })],
  ])('%s', async (_, variables) => {
    expect(await idOf(variables())).toBe('with TLS');
    expect(new Set(firstBytes)).toEqual(new Set([0x16]));
  });

  test('an engine that has another certificate is refused, and taken unchecked', async () => {
    const other = path.join(folder, 'other');
    mkdirSync(other);
    makeCertificates(other);
    for (const name of ['cert.pem', 'key.pem']) copyFileSync(path.join(folder, name), path.join(other, name));
    await expect(idOf({ DOCKER_TLS_VERIFY: '1', DOCKER_CERT_PATH: other })).rejects.toMatchObject({
      code: 'ENGINE_UNREACHABLE',
      message: expect.stringContaining('TLS is asked for'),
    });
    expect(await idOf({ DOCKER_TLS: '1', DOCKER_CERT_PATH: other })).toBe('with TLS');
    expect(new Set(firstBytes)).toEqual(new Set([0x16]));
  });

  // As the docker CLI 26.1.5 says it: "open …/ca.pem: no such file or directory".
  test.each(['DOCKER_TLS_VERIFY', 'DOCKER_TLS'])(
    '%s without ca.pem is an error that names it',
    async (name) => {
      await expect(idOf({ [name]: '1' })).rejects.toMatchObject({
        code: 'ENGINE_UNREACHABLE',
        message: expect.stringContaining(`${empty}/.docker/ca.pem`),
      });
      expect(firstBytes).toEqual([]);
    },
  );

  test('an engine that does not speak it is told nothing', async () => {
    const heard: Buffer[] = [];
    const plain = createServer((socket) => {
      socket.on('error', () => {});
      socket.on('data', (data) => heard.push(data));
      socket.end('HTTP/1.1 400 Bad Request\r\n\r\n');
    });
    await new Promise<void>((resolve) => plain.listen(0, '127.0.0.1', resolve));
    const DOCKER_HOST = `tcp://127.0.0.1:${(plain.address() as AddressInfo).port}`;
    await expect(
      idOf({ DOCKER_TLS_VERIFY: '1', DOCKER_CERT_PATH: folder, DOCKER_HOST }),
    ).rejects.toMatchObject({
      code: 'ENGINE_UNREACHABLE',
      message: `No engine answers at ${DOCKER_HOST}: TLS is asked for, and it does not speak TLS.`,
    });
    expect(Buffer.concat(heard).toString('latin1')).not.toContain('HTTP');
    await new Promise((resolve) => plain.close(resolve));
  });
});

/** A docker CLI that says this of its context. */
function docker(name: string, script: string): string {
  const bin = path.join(folder, name);
  mkdirSync(bin);
  writeFileSync(path.join(bin, 'docker'), `#!/bin/sh\n${script}\n`);
  chmodSync(path.join(bin, 'docker'), 0o755);
  return bin;
}
/** As `docker context inspect --format '{{json .}}'` of 26.1.5 prints it. */
const context = (Name: string, Host: string, tls: object = {}) =>
  `echo '${JSON.stringify({ Name, Metadata: {}, Endpoints: { docker: { Host, SkipTLSVerify: false } }, ...tls })}'`;

describe('without DOCKER_HOST', () => {
  test('a context brings its own certificates', async () => {
    mkdirSync(path.join(folder, 'store', 'docker'), { recursive: true });
    for (const name of own) copyFileSync(path.join(folder, name), path.join(folder, 'store', 'docker', name));
    const tls = { TLSMaterial: { docker: own }, Storage: { TLSPath: path.join(folder, 'store') } };
    const PATH = docker('ctx', context('far', `tcp://127.0.0.1:${port}`, tls));
    const endpoint = await findEndpoint({ PATH, DOCKER_TLS_VERIFY: '1', DOCKER_CERT_PATH: empty });
    expect(endpoint.builder).toBe('far');
    expect((await DockerEngine.connect('docker', endpoint, 'reading')).kind).toBe('docker');
    expect(new Set(firstBytes)).toEqual(new Set([0x16]));
  });

  test('a context without certificates has none, whatever is asked for elsewhere', async () => {
    const PATH = docker('clear', context('near', 'tcp://127.0.0.1:1'));
    expect(await findEndpoint({ PATH, DOCKER_TLS_VERIFY: '1', DOCKER_CERT_PATH: folder })).toMatchObject({
      ...{ host: 'tcp://127.0.0.1:1', builder: 'near', tls: undefined },
    });
  });

  test('the default is a local socket, or with TLS the port for it', async () => {
    expect((await findEndpoint({ PATH: empty })).host).toBe('unix:///var/run/docker.sock');
    const asked = { PATH: empty, DOCKER_TLS_VERIFY: '1', DOCKER_CERT_PATH: folder };
    expect((await findEndpoint(asked)).host).toBe('tcp://localhost:2376');
  });

  test('a context that is not there is an error, not another engine', async () => {
    const PATH = docker('gone', 'echo "context \\"x\\": context not found: open meta.json" >&2; exit 1');
    await expect(findEndpoint({ PATH })).rejects.toMatchObject({
      code: 'ENGINE_UNREACHABLE',
      message: expect.stringContaining('context not found'),
    });
  });
});

test.each(['http://127.0.0.1:1', 'https://127.0.0.1:1'])('%s is refused, as docker does', async (host) => {
  await expect(findEndpoint({ DOCKER_HOST: host })).rejects.toMatchObject({ code: 'ENGINE_UNREACHABLE' });
});

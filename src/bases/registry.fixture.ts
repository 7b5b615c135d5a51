import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { execa } from 'execa';
import { readHostFacts } from '../engine/private/host-facts.ts';
import { installPackages } from '../engine/private/install-packages.ts';
import { parseOsRelease } from '../engine/private/os-release.ts';
import { privatePaths } from '../engine/private/private-paths.ts';

export interface TestRegistry {
  /** `127.0.0.1:PORT`: engines need no TLS for the loopback. */
  readonly host: string;
  stop(): Promise<void>;
}

/** Debian's docker-registry on a free port of the loopback, with its images in `folder`; fetched into the cache folder. */
export async function startRegistry(folder: string): Promise<TestRegistry> {
  const { env } = process;
  const paths = privatePaths({ env });
  const facts = await readHostFacts(env);
  const { codename } = parseOsRelease(facts.osRelease);
  const current = path.join(paths.toolsDir, `${codename}-registry`, 'current');
  const set = { title: 'the registry', current, wanted: [`docker-registry/${codename}`] };
  await installPackages(set, paths, facts, { env });
  await mkdir(folder, { recursive: true });
  const config = path.join(folder, 'config.json');
  await writeFile(
    config,
    JSON.stringify({
      version: '0.1',
      storage: { filesystem: { rootdirectory: path.join(folder, 'data') } },
      http: { addr: '127.0.0.1:0' },
    }),
  );
  const server = execa(path.join(current, 'usr/bin/docker-registry'), ['serve', config], {
    reject: false,
    stdin: 'ignore',
  });
  const host = await new Promise<string>((resolve, reject) => {
    let seen = '';
    server.stderr.on('data', (data: Buffer) => {
      seen += data.toString('utf8');
      const address = /listening on (127\.0\.0\.1:\d+)/.exec(seen)?.[1];
      if (address !== undefined) resolve(address);
    });
    void server.then(() => reject(new Error(`the registry ended:\n${seen}`)));
  });
  const stop = async () => {
    server.kill();
    await server;
  };
  return { host, stop };
}

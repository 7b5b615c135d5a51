import { describe, expect, test } from 'vitest';
import { containerCommands, installedCommands, type ScanPlace } from './scanner-commands.ts';
import { trivy } from './trivy/trivy.ts';

const place: ScanPlace = {
  scanner: trivy,
  folder: '/tmp/stagebench-scan-1',
  file: '/tmp/stagebench-scan-1/image.tar',
  environment: {
    PATH: '/usr/bin',
    HTTPS_PROXY: 'http://proxy:3128',
    TRIVY_CACHE_DIR: '/home/user/db',
    TRIVY_PASSWORD: 'secret',
    TRIVY_IGNORE_UNFIXED: 'true',
    TRIVY_CONFIG: '/etc/trivy.yaml',
  },
  timeoutMs: 90_000,
};

const engine = {
  environment: { DOCKER_HOST: 'unix:///run/engine.sock', HTTPS_PROXY: undefined },
  cacheFolder: '/home/user/.cache/stagebench/trivy',
  labels: { 'stagebench.run': 'R1' },
  user: '1000:100',
  pullCommand: 'docker pull',
};

describe('an installed scanner', () => {
  test('is asked for all critical and high vulnerabilities, as JSON, with the packages it looked at', () => {
    const { scan, version } = installedCommands(place);
    expect([scan.program, ...scan.args].join(' ')).toBe(
      'trivy image --input /tmp/stagebench-scan-1/image.tar --format json --severity CRITICAL,HIGH --scanners vuln --list-all-pkgs --timeout 150s --quiet',
    );
    expect([version.program, ...version.args].join(' ')).toBe('trivy version --format json');
  });

  test('is told where its database is, and nothing that changes what is counted', () => {
    expect(installedCommands(place).scan.environment).toEqual({
      PATH: '/usr/bin',
      HTTPS_PROXY: 'http://proxy:3128',
      TRIVY_CACHE_DIR: '/home/user/db',
      TRIVY_PASSWORD: 'secret',
      TRIVY_SKIP_VERSION_CHECK: 'true',
      TRIVY_DISABLE_TELEMETRY: 'true',
      TMPDIR: '/tmp/stagebench-scan-1',
    });
  });
});

describe('a scanner in a container', () => {
  const { scan, version, cleanUp } = containerCommands(place, engine, 'aquasec/trivy:0.68.2');

  test('reads the saved image from a mount that cannot be written, and keeps its database', () => {
    expect([scan.program, ...scan.args]).toMatchInlineSnapshot(`
      [
        "docker",
        "run",
        "--rm",
        "--pull",
        "never",
        "--name",
        "stagebench-scan-1",
        "--label",
        "stagebench.run=R1",
        "--user",
        "1000:100",
        "--network",
        "host",
        "--env",
        "TRIVY_PASSWORD",
        "--env",
        "TRIVY_SKIP_VERSION_CHECK",
        "--env",
        "TRIVY_DISABLE_TELEMETRY",
        "--env",
        "HTTPS_PROXY",
        "--env",
        "TRIVY_CACHE_DIR=/scanner-cache",
        "--mount",
        "type=bind,source=/home/user/.cache/stagebench/trivy,target=/scanner-cache",
        "--mount",
        "type=bind,source=/tmp/stagebench-scan-1/image.tar,target=/image.tar,readonly",
        "aquasec/trivy:0.68.2",
        "image",
        "--input",
        "/image.tar",
        "--format",
        "json",
        "--severity",
        "CRITICAL,HIGH",
        "--scanners",
        "vuln",
        "--list-all-pkgs",
        "--timeout",
        "150s",
        "--quiet",
      ]
    `);
  });

  test('runs on the engine that is named, with its secrets in no argument', () => {
    expect(scan.environment).toMatchObject({
      DOCKER_HOST: 'unix:///run/engine.sock',
      HTTPS_PROXY: undefined,
      TRIVY_PASSWORD: 'secret',
    });
    expect(scan.args.join(' ')).not.toContain('secret');
  });

  test('has one name for each command, by which both are removed', () => {
    expect(version.args.slice(-4)).toEqual(['aquasec/trivy:0.68.2', 'version', '--format', 'json']);
    expect(cleanUp?.args).toEqual([
      'rm',
      '--force',
      '--volumes',
      ...[version, scan].map(({ args }) => args[args.indexOf('--name') + 1]),
    ]);
  });

  test('runs as its image says where users have no numbers', () => {
    const { args } = containerCommands(place, { ...engine, user: undefined }, 'mirror/trivy:1').scan;
    expect(args).not.toContain('--user');
  });
});

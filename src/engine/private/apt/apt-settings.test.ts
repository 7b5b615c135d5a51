import { expect, test } from 'vitest';
import { aptConfig, networkSettings, sourcesList } from './apt-settings.ts';

test('of the host, only what says how to reach the network is kept', () => {
  const dump = `Acquire "";
Acquire::http::Proxy "http://proxy.example:3128";
Acquire::Check-Valid-Until "false";
Acquire::Languages "";
Acquire::Languages:: "none";
Acquire::IndexTargets::deb::DEP-11::MetaKey "x";
APT::Update::Post-Invoke:: "rm -f /var/cache/apt/archives/*.deb";`;
  expect(networkSettings(dump)).toEqual([
    'Acquire::http::Proxy "http://proxy.example:3128";',
    'Acquire::Check-Valid-Until "false";',
  ]);
});

test('apt is told to read and write nothing of the host', () => {
  const lines = aptConfig('/c/apt', ['Acquire::http::Proxy "p";']).split('\n');
  expect(lines).toContain('Dir::Etc::parts "/dev/null";');
  expect(lines).toContain('Dir::State "/c/apt/state";');
  expect(lines).toContain('Dir::Cache "/c/apt/cache";');
  expect(lines.indexOf('Acquire::http::Proxy "p";')).toBeGreaterThan(lines.indexOf('Acquire::Retries "3";'));
});

test("every suite is verified with Debian's keys", () => {
  expect(sourcesList('http://m/debian', ['trixie', 'bookworm'])).toBe(
    `deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] http://m/debian trixie main
deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] http://m/debian bookworm main
`,
  );
});

import { expect, test } from 'vitest';
import { recipe } from './debian-trixie/recipe.ts';
import { mmdebstrapArguments } from './rootfs.ts';

test('debian:trixie is a minbase root file system with security and stable updates', () => {
  const rootfs = recipe.rootfs ?? expect.fail('debian:trixie declares no rootfs');
  expect(mmdebstrapArguments(rootfs, '/context/rootfs.tar')).toMatchInlineSnapshot(`
    [
      "--variant=minbase",
      "--mode=root",
      "--format=tar",
      "--skip=output/dev",
      "--keyring=/usr/share/keyrings/debian-archive-keyring.gpg",
      "--customize-hook=rm "$1/etc/resolv.conf" "$1/etc/hostname"",
      "--customize-hook=rm "$1/etc/apt/sources.list"",
      "trixie",
      "/context/rootfs.tar",
      "deb http://deb.debian.org/debian trixie main",
      "deb http://deb.debian.org/debian trixie-updates main",
      "deb http://deb.debian.org/debian-security trixie-security main",
    ]
  `);
});

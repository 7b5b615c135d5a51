import type { BaseRecipe } from '../recipe.ts';

export const recipe: BaseRecipe = {
  name: 'debian:trixie',
  folder: 'debian-trixie',
  source: 'local',
  parents: [],
  trust: 'none',
  rootfs: {
    suite: 'trixie',
    variant: 'minbase',
    keyring: '/usr/share/keyrings/debian-archive-keyring.gpg',
    sources: [
      'deb http://deb.debian.org/debian trixie main',
      'deb http://deb.debian.org/debian trixie-updates main',
      'deb http://deb.debian.org/debian-security trixie-security main',
    ],
    customize: [
      // mmdebstrap copies these from the host; the engine mounts its own over them.
      'rm "$1/etc/resolv.conf" "$1/etc/hostname"',
      // The Dockerfile brings debian.sources, as upstream has it.
      'rm "$1/etc/apt/sources.list"',
    ],
  },
};

import { defineCommand } from '../command-spec.ts';

export const command = defineCommand({
  usage: 'inspect <images..>',
  order: 5,
  positionals: { images: 'words' },
  readsInput: true,
  describe:
    'What is in images: bytes, layers, waste, attack surface; of an engine, or of `docker save` files',
  notes:
    'A word that names a file is one (docker save, OCI; compressed or not), - is standard input; neither needs an engine. ' +
    'Two images are held against each other. The images are read, never unpacked or started.',
  options: ['base', 'platform', 'scan', 'engine', 'json', 'quiet'],
  examples: [
    ['inspect debian:13', 'An image of your engine'],
    ['inspect ./image.tar', 'A file that docker save wrote; needs no engine'],
    ['inspect - < image.tar', 'Standard input'],
    ['inspect old.tar new.tar', 'Side by side, and what only one of them has'],
    ['inspect app:1 --base node:24-slim', 'Which layers are its own'],
    ['inspect app.tar --platform linux/arm64', 'One platform of a file that has several'],
    ['inspect app:1 --scan trivy', 'Also known vulnerabilities, where there is Trivy or its image'],
    ['inspect app:1 --json', 'The names of images.csv as keys'],
  ],
  resolve: ({ images, base, platform, scan, engine, json, quiet }) => ({
    images,
    base,
    platform,
    scan,
    engine,
    json,
    quiet,
  }),
  run: async (job, context) => (await import('./inspect/run.ts')).inspect(job, context),
});

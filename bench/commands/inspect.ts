import { defineCommand } from '../command-spec.ts';
import { option } from '../options/option.ts';
import { engine } from '../options/engine.ts';
import { json, quiet } from '../options/output.ts';
import { platform } from '../options/platform.ts';
import { scan } from '../options/scan.ts';

const base = option({
  name: 'base',
  type: 'string',
  affects: 'words',
  describe: 'Base of the images (image or file): splits their layers into own layers and base layers',
});

export const command = defineCommand({
  usage: 'inspect <images..>',
  order: 5,
  positionals: { images: 'words' },
  readsInput: true,
  describe:
    'Print what is in images (bytes, layers, waste, attack surface): images of an engine, or `docker save` files',
  notes:
    'Each word names a file (docker save, OCI; compressed or not), standard input (-), or else an image. Files and ' +
    'standard input need no engine. Two images are compared. Images are read, never unpacked or started.',
  options: [base, platform, scan, engine, json, quiet],
  examples: [
    ['inspect debian:13', 'An image of your engine'],
    ['inspect ./image.tar', 'A file that docker save wrote; needs no engine'],
    ['inspect - < image.tar', 'Standard input'],
    ['inspect old.tar new.tar', 'Side by side, with the names that only one of them has'],
    ['inspect app:1 --base node:24-slim', 'Splits own layers from base layers'],
    ['inspect app.tar --platform linux/arm64', 'One platform of a file that has several'],
    ['inspect app:1 --scan trivy', 'Also known vulnerabilities; needs Trivy or its image'],
    ['inspect app:1 --json', 'JSON whose keys are the columns of images.csv'],
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

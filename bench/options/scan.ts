import { option } from './option.ts';

export const scan = option({
  name: 'scan',
  type: 'string',
  affects: 'rows',
  describe:
    'Also scan each image for known vulnerabilities, with the program on the PATH, else with its image on the engine; that image uses the network of the host',
  choices: ['trivy'],
});

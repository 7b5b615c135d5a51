import type { Claim } from '../../src/domain/definitions/claim.ts';
import { languagePackagesOf } from '../../src/stats/claims/image-figures.ts';
import { article, exact, figuresOf, usualSentences } from '../../src/stats/claims/rules.ts';

const apps = ['node', 'python', 'go'] as const;
const strategies = ['single-stage', 'slim', 'distroless', 'scratch'] as const;

export const claim: Claim = {
  id: 'A18',
  order: 18,
  says: 'A scanner limited to CRITICAL and HIGH gives the security picture of an image.',
  madeIn: article,
  measuredBy: 'findings of the scanner, and the packages of the distribution that it can know at all',
  needs: [{ apps, strategies, scenarios: ['cold'] }],
  control:
    'The packages of the app are the same in distroless and in scratch: what the scanner can know of them must be, too.',
  rule: 'Not supported if an image has parts that no scanner can know: files of a distribution without its database of packages. Supported if every image has its database and was scanned. Without a scan of the rest, not decided: `not scanned` is not 0.',
  sentences: {
    ...usualSentences,
    supported: 'Every image has a database of packages, and was scanned.',
    'not-supported':
      'A scanner knows what a database of packages names. {blind} have none, though files of a distribution were copied into them. {scanned}',
    depends: 'It depends on what is in the image.',
  },
  decide: (evidence) => {
    const images = strategies.flatMap((strategy) =>
      apps.map((app) => ({ name: `${app}/${strategy}`, row: evidence.image({ app, strategy }) })),
    );
    // A Go program from scratch is static: nothing of a distribution is in it.
    const blind = images.filter(({ name, row }) => row.os_packages === undefined && name !== 'go/scratch');
    const scanned = images.filter(({ row }) => row.scan_critical !== undefined);
    const packages = (app: string, strategy: string): number =>
      languagePackagesOf(evidence, { app, strategy });
    const control = apps.map((app) =>
      exact(
        `${app}: packages in distroless − in scratch`,
        'count',
        packages(app, 'distroless') - packages(app, 'scratch'),
      ),
    );
    return {
      verdict:
        blind.length > 0 ? 'not-supported' : scanned.length === images.length ? 'supported' : 'not-decided',
      words: {
        blind: blind.map(({ name }) => name).join(' and '),
        scanned:
          scanned.length === 0 ? 'No image was scanned here.' : `${scanned.length} images were scanned.`,
        why: 'not every image was scanned, and `not scanned` is not 0',
      },
      figures: figuresOf([
        exact('images whose packages no scanner can know', 'count', blind.length),
        ...images.map(({ name, row }) =>
          exact(`${name}: packages of the distribution that are known`, 'count', row.os_packages ?? 0),
        ),
        ...scanned.map(({ name, row }) =>
          exact(`${name}: CRITICAL and HIGH`, 'count', (row.scan_critical ?? 0) + (row.scan_high ?? 0)),
        ),
      ]),
      control: figuresOf(control),
      isControlQuiet: control.every(({ value }) => value === 0),
    };
  },
};

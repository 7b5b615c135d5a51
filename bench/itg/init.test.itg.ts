import { describeInit, projects } from './init-projects.fixture.ts';

const named = (name: string) => projects.filter((project) => project.name === name);

// One of each language; `npm run test:full` builds all by all strategies.
describeInit(named('go-two'), ['slim', 'scratch']);
describeInit(named('pnpm-workspace'), ['slim', 'distroless']);
describeInit(named('python-pip'), ['slim', 'alpine']);

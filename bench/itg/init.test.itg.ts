import { describeInit, projects } from './init-projects.fixture.ts';

const named = (name: string) => projects.filter((project) => project.name === name);

// What needs no base that takes minutes to build; `npm run test:full` builds all projects by all strategies.
describeInit(named('go-two'), ['slim', 'scratch']);
describeInit(named('pnpm-workspace'), ['alpine']);

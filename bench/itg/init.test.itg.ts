import { describeInit, projects } from './init-projects.fixture.ts';

// The others are built by `npm run test:full`.
describeInit(projects.filter(({ name }) => name === 'go-two'));

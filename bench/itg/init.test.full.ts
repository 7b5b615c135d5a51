import { describeInit, projects } from './init-projects.fixture.ts';

describeInit(projects);

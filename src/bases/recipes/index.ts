import { recipe as alpine323 } from './alpine-3.23/recipe.ts';
import { recipe as buildpackDepsTrixie } from './buildpack-deps-trixie/recipe.ts';
import { recipe as buildpackDepsTrixieCurl } from './buildpack-deps-trixie-curl/recipe.ts';
import { recipe as buildpackDepsTrixieScm } from './buildpack-deps-trixie-scm/recipe.ts';
import { recipe as cpythonDist } from './cpython-dist/recipe.ts';
import { recipe as debianTrixie } from './debian-trixie/recipe.ts';
import { recipe as debianTrixieSlim } from './debian-trixie-slim/recipe.ts';
import { recipe as distrolessBaseDebian13 } from './distroless-base-debian13/recipe.ts';
import { recipe as distrolessCcDebian13 } from './distroless-cc-debian13/recipe.ts';
import { recipe as distrolessDist } from './distroless-dist/recipe.ts';
import { recipe as distrolessNodejs24Debian13 } from './distroless-nodejs24-debian13/recipe.ts';
import { recipe as distrolessPython3Debian13 } from './distroless-python3-debian13/recipe.ts';
import { recipe as distrolessStaticDebian13 } from './distroless-static-debian13/recipe.ts';
import { recipe as goDist } from './go-dist/recipe.ts';
import { recipe as golang126Alpine } from './golang-1.26-alpine/recipe.ts';
import { recipe as golang126Trixie } from './golang-1.26-trixie/recipe.ts';
import { recipe as node24Alpine } from './node-24-alpine/recipe.ts';
import { recipe as node24Trixie } from './node-24-trixie/recipe.ts';
import { recipe as node24TrixieSlim } from './node-24-trixie-slim/recipe.ts';
import { recipe as nodeDist } from './node-dist/recipe.ts';
import { recipe as python313Alpine } from './python-3.13-alpine/recipe.ts';
import { recipe as python313SlimTrixie } from './python-3.13-slim-trixie/recipe.ts';
import { recipe as python313Trixie } from './python-3.13-trixie/recipe.ts';
import type { BaseRecipe } from './recipe.ts';

/** Every base that can be built where no registry is reachable, and the intermediates that they share. */
export const recipes: readonly BaseRecipe[] = [
  alpine323,
  buildpackDepsTrixie,
  buildpackDepsTrixieCurl,
  buildpackDepsTrixieScm,
  cpythonDist,
  debianTrixie,
  debianTrixieSlim,
  distrolessBaseDebian13,
  distrolessCcDebian13,
  distrolessDist,
  distrolessNodejs24Debian13,
  distrolessPython3Debian13,
  distrolessStaticDebian13,
  goDist,
  golang126Alpine,
  golang126Trixie,
  node24Alpine,
  node24Trixie,
  node24TrixieSlim,
  nodeDist,
  python313Alpine,
  python313SlimTrixie,
  python313Trixie,
];

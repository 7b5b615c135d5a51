import type { Found } from '../shape.ts';
import type { PythonShape } from './python-shape.ts';

type Start = Pick<PythonShape, 'start' | 'remark' | 'environment'> & {
  /** The server listens where the image says, so the port is no guess. */
  readonly ownsPort: boolean;
};

/** An object that a server can serve: `module:name`, or `module:name()` for a function that makes it. */
interface Served {
  readonly kind: 'wsgi' | 'asgi';
  readonly target: string;
}

const makers: readonly (readonly [Served['kind'], RegExp])[] = [
  [
    'asgi',
    /^(\w+)(?:\s*:[^=\n]+)?\s*=\s*(?:[\w.]+\.)?(?:FastAPI|Starlette|Litestar|Quart|get_asgi_application)\(/m,
  ],
  ['wsgi', /^(\w+)(?:\s*:[^=\n]+)?\s*=\s*(?:[\w.]+\.)?(?:Flask|Bottle|get_wsgi_application)\(/m],
];
const factory = /^def (create_app|make_app)\(/m;
const isAsgi = /\b(?:FastAPI|Starlette|Litestar|Quart)\(/;

/** Modules by their names as they are imported, with the shortest first. */
export function modulesOf(sources: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const modules = [...sources].map(([file, text]) => {
    const name = file
      .replace(/^src\//, '')
      .replace(/(\/__init__)?\.py$/, '')
      .replaceAll('/', '.');
    return [name, text] as const;
  });
  return new Map(modules.toSorted(([a], [b]) => a.split('.').length - b.split('.').length));
}

/** What a server can serve: an object first, then a function that makes one. */
function servedIn(modules: ReadonlyMap<string, string>): Served | undefined {
  for (const [kind, pattern] of makers)
    for (const [name, text] of modules) {
      const object = pattern.exec(text)?.[1];
      if (object !== undefined) return { kind, target: `${name}:${object}` };
    }
  for (const [name, text] of modules) {
    const made = factory.exec(text)?.[1];
    if (made !== undefined) return { kind: isAsgi.test(text) ? 'asgi' : 'wsgi', target: `${name}:${made}()` };
  }
  return undefined;
}

/** How python starts the app: by the server among its dependencies, by a script of its manifest, or by a file. */
export function startOf(
  modules: ReadonlyMap<string, string>,
  names: ReadonlySet<string>,
  scripts: PythonShape['scripts'],
  port: number,
): Start {
  const served = servedIn(modules);
  const [script, ...others] = Object.entries(scripts);
  const own = { remark: undefined, environment: {}, ownsPort: false };
  if (served !== undefined) {
    const server = serverOf(served, names, port, modules.get('gunicorn.conf') ?? '');
    if (server !== undefined) return server;
  }
  if (script !== undefined) {
    const [name, value] = script;
    const open = `the image starts ${name}. It could be ${others.map(([other]) => other).join(' or ')}.`;
    return { ...own, start: others.length === 0 ? { value } : { value, open } };
  }
  return { ...own, start: fileOf(modules, served) };
}

function serverOf(
  { kind, target }: Served,
  names: ReadonlySet<string>,
  port: number,
  settings: string,
): Start | undefined {
  const owned = { ownsPort: true, remark: undefined, environment: {} };
  if (kind === 'wsgi' && names.has('gunicorn')) {
    const words = /^wsgi_app\s*=/m.test(settings) ? [] : [target];
    // https://docs.gunicorn.org/en/stable/settings.html#bind
    return {
      ...owned,
      start: { value: ['-m', 'gunicorn', ...words] },
      ...(/^bind\s*=/m.test(settings)
        ? { ownsPort: false }
        : { environment: { PORT: String(port) }, remark: 'gunicorn listens on PORT, on all addresses.' }),
    };
  }
  if (kind === 'wsgi' && names.has('waitress'))
    return { ...owned, start: { value: ['-m', 'waitress', `--listen=*:${port}`, target] } };
  if (kind === 'asgi' && (names.has('uvicorn') || names.has('fastapi')))
    return {
      ...owned,
      start: { value: ['-c', uvicornProgram(target, port)] },
      remark: 'uvicorn itself does not read PORT.',
    };
  if (kind === 'asgi' && names.has('hypercorn'))
    return { ...owned, start: { value: ['-m', 'hypercorn', '--bind', `0.0.0.0:${port}`, target] } };
  return undefined;
}

/** https://www.uvicorn.org/#running-programmatically */
function uvicornProgram(target: string, port: number): string {
  const [app = '', isMade] = target.split('()');
  return [
    `import os, uvicorn; uvicorn.run('${app}'`,
    "host=os.environ.get('HOST') or '0.0.0.0'",
    `port=int(os.environ.get('PORT') or ${port})${isMade === undefined ? '' : ', factory=True'})`,
  ].join(', ');
}

/** A file that starts itself; with an app that nothing serves, a guess. */
function fileOf(modules: ReadonlyMap<string, string>, served: Served | undefined): Found<readonly string[]> {
  const isProgram = (text: string): boolean => /^if __name__ == ["']__main__["']/m.test(text);
  const [name] = [...modules].find(([module, text]) => module.endsWith('__main__') || isProgram(text)) ?? [];
  if (name !== undefined) return { value: ['-m', name.replace(/\.__main__$/, '')] };
  if (served !== undefined)
    return {
      value: ['-m', served.kind === 'wsgi' ? 'gunicorn' : 'uvicorn', served.target],
      open: 'no server is among the dependencies. Add one, and start it here.',
    };
  return { value: ['main.py'], open: 'nothing says what is started. These are the words that python gets.' };
}

/** What an installed script of that name does: https://packaging.python.org/en/latest/specifications/entry-points/ */
export function scriptProgram(entry: string): readonly string[] {
  const [module = '', callee = 'main'] = entry.split(':');
  const [first = callee] = callee.split('.');
  return ['-c', `import sys; from ${module} import ${first}; sys.exit(${callee}())`];
}

import { shellWord } from '../../domain/shell-word.ts';

/** How long ssh may take to connect; s. */
const connectSeconds = 30;

/**
 * The arguments of ssh that lead to the engine of another machine, as the docker CLI has them: its `dial-stdio` joins the
 * connection with the socket there. https://github.com/docker/cli/blob/v28.5.2/cli/connhelper/connhelper.go
 * Throws what `refuse` gives for an address that docker refuses as well.
 */
export function sshCommand(url: URL, refuse: (why: string) => Error): readonly string[] {
  if (url.hostname === '') throw refuse('it names no host');
  if (url.password !== '') throw refuse('ssh takes no password in an address');
  if (url.search !== '' || url.hash !== '') throw refuse('nothing may follow the host but a path');
  const socket = decodeURIComponent(url.pathname);
  const remote = /^\/*$/.test(socket) ? [] : ['--host', shellWord(`unix://${socket}`)];
  return [
    ...['-o', `ConnectTimeout=${connectSeconds}`, '-T'],
    ...(url.username === '' ? [] : ['-l', decodeURIComponent(url.username)]),
    ...(url.port === '' ? [] : ['-p', url.port]),
    ...['--', url.hostname.replace(/^\[(.*)\]$/, '$1')],
    ...['docker', ...remote, 'system', 'dial-stdio'],
  ];
}

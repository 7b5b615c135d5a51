// A child process of end-processes.test.ts, started under the name and with the arguments of a build: says when it is
// ready and which signal it got. `stubborn` as the last argument: it goes on.
process.on('SIGTERM', () => {
  console.log('SIGTERM');
  if (process.argv.at(-1) !== 'stubborn') process.exit(0);
});
process.stdin.resume();
console.log('ready');

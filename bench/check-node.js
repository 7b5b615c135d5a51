// Runs at the end of `npm ci` in a checkout, on whatever Node the scripts will run on. npm passes over an optional package that it
// could not fetch, or that is not what the lockfile says; without a word, the machine's own Node would take its place.
const needed = 24;
const { node } = process.versions;
if (Number.parseInt(node, 10) < needed) {
  console.error(
    `Stagebench runs on Node ${needed} or newer; this is Node ${node}. \`npm ci\` brings one along for Linux, macOS and ` +
      `Windows, but could not install it: it could not be fetched, or it is not the one that package-lock.json names.\n` +
      `what to do: check the network and run \`npm ci\` again (without --omit=optional), or install Node ${needed} or newer.`,
  );
  process.exitCode = 1;
}

// Requests the health endpoint until standard input ends, then prints the slowest response time in ms. It runs in a separate
// process, because a process that also creates the load would measure itself.
const [url = ""] = process.argv.slice(2);
let asking = true;
process.stdin.on("end", () => (asking = false)).resume();

/** @returns the duration of the request in ms */
async function ask(): Promise<number> {
  const startedAt = performance.now();
  const response = await fetch(`${url}/api/health`);
  await response.arrayBuffer();
  if (response.status !== 200) throw new Error(`health answered ${response.status}`);
  return performance.now() - startedAt;
}

// The first request is not counted, because it loads the HTTP client and opens the connection.
await ask();
process.stdout.write("asking\n");
let slowest = 0;
while (asking) slowest = Math.max(slowest, await ask());
process.stdout.write(`${slowest}\n`);
process.exit(0);

// Starts a guarded process, prints its pid, and waits to be killed.
import { spawn } from "node:child_process";
import { guard } from "../../scripts/processes/guard";

const child = spawn(process.execPath, ["-e", process.argv[2] ?? ""], {
  stdio: ["ignore", "pipe", "ignore"],
  detached: true,
});
guard(child.pid ?? 0, "SIGTERM", process.argv[3]);
child.stdout.once("data", (pids: Buffer) => process.stdout.write(`${child.pid} ${pids.toString()}`));
setInterval(() => undefined, 1000);

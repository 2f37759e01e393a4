// Measures CPU time, which does not depend on what else the machine is doing.

/** @returns the CPU time that this process spends on `run`, in milliseconds */
export function cpuTimeOf(run: () => unknown): number {
  const start = process.cpuUsage();
  run();
  return process.cpuUsage(start).user / 1_000;
}

// Reads an instance's metrics as Prometheus does.
import { uniqueAddress } from "@/tests/factories/addresses";
import { METRICS_TOKEN } from "@/tests/setup/instances";

export async function readMetrics(url: string): Promise<string> {
  const headers = { Authorization: `Bearer ${METRICS_TOKEN}`, "X-Forwarded-For": uniqueAddress() };
  const response = await fetch(`${url}/api/metrics`, { headers });
  if (response.status !== 200) throw new Error(`the metrics answered ${response.status}`);
  return response.text();
}

/** The value of the line that starts with `beginning`, or 0 without such a line. */
export function valueOf(metrics: string, beginning: string): number {
  const line = metrics.split("\n").find((each) => each.startsWith(`${beginning} `));
  return line === undefined ? 0 : Number(line.slice(beginning.length + 1));
}

/** The longest event loop delay of the process in ms since the previous request. */
export async function longestDelay(url: string): Promise<number> {
  return valueOf(await readMetrics(url), "nodejs_eventloop_lag_max_seconds") * 1000;
}

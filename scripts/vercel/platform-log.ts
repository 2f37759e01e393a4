// The emulator's own log lines, in the form of the app's. A line names the X-Vercel-Id of its request, which the response has,
// too.
export function logPlatform(level: "info" | "error", message: string, fields: Record<string, unknown>): void {
  console.log(JSON.stringify({ time: new Date().toISOString(), level, message, ...fields }));
}

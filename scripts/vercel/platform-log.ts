// The emulator's own log lines, in the app's format. Those about a function have the X-Vercel-Id of the request, as the
// response does.
export function logPlatform(level: "info" | "error", message: string, fields: Record<string, unknown>): void {
  console.log(JSON.stringify({ time: new Date().toISOString(), level, message, ...fields }));
}

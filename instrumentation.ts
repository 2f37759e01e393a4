// Boot: a process with a bad configuration does not start, and every request is logged from the first on.

export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { boot } = await import("@/lib/web/boot");
  boot();
}

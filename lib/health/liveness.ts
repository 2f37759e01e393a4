// The process answers. Nothing behind it is asked, so a slow database does not get the process killed.

export function liveness(): { status: number; body: object } {
  return { status: 200, body: { status: "up" } };
}

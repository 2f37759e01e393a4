// Errors with a message for the user of the terminal, printed as one line without a stack.
export class Failure extends Error {
  override readonly name = "Failure";
}

/** Runs a script's main function, which may return an exit code; prints a Failure as one line and sets exit code 1. */
export async function runScript(main: () => Promise<unknown>): Promise<void> {
  try {
    const result = await main();
    process.exitCode = typeof result === "number" ? result : 0;
  } catch (error) {
    process.exitCode = 1;
    if (error instanceof Failure) console.error(error.message);
    else console.error(error);
  }
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
}

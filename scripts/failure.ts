// Errors whose message is meant for the operator. A script prints the message without a stack.
export class Failure extends Error {
  override readonly name = "Failure";
}

/**
 * Runs a script's main function. Sets the exit code to the number that the function returns, to 0 if it returns none, or to
 * 1 if it throws. Prints a Failure without its stack.
 */
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

// Detects JSON from clients that is unsafe to process: nested too deeply, or with the key `__proto__`.
import "server-only";

const MAX_DEPTH = 16;

/** Works level by level: on the deeply nested values that this check must refuse, recursion would overflow the stack. */
export function isHarmless(value: unknown): boolean {
  let level: object[] = isObject(value) ? [value] : [];
  for (let depth = 1; level.length > 0; depth += 1) {
    if (depth > MAX_DEPTH || level.some((each) => Object.hasOwn(each, "__proto__"))) return false;
    level = level.flatMap((each) => Object.values(each).filter(isObject));
  }
  return true;
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

// Prints JSON so that a change is readable in a diff: whatever fits in a line is on one line.

const WIDTH = 125;

/** @param taken the characters of the line that precede the value */
function print(value: unknown, indent: string, taken: number): string {
  const line = JSON.stringify(value, null, 1).replaceAll(/\n */g, " ");
  if (typeof value !== "object" || value === null || taken + line.length < WIDTH) return line;
  const inner = `${indent}  `;
  const entries = Array.isArray(value)
    ? value.map((each): [string, unknown] => ["", each])
    : Object.entries(value).map(([name, each]): [string, unknown] => [`${JSON.stringify(name)}: `, each]);
  const lines = entries.map(([name, each]) => inner + name + print(each, inner, inner.length + name.length));
  const [opening, closing] = Array.isArray(value) ? "[]" : "{}";
  return `${opening}\n${lines.join(",\n")}\n${indent}${closing}`;
}

export function printJson(value: object): string {
  // Without the properties that are undefined.
  return `${print(JSON.parse(JSON.stringify(value)), "", 0)}\n`;
}

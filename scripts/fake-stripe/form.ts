// Decodes the bracket notation in which Stripe's clients send parameters: items[0][price]=… and expand[]=….
export type Params = { [name: string]: Param };
export type Param = string | Param[] | Params;

const MAX_DEPTH = 10;
const UNSAFE = new Set(["__proto__", "constructor", "prototype"]);

const partsOf = (name: string): string[] => {
  const [first = "", ...rest] = name.split("[");
  return [first, ...rest.map((part) => part.replace(/\]$/, ""))];
};

type Node = Map<string, Node | string>;

function assign(root: Node, parts: string[], value: string): void {
  let node = root;
  for (const part of parts.slice(0, -1)) {
    const key = part === "" ? String(node.size) : part;
    const existing = node.get(key);
    const child: Node = existing instanceof Map ? existing : new Map<string, Node | string>();
    node.set(key, child);
    node = child;
  }
  const last = parts.at(-1) ?? "";
  node.set(last === "" ? String(node.size) : last, value);
}

function toParam(node: Node | string): Param {
  if (typeof node === "string") return node;
  const keys = [...node.keys()];
  const isArray = keys.length > 0 && keys.every((key, index) => key === String(index));
  if (isArray) return [...node.values()].map(toParam);
  return Object.fromEntries([...node].map(([key, child]) => [key, toParam(child)]));
}

export function decodeForm(text: string): Params {
  const root: Node = new Map();
  for (const [name, value] of new URLSearchParams(text)) {
    const parts = partsOf(name);
    if (parts.length <= MAX_DEPTH && !parts.some((part) => UNSAFE.has(part))) assign(root, parts, value);
  }
  const params = toParam(root);
  return typeof params === "object" && !Array.isArray(params) ? params : {};
}

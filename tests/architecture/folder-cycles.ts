// Finds cycles between folders through the imports of their files. Type imports count, because they couple folders, too.

export type Imports = ReadonlyMap<string, readonly string[]>;

/** The folder of lib that a file is in. */
export const folderOfLib = (file: string): string => file.split("/").slice(0, 2).join("/");

/** For a file below lib/auth, its folder there, or the file itself if it is directly in lib/auth. Otherwise `folderOfLib`. */
export const folderOfAuth = (file: string): string =>
  file.startsWith("lib/auth/") ? file.split("/").slice(0, 3).join("/") : folderOfLib(file);

function reachable(from: string, edges: ReadonlyMap<string, ReadonlySet<string>>): Set<string> {
  const seen = new Set<string>(edges.get(from));
  for (const folder of seen) for (const next of edges.get(folder) ?? []) seen.add(next);
  return seen;
}

/** The imports that are part of a cycle, as "file → file". */
export function folderCycles(imports: Imports, folderOf: (file: string) => string): string[] {
  const pairs = [...imports].flatMap(([file, targets]) => targets.map((target) => [file, target] as const));
  const across = pairs.filter(([file, target]) => folderOf(file) !== folderOf(target));
  const edges = new Map<string, Set<string>>();
  for (const [file, target] of across) {
    const folder = folderOf(file);
    edges.set(folder, (edges.get(folder) ?? new Set()).add(folderOf(target)));
  }
  const isBackFrom = (file: string, target: string) => reachable(folderOf(target), edges).has(folderOf(file));
  return across.filter(([file, target]) => isBackFrom(file, target)).map(([file, target]) => `${file} → ${target}`);
}

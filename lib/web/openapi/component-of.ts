// Follows a reference in an API document to the component that it names.

/**
 * @param part of the document; returned as it is unless it is a reference
 * @param components those of the part's kind
 * @throws Error if the document has no such component
 */
export function componentOf<T extends { $ref?: string }>(part: T, components: Readonly<Record<string, T>>): T {
  if (part.$ref === undefined) return part;
  const component = components[part.$ref.split("/").at(-1) ?? ""];
  if (!component) throw new Error(`there is no ${part.$ref}`);
  return component;
}

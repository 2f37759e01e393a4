// What operations record in the audit log, read from their source.
import ts from "typescript";
import { descendants, filesIn, isCode, isTest, parse } from "./source";

interface Recorded {
  entityType: string | undefined;
  /** The names of the other details that the entry has, such as `before`. */
  details: Set<string>;
}

function property(object: ts.ObjectLiteralExpression, name: string): ts.Expression | undefined {
  const found = object.properties.filter(ts.isPropertyAssignment).find((each) => each.name.getText() === name);
  return found?.initializer;
}

const textIn = (node: ts.Expression | undefined) => (node && ts.isStringLiteral(node) ? node.text : undefined);

/** Action → what its operation records, for each operation that is defined with both a name and an `audit` written out. */
export function recordedByAction(): Map<string, Recorded> {
  const found = new Map<string, Recorded>();
  for (const file of filesIn("lib").filter((each) => isCode(each) && !isTest(each)))
    for (const node of descendants(parse(file))) {
      if (!ts.isObjectLiteralExpression(node)) continue;
      const [action, audit] = [textIn(property(node, "name")), property(node, "audit")];
      if (action === undefined || !audit) continue;
      const detail = [...descendants(audit)].find((each) => ts.isObjectLiteralExpression(each));
      if (!detail) continue;
      const details = new Set(detail.properties.map((each) => each.name?.getText() ?? ""));
      found.set(action, { entityType: textIn(property(detail, "entityType")), details });
    }
  return found;
}

import { expect, it } from "vitest";
import { componentOf } from "./component-of";

interface Part {
  $ref?: string;
  type?: string;
}

const components: Record<string, Part> = { User: { type: "object" } };

it("follows a reference, and returns anything else as it is", () => {
  expect(componentOf<Part>({ $ref: "#/components/schemas/User" }, components)).toBe(components.User);
  const part: Part = { type: "string" };
  expect(componentOf<Part>(part, components)).toBe(part);
});

it("refuses a reference to a component that the document does not have", () => {
  const missing: Part = { $ref: "#/components/schemas/Nobody" };
  expect(() => componentOf<Part>(missing, components)).toThrow("#/components/schemas/Nobody");
});

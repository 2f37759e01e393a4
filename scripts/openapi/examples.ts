// Examples of inputs and response bodies, made from their JSON Schema. Fields that occur in many places have a telling
// value here; all others get the simplest value that their schema allows. A schema with `examples` has its own. Tests check
// each example.
import { componentOf } from "@/lib/web/openapi/component-of";
import type { Schema } from "./schemas";

const TIME = "2026-11-12T14:05:00.000Z";

/** Name of the field → its value, where the schema allows it. */
const TELLING: Record<string, unknown> = {
  action: "organizations.update",
  admin_email: "grace@example.com",
  admin_name: "Grace Hopper",
  app_name: "Gatehouse",
  authorization_url: "https://accounts.google.com/o/oauth2/v2/auth?response_type=code",
  browser: "Firefox",
  code: "NOT_FOUND",
  cursor: "MjAyNi0xMS0xMlQxNDowNTowMC4wMDBa",
  confirm: "ada@example.com",
  content: "Remember the **keys**.",
  current_password: "the keys of the old gate",
  description: "What it does",
  email: "ada@example.com",
  entity_id: "01a1fca7-10ef-709a-a672-db653871918b",
  entity_type: "organization",
  excerpt: "Remember the keys.",
  id: "01a1fca7-10ef-709a-a672-db653871918b",
  ip_address: "192.0.2.7",
  limit: 50,
  message: "The page or item was not found.",
  name: "Ada Lovelace",
  new_email: "ada.lovelace@example.com",
  new_password: "a new and much longer password",
  next: "/account/profile",
  next_cursor: null,
  org: "analytical-engines",
  organization: "01a1fca7-10ef-709a-a672-db653871918b",
  organization_name: "Analytical Engines",
  password: "the keys of the old gate",
  path: "/org/analytical-engines/members",
  provider: "google",
  reason: "Asked for in ticket 4711",
  request_id: "4c1d0f7e9b2a4e5f8a6b3c2d1e0f9a8b",
  search: "keys",
  slug: "analytical-engines",
  system: "Linux",
  title: "Keys of the gate",
  token: "the-token-of-the-mailed-link",
  user_agent: "curl/8.14.1",
};

/** A field that only things of one kind have → the name of such a thing, which is not a person's. */
const NAMED: [field: string, name: string][] = [
  ["slug", "Analytical Engines"],
  ["prefix", "Nightly backup"],
  ["expires_in", "Nightly backup"],
];

const FORMATS: Record<string, unknown> = { "date-time": TIME, date: "2026-11-12", uuid: TELLING.id };

type Schemas = Record<string, Schema>;

/** @param field the name of the field that has this schema */
export function exampleOf(given: Schema, schemas: Schemas, field = ""): unknown {
  const schema = componentOf(given, schemas);
  const [example] = (schema.examples as unknown[] | undefined) ?? [];
  if (example !== undefined) return example;
  if ("const" in schema) return schema.const;
  if (Array.isArray(schema.enum)) return schema.enum[0] as unknown;
  const [choice] = (schema.anyOf ?? schema.oneOf ?? []) as Schema[];
  if (choice) return exampleOf(choice, schemas, field);
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type;
  if (type === "object") return objectOf(schema, schemas);
  if (type === "array") return [exampleOf(schema.items as Schema, schemas)];
  if (typeof schema.format === "string" && schema.format in FORMATS) return FORMATS[schema.format];
  const telling = TELLING[field];
  if (fits(telling, schema)) return telling;
  if (type === "string") return field.replaceAll("_", " ") || "text";
  if (type === "boolean") return false;
  if (type === "integer" || type === "number") return schema.minimum ?? 0;
  return null;
}

/** Has the optional fields only if they have an example of their own: not all of them go together in a request. */
export function exampleOfRequest({ properties = {}, required = [], ...rest }: Schema, schemas: Schemas): unknown {
  const sent = Object.entries(properties).filter(([name, field]) => required.includes(name) || "examples" in field);
  return exampleOf({ ...rest, properties: Object.fromEntries(sent) }, schemas);
}

function objectOf({ properties = {} }: Schema, schemas: Schemas): Record<string, unknown> {
  const entries = Object.entries(properties).map(([name, field]) => [name, exampleOf(field, schemas, name)] as const);
  const [, name] = NAMED.find(([field]) => "name" in properties && field in properties) ?? [];
  return { ...Object.fromEntries(entries), ...(name === undefined ? {} : { name }) };
}

function fits(value: unknown, { type }: Schema): boolean {
  if (value === undefined) return false;
  const types = Array.isArray(type) ? type : [type];
  if (value === null) return types.includes("null");
  return types.includes(typeof value) || (Number.isInteger(value) && types.includes("integer"));
}

// The parts of the API document: one for each method of each route, and the components that they share.
import { z } from "zod";
import { IDEMPOTENCY_KEY, IDEMPOTENCY_KEY_HOURS } from "@/lib/access/idempotency";
import type { OperationMeta } from "@/lib/access/registry";
import { ERROR_CODES, type ErrorCode } from "@/lib/errors/codes";
import type { PlainContract, RouteContract } from "@/lib/web/adapters/route-contract";
import { FROM_ANYWHERE, takesBearer, UNCOUNTED } from "@/lib/web/edge/paths";
import { KEY_PATTERN } from "@/lib/web/http/idempotency-key";
import { refusesSome, SECRETS, securityOf } from "./credentials";
import { exampleOf, exampleOfRequest } from "./examples";
import { headers, OF_LIMITS } from "./headers";
import { camel, pascal } from "./names";
import { plainRefusals, possibleRefusals } from "./refusals";
import { Components, jsonSchemaOf, type Schema } from "./schemas";
import { descriptionOf, sectionOf } from "./texts";

export type Part = Record<string, unknown>;

const PROBLEM: Schema = {
  type: "object",
  title: "Problem",
  properties: {
    code: { type: "string", enum: Object.keys(ERROR_CODES), description: "What went wrong, for programs." },
    message: { type: "string", description: "What went wrong, for people." },
    details: { type: "object", additionalProperties: { type: "string" }, description: "Field → what is wrong with it." },
    request_id: { type: "string" },
  },
  required: ["code", "message", "details", "request_id"],
  additionalProperties: false,
};

/** Which headers the refusals of an operation have. */
interface SentWithRefusals {
  /** Whether the general limit counts its requests. */
  isCounted: boolean;
  /** Whether its path takes bearers, so that a 401 names the scheme. */
  isChallenged: boolean;
}

export class Builder {
  readonly components = new Components();
  readonly responses: Record<string, Part> = {};
  private readonly ids = new Set<string>();

  constructor(private readonly operations: ReadonlyMap<string, OperationMeta>) {
    this.components.refer(PROBLEM);
  }

  private content(schema: Schema, toExample = exampleOf): Part {
    const referred = this.components.refer(schema);
    return { "application/json": { schema: referred, example: toExample(referred, this.components.schemas) } };
  }

  /** Refusals by status. Equal ones share a component. */
  private refusals(codes: ErrorCode[], sent: SentWithRefusals): Record<string, Part> {
    const statuses = [...new Set(codes.map((code) => ERROR_CODES[code].status))];
    return Object.fromEntries(
      statuses.map((status) => {
        const ofStatus = codes.filter((code) => ERROR_CODES[code].status === status);
        const extra = [
          ...(sent.isCounted ? OF_LIMITS : []),
          ...(status === 429 ? ["Retry-After"] : []),
          ...(status === 401 && sent.isChallenged ? ["WWW-Authenticate"] : []),
        ];
        const variant = `${sent.isCounted ? "" : "Uncounted"}${extra.includes("WWW-Authenticate") ? "Challenged" : ""}`;
        const name = ofStatus.map(pascal).join("Or") + variant;
        this.responses[name] ??= this.refusal(ofStatus, extra);
        return [status, { $ref: `#/components/responses/${name}` }];
      }),
    );
  }

  private refusal(codes: ErrorCode[], extra: string[]): Part {
    const [first] = codes as [ErrorCode];
    const example = { code: first, message: ERROR_CODES[first].message, details: {}, request_id: "4c1d0f7e9b2a4e5f" };
    const schema = { allOf: [this.resolveTo("Problem"), { type: "object", properties: { code: { enum: codes } } }] };
    return {
      description: codes.map((code) => `\`${code}\`: ${ERROR_CODES[code].message}`).join("\n\n"),
      headers: headers(["X-Request-ID", ...extra]),
      content: { "application/json": { schema, example } },
    };
  }

  private contentOf(body: z.ZodType | string): Part {
    return typeof body === "string"
      ? { [body]: { schema: { type: "string" } } }
      : this.content(jsonSchemaOf(body, "output"));
  }

  private resolveTo(title: string): Schema {
    return { $ref: `#/components/schemas/${title}` };
  }

  /** @throws if another route has this id. Generated clients use the ids, so a new route must not change an old one's. */
  private unique(id: string, route: string): string {
    if (this.ids.has(id)) throw new Error(`${route} needs its own operationId: another route has ${id}`);
    this.ids.add(id);
    return id;
  }

  operation(method: string, url: string, inPath: string[], contract: RouteContract): Part {
    const operation = this.operations.get(contract.operation);
    if (!operation) throw new Error(`${method} ${url} calls an unknown operation`);
    const { properties = {}, required = [] } = jsonSchemaOf(contract.input, "input");
    const own = Object.keys(properties).filter((name) => !inPath.includes(name));
    const parameters = [
      ...inPath.map((name) => this.parameter("path", name, inPathOf(name, properties), true)),
      ...(method === "GET" ? own : []).map((name) =>
        this.parameter("query", name, properties[name] ?? {}, required.includes(name)),
      ),
      ...(contract.idempotent ? [this.parameter("header", IDEMPOTENCY_KEY, REPEATED, false)] : []),
    ];
    const isTaken = takesBearer(url);
    // Only a session can have a recent proof.
    const isSomeRefused = refusesSome(url, operation) || (isTaken && operation.recent !== undefined);
    const place = { method, inPath, isTaken, isSomeRefused };
    const codes = possibleRefusals(place, Object.keys(properties), operation, contract);
    return {
      operationId: this.unique(contract.operationId ?? camel(contract.operation), `${method} ${url}`),
      summary: contract.summary ?? contract.operation,
      description: descriptionOf(operation, contract.remark),
      tags: [sectionOf(url)],
      security: securityOf(url, operation),
      ...(parameters.length > 0 ? { parameters } : {}),
      ...(method !== "GET" && own.length > 0
        ? {
            requestBody: this.body(
              pick(properties, own),
              required.filter((name) => own.includes(name)),
            ),
          }
        : {}),
      responses: {
        [contract.status]: this.answer(contract, operation),
        ...this.refusals(codes, { isCounted: true, isChallenged: isTaken }),
      },
    };
  }

  plain(method: string, url: string, plain: PlainContract): Part {
    const [isCounted, isForeign] = [!UNCOUNTED.includes(url), FROM_ANYWHERE.includes(url)];
    const { summary, secret, refuses = [] } = plain;
    const answers = Object.entries(plain.answers).map(([status, body]) => [
      status,
      {
        description: ANSWERED[Number(status)] ?? (Number(status) < 400 ? "Success." : "The same body, with the reason."),
        headers: headers(["X-Request-ID", ...(isCounted ? OF_LIMITS : [])]),
        ...(body === null ? {} : { content: this.contentOf(body) }),
      },
    ]);
    const codes = plainRefusals({ method, isCounted, isForeign }, secret ? ["UNAUTHORIZED", ...refuses] : refuses).filter(
      (code) => !(ERROR_CODES[code].status in plain.answers),
    );
    return {
      operationId: this.unique(camel(`${method} ${url.replace("/api/", "")}`), `${method} ${url}`),
      summary,
      tags: [sectionOf(url)],
      security: secret ? [{ [SECRETS[secret]]: [] }] : [{}],
      responses: { ...(Object.fromEntries(answers) as Part), ...this.refusals(codes, { isCounted, isChallenged: false }) },
    };
  }

  private parameter(place: "path" | "query" | "header", name: string, schema: Schema, required: boolean): Part {
    const { description, ...rest } = schema;
    const example = exampleOf(rest, this.components.schemas, name);
    return { name, in: place, required, ...(description ? { description } : {}), schema: rest, example };
  }

  private body(properties: Record<string, Schema>, required: string[]): Part {
    const schema = { type: "object", properties, ...(required.length > 0 ? { required } : {}), additionalProperties: false };
    return { required: required.length > 0, content: this.content(schema, exampleOfRequest) };
  }

  private answer(
    { answer, isFile, headers: own, status, ignoresCookies }: RouteContract,
    { changesCookies }: OperationMeta,
  ): Part {
    const names = [
      "X-Request-ID",
      ...OF_LIMITS,
      ...(isFile ? ["Content-Disposition"] : []),
      ...own,
      ...(changesCookies && !ignoresCookies ? ["Set-Cookie"] : []),
    ];
    const description = ANSWERED[status] ?? "Success.";
    if (answer === null) return { description, headers: headers(names) };
    const content =
      answer instanceof z.ZodType
        ? this.content(jsonSchemaOf(answer, "output"))
        : Object.fromEntries(
            answer.map((type) => [type, { schema: type === "application/json" ? {} : { type: "string" } }]),
          );
    return { description, headers: headers(names), content };
  }
}

const ORGANIZATION: Schema = { type: "string", description: "The slug of an organization that you belong to." };

/** The adapter takes `org` out of the path; every other parameter is part of the input. */
function inPathOf(name: string, properties: Record<string, Schema>): Schema {
  const schema = properties[name] ?? (name === "org" ? ORGANIZATION : undefined);
  if (!schema) throw new Error(`the input has no field for {${name}} in the path`);
  return schema;
}

const REPEATED: Schema = {
  type: "string",
  pattern: KEY_PATTERN.source,
  description: `Makes it safe to repeat the request within ${IDEMPOTENCY_KEY_HOURS} hours: it is done once, and each repetition gets the first response.`,
  examples: ["2f0b6c1e-invite-grace"],
};

const ANSWERED: Record<number, string> = {
  201: "Created.",
  202: "Accepted.",
  204: "Done. The response has no body.",
  304: "Not changed since the response with the given `ETag`.",
};

function pick(properties: Record<string, Schema>, names: string[]): Record<string, Schema> {
  return Object.fromEntries(names.map((name) => [name, properties[name] ?? {}]));
}
